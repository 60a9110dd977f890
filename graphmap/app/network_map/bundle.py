"""The map's own modules, and vis-network, as one module that needs nothing beside it."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

VIS = "vis-network.min.js"

_IMPORT = re.compile(r'^import (?:\{.*\} from )?"\./(?P<name>[\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:(?P<default>default )|(?=(?:async )?(?:function|class|const) (?P<name>\w+)))", re.MULTILINE)


def bundle(frontend: Path, entry: str, vis: Path | None = None) -> str:
    """The module `entry` in the folder `frontend`, everything that it imports, and before them `vis`, if it needs that.

    Each module keeps its names to itself and hands on what it exports, so two may use one name for two things.
    """
    parts = [
        _closed((frontend / name).read_text("utf-8"))
        for name in _in_order(frontend, entry, VIS if vis is None else vis.name)
        if name != entry
    ]
    before = [vis.read_text("utf-8")] if vis else []
    return "\n".join([*before, *parts, _IMPORT.sub("", (frontend / entry).read_text("utf-8"))])


def _in_order(frontend: Path, entry: str, outside: str) -> list[str]:
    """The modules that `entry` needs and itself, each after those that it imports."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        for needed in _imports(frontend / name):
            if needed not in found and needed != outside:
                visit(needed)
        found[name] = None

    visit(entry)
    return list(found)


def _imports(module: Path) -> Iterator[str]:
    return (found["name"] for found in _IMPORT.finditer(module.read_text("utf-8")))


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
