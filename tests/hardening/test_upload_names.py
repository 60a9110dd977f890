"""The name of an uploaded file never leads out of its folder, and one that no folder can hold is a sentence."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from graphmap.app.records.sheets_form import written_uploads
from graphmap.app.shell import uploads
from graphmap.errors import BadData


@dataclass
class Upload:
    """A file as a browser sends it: its name can be any text."""

    name: str
    content: bytes = b"id,name\n1,Tauira\n"

    def getvalue(self) -> bytes:
        return self.content


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def files_under(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


@pytest.mark.parametrize(
    "name",
    [
        "../../schools.csv",
        "/etc/cron.d/schools.csv",
        "..\\..\\schools.csv",
        "C:\\schools.csv",
        "a/../../schools.csv",
        "%2e%2e%2fschools.csv",
        "~/schools.csv",
        "-rf.csv",
        "$(id).csv",
        "MATCH (n) DETACH DELETE n.csv",
    ],
)
def test_a_name_with_a_path_stays_in_its_folder(name: str, tmp_path: Path) -> None:
    folder, path = written_uploads([Upload(name)])
    assert path.parent == Path(folder.name)
    assert files_under(tmp_path) == {path}
    uploads.remove()


@pytest.mark.parametrize("name", ["", ".", "..", "a/..", "schools\0.csv", "a" * 300 + ".csv", "\ud800.csv"])
def test_a_name_that_no_file_can_have_is_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="Rename it, then upload it again"):
        written_uploads([Upload(name)])
    assert not files_under(tmp_path)
    uploads.remove()
