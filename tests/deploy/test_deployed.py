"""What is in `deploy/` is whole and agrees with itself: settings, nginx, systemd units, and the containers."""

import re
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import neo4j
import neo4j.exceptions
import pytest
import yaml
from engines import RunningEngine
from proxying import as_it_lies_here, needs, text_of

from graphmap.errors import BadSettings
from graphmap.settings import Settings, read_settings

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
UNITS = DEPLOY / "systemd"
WORST = 20  # of systemd-analyze's exposure, in tenths: 2.0 is safe


# ------------------------------------------------------------------------------------------------ settings


def settings_in(name: str, folder: Path) -> Settings:
    """Read a file of settings, with secrets where it names them."""
    text = text_of(name)
    for path in re.findall(r'^\w+_file = "(.*)"', text, re.MULTILINE):
        secret = folder / "secrets" / Path(path).name
        secret.parent.mkdir(exist_ok=True)
        secret.write_text("tui" * 20)
        secret.chmod(0o400)
        text = text.replace(f'"{path}"', f'"secrets/{secret.name}"')
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return read_settings(folder / "settings.toml")


@pytest.mark.parametrize("name", ["graphmap.toml", "containers.toml"])
def test_the_example_of_the_settings_can_be_read(name: str, tmp_path: Path) -> None:
    settings = settings_in(name, tmp_path)
    assert settings.sign_in
    assert settings.public_url == "https://map.example.nz"


# --------------------------------------------------------------------------------------------------- nginx


