"""`make audit`: whether what is installed is what the locks name, under licences that we may use, without known faults.

The first two need no network. For known faults pip-audit asks a service; where that can't be reached, or doesn't know
a package (as behind a mirror), a line says so and nothing fails.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from graphmap.app.components.bundle import vis_source
from graphmap.app.components.fetch_sigma import BUNDLE

PROJECT = Path(__file__).parents[1]
LOCKS = (PROJECT / "requirements.lock", PROJECT / "requirements-test.lock")
NPM = PROJECT / "graphmap" / "app" / "components"
OF_THE_ENVIRONMENT = {"graphmap", "pip", "setuptools", "wheel"}
"""What an environment has besides what the locks name."""

COPYLEFT = {"igraph", "text-unidecode"}
"""igraph may be left out (pyproject.toml). text-unidecode may be had under another licence, and only tests use it."""

NPM_LICENCES = {"MIT", "ISC", "BSD-3-Clause"}
VIS = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
"""The digest of the vis-network that pyvis brings, which draws the maps."""

_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: *; *(?P<marker>[^\\]+?))? *\\?$")
_ENTRY = re.compile(r"(?m)^(?=[\w.-]+==)")


@dataclass(frozen=True)
class Locked:
    """A package as a lock names it."""

    name: str
    version: str
    hashes: int
    is_for_here: bool


def locked(lock: Path) -> Mapping[str, Locked]:
    """Return the packages in a lock, by name: of those in several versions, the one for this Python."""
    found: dict[str, Locked] = {}
    for entry in _ENTRY.split(lock.read_text("utf-8"))[1:]:
        first = entry.splitlines()[0]
        parts = _LOCKED.match(first)
        if parts is None:
            raise ValueError(f"{lock.name}: {first}")
        name = canonicalize_name(parts["name"])
        marker = parts["marker"]
        if name not in found or not found[name].is_for_here:
            is_for_here = not marker or Marker(marker).evaluate()
            found[name] = Locked(name, parts["version"], entry.count("--hash=sha256:"), is_for_here)
    return found


# ------------------------------------------------------------------------------------- what is installed


def faults_of_locks(installed: Iterable[Distribution]) -> Iterator[str]:
    """Yield what is installed and not as the locks name it, and what they name without a digest."""
    app, test = map(locked, LOCKS)
    for package in test.values():
        if not package.hashes:
            yield f"{package.name} has no digest in {LOCKS[1].name}: run make lock."
    for name, package in app.items():
        if name not in test or test[name].version != package.version:
            yield f"{name} is {package.version} in {LOCKS[0].name} and another in {LOCKS[1].name}: run make lock."
    for distribution in installed:
        name = canonicalize_name(distribution.name)
        if name in OF_THE_ENVIRONMENT:
            continue
        if name not in test:
            yield f"{name} is installed and in no lock: make clean, then make setup."
        elif test[name].version != distribution.version:
            yield f"{name} {distribution.version} is installed where {test[name].version} is locked: run make setup."


def faults_of_licences(installed: Iterable[Distribution]) -> Iterator[str]:
    """Yield what is installed under a licence that asks more than we give."""
    for distribution in installed:
        name = canonicalize_name(distribution.name)
        if name not in COPYLEFT and re.search(r"\b(?:A|L)?GPL|General Public", licence_of(distribution)):
            yield f"{name} is under {licence_of(distribution)}: leave it out, or ask whether it may stay."


def licence_of(distribution: Distribution) -> str:
    """Return what a package says of its licence."""
    about: Any = distribution.metadata
    named = [each for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    return "; ".join(filter(None, (about.get("License-Expression"), *named, (about.get("License") or "")[:80])))


def faults_of_scripts() -> Iterator[str]:
    """Yield what runs in browsers and isn't pinned by its digest, or isn't what the pins name."""
    lock = (NPM / "package-lock.json").read_bytes()
    for place, package in json.loads(lock)["packages"].items():
        if place and not package.get("integrity", "").startswith("sha512-"):
            yield f"{place} has no digest in package-lock.json."
        if place and package.get("license") not in NPM_LICENCES:
            yield f"{place} is under {package.get('license')}."
    for name, version in json.loads((NPM / "package.json").read_text("utf-8"))["dependencies"].items():
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            yield f"{name} is not pinned to one version in package.json."
    if BUNDLE.exists() and sha256(lock).hexdigest() not in BUNDLE.read_text("utf-8").splitlines()[0]:
        yield f"{BUNDLE.name} was made by another lock: run make setup."
    if sha256(vis_source().read_bytes()).hexdigest() != VIS:
        yield "vis-network is not the one that was looked over: see what changed, then write its digest in VIS."


# ------------------------------------------------------------------------------------------ known faults


def known_faults(answer: str) -> tuple[list[str], int]:
    """Return the known faults in the `answer` of pip-audit, and how many packages it knows nothing of."""
    packages = json.loads(answer)["dependencies"]
    faults = [
        f"{package['name']} {package['version']} has a known fault, {fault['id']}"
        + (f": mended in {', '.join(fault['fix_versions'])}." if fault["fix_versions"] else ".")
        for package in packages
        for fault in package.get("vulns", [])
    ]
    return faults, sum("skip_reason" in package for package in packages)


def ask_for_known_faults() -> tuple[list[str], str]:
    """Return the known faults of what is installed, and a sentence on what couldn't be asked."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--local",
        "--skip-editable",
        "--format=json",
        "--progress-spinner=off",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        faults, unknown = known_faults(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return [], "The service for known faults can't be reached, so nobody was asked about them."
    return faults, f"The service for known faults doesn't know {unknown} packages." if unknown else ""


def main() -> None:
    """Print everything that is wrong, and end with 1 if anything is."""
    installed = list(distributions())
    faults = [*faults_of_locks(installed), *faults_of_licences(installed), *faults_of_scripts()]
    known, unasked = ask_for_known_faults()
    sys.stdout.write("\n".join([*faults, *known, unasked or "Every package was asked about."]) + "\n")
    sys.exit(1 if faults or known else 0)


if __name__ == "__main__":
    main()
