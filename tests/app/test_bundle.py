"""The map's modules bundled into one, for pages that can't load them one by one."""

from pathlib import Path

import pytest

from graphmap.app.components.bundle import FRONTEND, bundle, provide, vis_source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map").mkdir()
    (tmp_path / "vis.js").write_text("globalThis.vis = 1;")
    (tmp_path / "depth.js").write_text("const SIZE = 1;\n\nexport function depth() {\n  return SIZE;\n}\n")
    (tmp_path / "map" / "mark.js").write_text(
        'import { depth } from "../depth.js";\n\nconst SIZE = 2;\n\nexport class Mark {}\nexport const mark = depth;\n'
    )
    (tmp_path / "map" / "index.js").write_text(
        'import "../vis.js";\nimport { Mark, mark } from "./mark.js";\n\nexport default function show() {}\n'
    )
    return tmp_path


def test_every_module_comes_after_what_it_needs(folder: Path) -> None:
    text = bundle(folder / "map" / "index.js", folder / "vis.js")
    order = [
        text.index(part) for part in ("globalThis.vis", "const { depth }", "const { Mark, mark }", "export default")
    ]
    assert order == sorted(order)


def test_nothing_is_left_to_import(folder: Path) -> None:
    assert "import" not in bundle(folder / "map" / "index.js", folder / "vis.js")


def test_the_whole_map_is_in_it() -> None:
    text = bundle(FRONTEND / "network_map" / "index.js", vis_source())
    lines = set(text.splitlines())
    for module in [*FRONTEND.glob("*.js"), *(FRONTEND / "network_map").glob("[!v]*.js")]:
        assert {
            line for line in module.read_text("utf-8").splitlines() if not line.startswith(("import", "export"))
        } <= lines


def test_a_bundle_among_the_assets_is_written_again_only_if_it_differs() -> None:
    module = bundle(FRONTEND / "network_map" / "index.js", vis_source())
    path = FRONTEND / provide("network_map", module)
    written = path.stat().st_mtime_ns
    assert path.read_text("utf-8") == module
    assert FRONTEND / provide("network_map", module) == path
    assert path.stat().st_mtime_ns == written


def test_only_the_last_of_a_bundle_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("graphmap.app.components.bundle.FRONTEND", tmp_path)
    first, second = provide("map", "let one;"), provide("map", "let other;")
    assert first != second
    assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.js")] == [second]
