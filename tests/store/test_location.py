"""Where a store is, as it is written on a command line; its password is never told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.errors import WrongCommand
from graphmap.store.location import SERVER_SCHEMES, EmbeddedLocation, ServerLocation, read_location


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRAPHMAP_STORE", "GRAPHMAP_USER", "GRAPHMAP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def server(text: str) -> ServerLocation:
    found = read_location(text)
    assert isinstance(found, ServerLocation)
    return found


# ------------------------------------------------------------------------------------------- embedded


def test_an_embedded_store_is_in_the_folder_that_is_named() -> None:
    assert read_location("embedded:/tmp/cluster") == EmbeddedLocation(Path("/tmp/cluster"))


def test_a_folder_is_found_from_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_location("embedded:cluster") == EmbeddedLocation(tmp_path / "cluster")


def test_a_tilde_is_one_s_home() -> None:
    assert read_location("embedded:~/cluster") == EmbeddedLocation(Path.home() / "cluster")


@pytest.mark.parametrize("text", [None, "", "embedded:"])
def test_without_a_folder_the_store_is_with_the_user_s_own_data(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = read_location(text)
    assert isinstance(found, EmbeddedLocation)
    assert found.folder.parts[-2:] == ("graphmap", "store")


def test_the_environment_names_the_store_where_the_command_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_STORE", "neo4j://tauira.example")
    assert server("").url == "neo4j://tauira.example"
    assert read_location("embedded:/tmp/cluster") == EmbeddedLocation(Path("/tmp/cluster"))


def test_an_embedded_store_is_written_as_it_is_read() -> None:
    location = EmbeddedLocation(Path("/tmp/a cluster"))
    assert read_location(str(location)) == location


# -------------------------------------------------------------------------------------------- servers


@pytest.mark.parametrize("scheme", SERVER_SCHEMES)
def test_every_scheme_of_the_driver_is_a_server(scheme: str) -> None:
    assert server(f"{scheme}://tauira.example:7688").url == f"{scheme}://tauira.example:7688"


def test_a_server_s_database_is_the_path_of_its_url() -> None:
    assert server("neo4j://tauira.example/cluster").database == "cluster"
    assert server("neo4j://tauira.example/").database is None


def test_user_and_password_are_read_from_the_url() -> None:
    found = server("neo4j://k%C4%81hui:p%40ss%3Aw%2Frd@tauira.example:7687")
    assert (found.url, found.user, found.password) == ("neo4j://tauira.example:7687", "kāhui", "p@ss:w/rd")


def test_user_and_password_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_USER", "kahui")
    monkeypatch.setenv("GRAPHMAP_PASSWORD", "p@ss")
    assert (server("neo4j://tauira.example").user, server("neo4j://tauira.example").password) == ("kahui", "p@ss")


def test_what_the_url_says_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHMAP_USER", "other")
    monkeypatch.setenv("GRAPHMAP_PASSWORD", "other")
    assert (server("neo4j://kahui:mine@tauira.example").user, server("neo4j://kahui:mine@tauira.example").password) == (
        "kahui",
        "mine",
    )


def test_the_usual_user_is_neo4j() -> None:
    assert server("neo4j://tauira.example").user == "neo4j"


def test_an_ipv6_address_keeps_its_brackets() -> None:
    assert server("neo4j://[::1]:7687").url == "neo4j://[::1]:7687"


@given(st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=8, max_size=30))
def test_a_password_is_never_told(password: str) -> None:
    found = server(f"neo4j://ngaio:{password}@tauira.example/cluster")
    assert found.password == password
    assert password not in f"{found} {found!r} {found!s} {[found]}"
    assert "ngaio" not in f"{found} {found!r}"


# ------------------------------------------------------------------------------------------- identity


def test_another_server_user_or_database_is_another_store() -> None:
    urls = ["neo4j://a", "neo4j://b", "neo4j://ana@a", "neo4j://a/cluster", "neo4j://ana@a/cluster", "embedded:/a"]
    assert len({read_location(url).identity for url in urls}) == len(urls)


def test_the_password_is_no_part_of_the_identity() -> None:
    one, other = server("neo4j://ana:secret-word@a"), server("neo4j://ana:other-word@a")
    assert one.identity == other.identity
    assert "secret-word" not in repr(one.identity)


# --------------------------------------------------------------------------------------------- wrong


@pytest.mark.parametrize(
    "text",
    [
        "cluster",
        "/tmp/cluster",
        "http://tauira.example",
        "neo4j",
        "neo4j:",
        "neo4j://",
        "neo4j://:7687",
        "neo4j://tauira.example:bolt",
        "neo4j://tauira.example:99999",
        "neo4j://[::1",
        "file:///etc/passwd",
        "C:\\cluster",
    ],
)
def test_what_names_no_store_is_told_in_a_line(text: str) -> None:
    with pytest.raises(WrongCommand) as caught:
        read_location(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["neo4j://ngaio:secret-word@:7687", "neo4j://ngaio:secret-word@tauira.example:bolt", "htp://ngaio:secret-word@x"],
)
def test_a_password_is_not_told_of_a_url_that_is_wrong(text: str) -> None:
    with pytest.raises(WrongCommand) as caught:
        read_location(text)
    assert "secret-word" not in str(caught.value)