def nginx_says(main: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [needs("nginx"), "-t", "-c", str(main), "-p", str(folder), "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_nginx_takes_the_proxy_of_a_machine(tmp_path: Path) -> None:
    site = as_it_lies_here(text_of("nginx/graphmap.conf"), tmp_path)
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n")
    done = nginx_says(main, tmp_path)
    assert "test is successful" in done.stderr, done.stderr
    assert "[warn]" not in done.stderr


def test_nginx_takes_the_proxy_of_the_containers(tmp_path: Path) -> None:
    main = tmp_path / "nginx.conf"
    main.write_text(as_it_lies_here(text_of("nginx/containers.conf"), tmp_path))
    done = nginx_says(main, tmp_path)
    assert "test is successful" in done.stderr, done.stderr


def test_no_log_of_the_proxy_has_an_address_with_names_or_who_asked() -> None:
    logged = re.search(r"log_format graphmap '(.*)'", text_of("nginx/http.conf"))
    assert logged
    assert set(re.findall(r"\$\w+", logged[1])).isdisjoint(
        {"$remote_addr", "$request", "$request_uri", "$uri", "$args", "$http_referer", "$http_cookie", "$remote_user"}
    )


# ------------------------------------------------------------------------------------------------- systemd


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the units as they would be installed, but for the command, which need only be there."""
    needs("systemd-analyze")
    folder = tmp_path_factory.mktemp("units")
    command = folder / "graphmap"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    written = []
    for unit in UNITS.iterdir():
        if unit.suffix in (".service", ".timer"):
            target = folder / unit.name.replace("@.", "@8501.")
            target.write_text(unit.read_text().replace("/opt/graphmap/bin/graphmap", str(command)))
            written.append(target)
    return sorted(written)


def test_systemd_takes_the_units(units: list[Path]) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True, timeout=60, check=False
    )
    of_ours = [line for line in done.stderr.splitlines() if "graphmap" in line]
    assert (done.returncode, of_ours) == (0, [])


def test_the_units_expose_little(units: list[Path]) -> None:
    for unit in units:
        if unit.suffix == ".service":
            done = subprocess.run(
                ["systemd-analyze", "security", "--offline=yes", f"--threshold={WORST}", str(unit)],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, f"{unit.name}: {done.stdout[-300:]}{done.stderr}"


def test_every_unit_reads_the_same_settings_and_names_a_command_that_there_is() -> None:
    from typer.main import get_command

    from graphmap.cli import app

    commands = get_command(app)
    for unit in UNITS.glob("*.service"):
        text = unit.read_text()
        assert "GRAPHMAP_SETTINGS=/etc/graphmap/graphmap.toml" in text
        for words in re.findall(r"^Exec\w+=/opt/graphmap/bin/graphmap (.*)$", text, re.MULTILINE):
            found: Any = commands
            for word in words.split():
                if hasattr(found, "commands"):
                    found = found.commands[word]
            assert {option for option in words.split() if option.startswith("--")} <= {
                name for option in found.params for name in (*option.opts, *option.secondary_opts)
            }, words


# ---------------------------------------------------------------------------------------------- containers

COMPOSE: Mapping[str, Any] = yaml.safe_load(text_of("compose.yaml"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_few_rights_and_says_how_it_is(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    if name != "neo4j":  # its image needs to write in itself, and hands its data to its own user
        assert service["read_only"] is True
        assert service["user"] == "10001:10001"


@pytest.mark.parametrize("name", SERVICES)
def test_everything_that_a_container_names_is_declared(name: str) -> None:
    service = SERVICES[name]
    assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
    assert {each["source"] for each in service.get("configs", ())} <= set(COMPOSE["configs"])
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    for volume in service.get("volumes", ()):
        source = volume.split(":")[0]
        assert (DEPLOY / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]


def test_the_app_believes_the_proxy_alone_about_whom_it_answers() -> None:
    proxy = SERVICES["proxy"]["networks"]["edge"]["ipv4_address"]
    apps = [service for name, service in SERVICES.items() if name.startswith("app-")]
    assert [app["environment"]["FORWARDED_ALLOW_IPS"] for app in apps] == [proxy] * len(apps)


def test_only_the_proxy_is_reached_from_outside_and_the_database_never() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert set(SERVICES["neo4j"]["networks"]) == {"data"}


def test_secrets_are_files_and_in_no_variable() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    variables = [name for service in SERVICES.values() for name in service.get("environment", {})]
    assert [name for name in variables if re.search("PASSWORD|SECRET|AUTH(?!_FILE)", name, re.IGNORECASE)] == []


def test_the_settings_name_the_secrets_and_the_server_of_the_containers() -> None:
    settings = tomllib.loads(text_of("containers.toml"))
    named = [settings["password_file"], settings["sign_in"]["client_secret_file"]]
    named.append(settings["sign_in"]["cookie_secret_file"])
    mounted = {f"/run/secrets/{name}" for name in SERVICES["app-1"]["secrets"]}
    assert set(named) == mounted
    assert settings["store"] == "neo4j://neo4j:7687"
    assert settings["address"] == "0.0.0.0"


def test_the_proxy_leads_to_the_containers_of_the_app() -> None:
    led_to = set(re.findall(r"server (\S+):8501", text_of("nginx/containers.conf")))
    apps = [service for name, service in SERVICES.items() if name.startswith("app-")]
    assert led_to == {service["networks"]["edge"]["ipv4_address"] for service in apps}


def test_the_image_is_built_from_the_lock_and_run_by_nobody_special() -> None:
    text = text_of("Dockerfile")
    assert "--require-hashes -r requirements.lock" in text
    assert "\nUSER 10001:10001\n" in text
    copied = {line.removeprefix("!") for line in text_of("Dockerfile.dockerignore").splitlines() if line[:1] == "!"}
    assert [path for path in copied if not (PROJECT / path).exists()] == []
    built_from = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = built_from["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*needed["packages"], *needed["force-include"], built_from["project"]["readme"], "hatch_build.py"} <= copied


# ------------------------------------------------------------------------------------------------ the docs


def page(name: str) -> str:
    return (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def test_the_page_of_the_settings_describes_each(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("other = 1\n[sign_in]\nother = 1\n")
    with pytest.raises(BadSettings) as refused:
        read_settings(tmp_path / "settings.toml")
    known = {
        name
        for mistake in refused.value.mistakes
        if (listed := re.search("the settings here are (.*).$", mistake))
        for name in listed[1].split(", ")
    }
    assert "client_id" in known
    assert set(re.findall(r"^\| `(\w+)` \|", page("settings"), re.MULTILINE)) == known - {"sign_in"}


def test_every_file_that_the_steps_install_is_there() -> None:
    named = re.findall(r"\bdeploy/[\w@./*-]+\w", page("sharing"))
    assert len(named) > 8
    assert [name for name in named if not list(PROJECT.glob(name))] == []


def test_neo4j_reads_the_rights_that_the_docs_list(neo4j_engine: RunningEngine) -> None:
    """Community reads these statements, and refuses them as Enterprise's; a statement that is wrong it can't read."""
    listed = re.search("```cypher\n(.*?)```", page("sharing"), re.DOTALL)
    assert listed
    with neo4j_engine.driver.session(database="system") as session:
        for statement in listed[1].strip().splitlines():
            with pytest.raises(neo4j.exceptions.ClientError) as refused:
                session.run(statement).consume()
            assert refused.value.code == "Neo.ClientError.Statement.UnsupportedAdministrationCommand", statement
