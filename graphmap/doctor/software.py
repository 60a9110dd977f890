"""What is installed: Python, the packages of the lock, and the app's frontend."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from graphmap.app.components import bundle, fetch_sigma
from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.project import project_file
from graphmap.release import graphmap_version

_OLDEST_PYTHON = (3, 11)
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<marker>[^\\]+))?", re.MULTILINE)
_MOST_NAMED = 6
_AGAIN = "Install the packages again: pip install --require-hashes -r requirements.lock"


def software(lock: Path | None = None) -> Iterator[Finding]:
    """Yield how Python, the packages, beside those of the `lock`, and the frontend are."""
    yield _python()
    yield from _packages(lock or project_file("requirements.lock"))
    yield _frontend()


def _python() -> Finding:
    there = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        return wrong("Python", f"This is Python {there}.", "Install Python 3.11 or newer, and graphmap into it.")
    return fine("Python", f"{there}, graphmap {graphmap_version()}.")


def locked(text: str) -> Mapping[str, str]:
    """Return the version of each package that a lock names for this machine."""
    pins = (found.groupdict() for found in _PIN.finditer(text))
    return {
        canonicalize_name(pin["name"]): pin["version"]
        for pin in pins
        if not pin["marker"] or Marker(pin["marker"].strip()).evaluate()
    }


def _packages(lock: Path) -> Iterator[Finding]:
    installed = {name: _installed(name) for name in _needed("graphmap")}
    if missing := sorted(name for name, found in installed.items() if found is None):
        yield wrong("Packages", f"Not installed: {_some(missing)}.", f"{_AGAIN}.")
    try:
        pins = locked(lock.read_text("utf-8"))
    except OSError:
        yield look("Packages", f"There is no lock at {lock} to compare with.", "Install graphmap from its wheel again.")
        return
    others = sorted(
        f"{name} {found} (tried with {pins[name]})"
        for name, found in installed.items()
        if found and pins.get(name, found) != found
    )
    if others:
        yield look("Packages", f"Other versions than graphmap was tried with: {_some(others)}.", f"{_AGAIN}.")
    elif not missing:
        yield fine("Packages", f"All {len(installed)} are there, in the versions of the lock.")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _needed(name: str) -> set[str]:
    """Return the names of all packages that `name` needs on this machine, and those need."""
    found: set[str] = set()
    waiting = [(name, frozenset[str]())]
    while waiting:
        one, extras = waiting.pop()
        try:
            lines = requires(one) or []
        except PackageNotFoundError:
            continue
        for requirement in map(Requirement, lines):
            marker = requirement.marker
            if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                continue
            package = canonicalize_name(requirement.name)
            if package not in found:
                found.add(package)
                waiting.append((package, frozenset(requirement.extras)))
    return found


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _frontend() -> Finding:
    about = "Frontend"
    try:
        module = bundle.network_map_module()
    except OSError:
        return wrong(about, "The files of the map are missing.", "Install graphmap and its packages again.")
    if not fetch_sigma.BUNDLE.exists():
        return look(
            about,
            "The map of everybody at once is missing: graphmap was built without it.",
            "Build graphmap with an internet connection and without GRAPHMAP_LARGE_MAP=no, then install it again.",
        )
    if not bundle.asset("network_map", module).exists() and not os.access(bundle.FRONTEND, os.W_OK):
        return look(
            about,
            "The map's module isn't built, and the app can't write it, so it travels with every page.",
            f"Once, as somebody who may write to {bundle.FRONTEND}: python -I -m graphmap.app.components.bundle.",
        )
    return fine(about, "Built.")


def embedded_engine() -> Finding:
    """Return whether the embedded store's engine is installed, with the Java that it brings."""
    spec = find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        return wrong("Engine", "The embedded store's engine is not installed.", f"{_AGAIN}.", stops_store=True)
    java = Path(spec.origin).parent / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")
    if not java.exists():
        return wrong("Engine", f"The engine has no Java in {java.parent.parent}.", f"{_AGAIN}.", stops_store=True)
    return fine("Engine", "The embedded engine is installed, with its own Java.")
