"""Bundle the maps' half in the browser, `graphmap/app/frontend`, and vis-network into one module.

A browser that loads the modules one by one waits for each wave of imports in turn.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from graphmap.language.normalising import digest

FRONTEND = Path(__file__).parents[1] / "frontend"
"""The modules of the maps: the shared ones, and a folder for each map."""

STYLE = FRONTEND / "maps.css"
VIS = "vis-network.min.js"
BUILT = "built"
"""The folder of bundled modules, beside the modules."""

_IMPORT = re.compile(r'^import (?:\{.*\} from )?"(?P<path>\.\.?/[\w./-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?:(?P<default>default )|(?=(?:async )?(?:function|class|const) (?P<name>\w+)))", re.MULTILINE
)


def bundle(entry: Path, vis: Path | None = None) -> str:
    """Join `vis`, if given, everything that the module `entry` imports, and `entry` into one module.

    Each module keeps its own names and passes on only its exports, so two modules may use the same name.
    """
    *needed, last = _in_order(entry, VIS if vis is None else vis.name)
    before = [vis.read_text("utf-8")] if vis else []
    return "\n".join(
        [*before, *(_closed(module.read_text("utf-8")) for module in needed), _IMPORT.sub("", last.read_text("utf-8"))]
    )


def asset(name: str, module: str) -> Path:
    """Return the file among the assets for a bundled `module`. Its name says what is in it."""
    return FRONTEND / BUILT / f"{name}-{digest(module)}.js"


def provide(name: str, module: str) -> str:
    """Write a bundled `module` among the assets, unless it is there, and return its path, or raise OSError.

    Its name says what is in it, so browsers can keep it for ever. What it was before is deleted.
    """
    target = asset(name, module)
    content = module.encode()
    if not target.exists() or target.read_bytes() != content:
        target.parent.mkdir(exist_ok=True)
        # Written beside it and moved into place, so that another process never serves half a file.
        handle, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(partial).chmod(0o644)
            Path(partial).replace(target)
        except OSError:
            Path(partial).unlink(missing_ok=True)
            raise
        for old in target.parent.glob(f"{name}-*.js"):
            if old != target:
                old.unlink(missing_ok=True)
    return f"{BUILT}/{target.name}"


def network_map_module() -> str:
    """Return the module of the network map."""
    return bundle(FRONTEND / "network_map" / "index.js", vis_source())


def _in_order(entry: Path, outside: str) -> list[Path]:
    """List `entry` and the modules that it needs, each after those that it imports."""
    found: dict[Path, None] = {}

    def visit(module: Path) -> None:
        for needed in _imports(module):
            if needed not in found and needed.name != outside:
                visit(needed)
        found[module] = None

    visit(entry.resolve())
    return list(found)


def _imports(module: Path) -> Iterator[Path]:
    return ((module.parent / found["path"]).resolve() for found in _IMPORT.finditer(module.read_text("utf-8")))


def _closed(source: str) -> str:
    """Wrap `source` in a function that returns only its exports."""
    names = ", ".join(found["name"] for found in _EXPORT.finditer(source))
    return f"const {{ {names} }} = (() => {{\n{_EXPORT.sub('', _IMPORT.sub('', source))}\nreturn {{ {names} }};\n}})();"


def vis_source() -> Path:
    """Return the newest vis-network in the installed pyvis. Raises FileNotFoundError if it has none."""
    spec = find_spec("pyvis")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    found = sorted(
        package.glob(f"templates/lib/vis-*/{VIS}"),
        key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)],
    )
    if not found:
        raise FileNotFoundError(f"The installed pyvis ({package}) has no {VIS}.")
    return found[-1]


if __name__ == "__main__":  # an installation whose folder nobody can write later runs this once
    provide("network_map", network_map_module())
