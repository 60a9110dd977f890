"""The page's own half of the maps, which is in `graphmap/app/frontend`, and vis-network, as one module that needs
nothing beside it."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

FRONTEND = Path(__file__).parents[1] / "frontend"
"""The modules of the maps: those that both are made of, and a folder for those of each."""

STYLE = FRONTEND / "maps.css"
VIS = "vis-network.min.js"

_IMPORT = re.compile(r'^import (?:\{.*\} from )?"(?P<path>\.\.?/[\w./-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?:(?P<default>default )|(?=(?:async )?(?:function|class|const) (?P<name>\w+)))", re.MULTILINE
)


def bundle(entry: Path, vis: Path | None = None) -> str:
    """The module `entry`, everything that it imports, and before them `vis`, if it needs that.

    Each module keeps its names to itself and hands on what it exports, so two may use one name for two things.
    """
    *needed, last = _in_order(entry, VIS if vis is None else vis.name)
    before = [vis.read_text("utf-8")] if vis else []
    return "\n".join(
        [*before, *(_closed(module.read_text("utf-8")) for module in needed), _IMPORT.sub("", last.read_text("utf-8"))]
    )


def _in_order(entry: Path, outside: str) -> list[Path]:
    """The modules that `entry` needs and itself, each after those that it imports."""
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
    """`source` as a function of its own, of which only what it exports comes out."""
    names = ", ".join(found["name"] for found in _EXPORT.finditer(source))
    return f"const {{ {names} }} = (() => {{\n{_EXPORT.sub('', _IMPORT.sub('', source))}\nreturn {{ {names} }};\n}})();"


def vis_source() -> Path:
    """The newest vis-network in the installed pyvis. Raises FileNotFoundError if it has none."""
    spec = find_spec("pyvis")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    found = sorted(
        package.glob(f"templates/lib/vis-*/{VIS}"),
        key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)],
    )
    if not found:
        raise FileNotFoundError(f"The installed pyvis ({package}) carries no {VIS}.")
    return found[-1]
