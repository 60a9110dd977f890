"""The settings file: what it sets, and a sentence for each mistake in it."""

import os
from pathlib import Path

import pytest

from graphmap.errors import BadSettings
from graphmap.settings import VARIABLE, Settings, is_this_computer, read_settings
from graphmap.store.location import EmbeddedLocation, ServerLocation, read_location

_SIGN_IN = """
[sign_in]
provider = "https://accounts.google.com/"
client_id = "graphmap"
client_secret_file = "client-secret"
cookie_secret_file = "cookie-secret"
"""
_OPEN = 'public_url = "https://map.example.nz"\ncontact = "Hine, hine@example.nz"\n'


@pytest.fixture(autouse=True)
def no_settings_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (VARIABLE, "GRAPHMAP_STORE", "GRAPHMAP_USER", "GRAPHMAP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    secret(tmp_path / "client-secret", "quiet\n")
    secret(tmp_path / "cookie-secret", "c" * 64)
    return tmp_path


def secret(file: Path, text: str, mode: int = 0o600) -> None:
    file.write_text(text)
    file.chmod(mode)


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text)
    return file


def mistakes(folder: Path, text: str) -> list[str]:
    file = written(folder, text)
    with pytest.raises(BadSettings) as found:
        read_settings(file)
    assert all(mistake.startswith(f"{file}: ") for mistake in found.value.mistakes)
    return [mistake.removeprefix(f"{file}: ") for mistake in found.value.mistakes]


def test_without_a_file_this_computer_is_answered_and_nobody_signs_in() -> None:
    assert read_settings() == Settings()
    assert is_this_computer(Settings().address)


def test_a_whole_file_is_read_and_its_secrets_from_the_files_beside_it(folder: Path) -> None:
    settings = read_settings(written(folder, 'address = "0.0.0.0"\nport = 8600\n' + _OPEN + _SIGN_IN))
    assert settings.sign_in
    assert (settings.sign_in.client_secret, settings.sign_in.cookie_secret) == ("quiet", "c" * 64)
    assert settings.sign_in.metadata_url == "https://accounts.google.com/.well-known/openid-configuration"
    assert (settings.host, settings.port, settings.is_secure) == ("map.example.nz", 8600, True)
    assert settings.redirect_uri == "https://map.example.nz/oauth2callback"


def test_the_variable_names_the_file_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(written(folder, "port = 8600")))
    assert read_settings().port == 8600


def test_secrets_are_in_no_text_of_the_settings(folder: Path) -> None:
    text = _OPEN + 'password_file = "password"\n' + _SIGN_IN
    secret(folder / "password", "hidden")
    settings = read_settings(written(folder, text))
    assert settings.password == "hidden"
    assert not any(hidden in repr(settings) for hidden in ("quiet", "cccc", "hidden"))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('port = "8501"', "port must be a whole number from 1 to 65535, without quotes."),
        ("port = true", "port must be a whole number from 1 to 65535, without quotes."),
        ("contact = 1", 'contact must be text: write it in quotes, as in contact = "…".'),
        ("sign_in = true", "sign_in is a section: write [sign_in] on a line of its own, and its settings below."),
        ('public_url = "map.example.nz"', "public_url is not a web address: write it as https://name.example."),
        ('public_url = "http://["', "public_url is not a web address: write it as https://name.example."),
        (
            'public_url = "http://map.example.nz"',
            "public_url begins with http:, so others on the way can read what is sent: use https:.",
        ),
        (
            'address = "0.0.0.0"',
            "address 0.0.0.0 can be reached by other computers, and nobody has to sign in: set up [sign_in], or leave "
            "address out.",
        ),
        (
            'password = "x"',
            "password is a secret: write it in a file of its own, and name the file in password_file.",
        ),
        (
            'store = "neo4j://neo4j:x@localhost"',
            "store has a password in it: write the password in a file of its own, and name it in password_file.",
        ),
    ],
)
def test_a_mistake_is_a_sentence_with_the_key_and_the_fix(folder: Path, text: str, mistake: str) -> None:
    assert mistakes(folder, text) == [mistake]


def test_a_setting_that_there_is_none_of_is_reported_with_those_there_are(folder: Path) -> None:
    assert mistakes(folder, "prot = 8501")[0].startswith("prot is no setting: the settings here are address, port,")
    assert mistakes(folder, _OPEN + _SIGN_IN + 'realm = "x"')[0].startswith("sign_in.realm is no setting:")


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    found = mistakes(folder, "port = 0\n[sign_in]")
    assert [mistake.split()[0] for mistake in found] == [
        "sign_in.cookie_secret_file",
        "sign_in.provider",
        "sign_in.client_id",
        "sign_in.client_secret_file",
        "port",
        "public_url",
        "contact",
    ]


def test_an_address_below_another_site_is_refused(folder: Path) -> None:
    text = _OPEN.replace("map.example.nz", "example.nz/map") + _SIGN_IN
    assert mistakes(folder, text) == [
        "public_url has a path, and graphmap needs a name of its own: write only https:// and the name."
    ]


@pytest.mark.skipif(os.name != "posix", reason="other systems keep no such rights")
@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644])
def test_a_secret_that_every_user_may_open_is_refused(folder: Path, mode: int) -> None:
    secret(folder / "client-secret", "quiet", mode)
    assert mistakes(folder, _OPEN + _SIGN_IN) == [
        f"sign_in.client_secret_file names {folder / 'client-secret'}, which every user of this computer may open: "
        f"run chmod o= {folder / 'client-secret'}"
    ]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (None, "which can't be read (No such file or directory)"),
        ("", "which must hold the secret on one line"),
        ("one\ntwo", "which must hold the secret on one line"),
    ],
)
def test_a_file_without_its_secret_is_reported(folder: Path, content: str | None, mistake: str) -> None:
    (folder / "client-secret").unlink()
    if content is not None:
        secret(folder / "client-secret", content)
    (found,) = mistakes(folder, _OPEN + _SIGN_IN)
    assert found.startswith(f"sign_in.client_secret_file names {folder / 'client-secret'}, {mistake}")


def test_a_cookie_secret_that_can_be_guessed_is_refused(folder: Path) -> None:
    secret(folder / "cookie-secret", "short")
    (found,) = mistakes(folder, _OPEN + _SIGN_IN)
    assert found.startswith("sign_in.cookie_secret_file holds fewer than 32 characters")


@pytest.mark.parametrize(
    ("content", "mistake"), [(b"port = ", "aren't TOML"), (b"\xff", "aren't plain text"), (None, "can't be read")]
)
def test_a_file_that_is_no_settings_is_reported(tmp_path: Path, content: bytes | None, mistake: str) -> None:
    file = tmp_path / "settings.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadSettings, match=mistake):
        read_settings(file)


def test_the_settings_store_is_used_unless_another_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(written(folder, 'store = "embedded:store"')))
    assert read_location(None) == EmbeddedLocation(folder / "store")
    assert read_location("embedded:/elsewhere") == EmbeddedLocation(Path("/elsewhere"))


def test_the_settings_password_goes_to_the_settings_server_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret(folder / "password", "hidden")
    text = 'store = "neo4j://graph.example"\nuser = "graphmap"\npassword_file = "password"'
    monkeypatch.setenv(VARIABLE, str(written(folder, text)))
    assert read_location(None) == ServerLocation("neo4j://graph.example", "graphmap", "hidden")
    assert read_location("neo4j://other.example") == ServerLocation("neo4j://other.example", "neo4j", "")
