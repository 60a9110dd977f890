"""Files made to do harm end in one sentence, quickly and in little memory, ours and other tools' alike."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from foreign_files import ADVICE_OF_PEOPLE, who_with_whom, workbook
from foreign_files import tables as tables_of_file
from hostile_files import HOSTILE

from graphmap.errors import GraphmapError
from graphmap.sheets.problems import BadSheets
from graphmap.store.loading import check, open_source
from graphmap.tables import GraphTables

pytestmark = pytest.mark.slow

SECONDS, MEBIBYTES = 5, 1_024
READ = """
import json, sys, time
from pathlib import Path
from graphmap.errors import GraphmapError
from graphmap.store.loading import check
from graphmap.tables import GraphTables

for name, path in json.load(sys.stdin):
    began = time.process_time()
    try:
        check(Path(path), GraphTables.of())
        end = "read"
    except GraphmapError as error:
        end = str(getattr(error, "problems", [error])[0])
    status = Path("/proc/self/status")  # getrusage would count the memory of the process that began this one
    lines = status.read_text().splitlines() if status.exists() else []
    peak = next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
    print(json.dumps([name, time.process_time() - began, peak, end]), flush=True)
"""


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, int, str]]:
    """What each hostile file came to: seconds, the peak of memory so far in MiB, and the sentence."""
    files = []
    for build in HOSTILE:
        path = build(tmp_path_factory.mktemp(build.__name__))
        files.append((build.__name__, str(path)))
        if path.suffix == ".xlsx":  # the same file under a name that is none of ours
            other = path.with_name("cluster.xlsx")
            other.write_bytes(path.read_bytes())
            files.append((f"{build.__name__} foreign", str(other)))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(files),
        capture_output=True,
        text=True,
        timeout=240,
        env=environment,
        check=False,
    )
    lines = [json.loads(line) for line in process.stdout.splitlines()]
    assert len(lines) == len(files), process.stderr[-2_000:]
    assert process.stderr == ""
    return {name: (seconds, peak, end) for name, seconds, peak, end in lines}


@pytest.mark.parametrize("name", [build.__name__ for build in HOSTILE])
def test_a_hostile_file_is_one_sentence_within_five_seconds_and_a_gibibyte(
    name: str, readings: dict[str, tuple[float, int, str]]
) -> None:
    for each in (name, f"{name} foreign"):
        if each in readings:
            seconds, peak, end = readings[each]
            assert end != "read"
            assert "\n" not in end
            assert seconds < SECONDS, end
            assert peak < MEBIBYTES, end


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(GraphmapError, match="is a pipe or a device, not a file"):
        open_source(tmp_path / "people.csv")


def test_a_matrix_of_three_thousand_people_is_read(tmp_path: Path) -> None:
    names = [f"P{n}" for n in range(3_000)]
    rows = [["", *names], *([name, *["0"] * 3_000] for name in names)]
    rows[1][2] = rows[3_000][7] = "1"
    (tmp_path / "matrix.csv").write_text("\n".join(map(",".join, rows)) + "\n")
    means = {"practices": {"1": "advice seeking"}, "always": {"kind": "person", "date": "2026-05-01"}}
    assert {pair[:2] for pair in who_with_whom(tables_of_file(tmp_path / "matrix.csv", **means))} == {
        ("P0", "P1"),
        ("P2999", "P6"),
    }


# ------------------------------------------------------------------------------------------- damage

SHEET = 'id,name\r\nana,"Āna, Tauira"\r\nbo,Bo\r\n'.encode()
EDGES = "From;To;Type;Date\nĀna;Bo;co-teaching;2026-05-01\nBo;Cy;co-teaching;2/5/2026\n".encode()
GRAPH = b'{"nodes": [{"key": "0", "attributes": {"label": "Ana"}}], "edges": [{"source": "0", "target": "0"}]}'
XML = (
    b'<gexf><graph><nodes><node id="0" label="Ana"/></nodes><edges><edge source="0" target="0"/></edges></graph></gexf>'
)
BYTES = [
    b"\r",
    b"\n",
    b'"',
    b",",
    b"\0",
    b"\xff",
    b"\xe2\x80\x8b",
    b"\xef\xbb\xbf",
    b"'",
    b"=",
    b"[",
    b"<",
    b"9" * 5_000,
]


def mutated(content: bytes, random: Random) -> bytes:
    """`content` with a few bytes put in, taken out or said twice."""
    for _ in range(random.randint(1, 4)):
        at, end = sorted(random.choices(range(len(content) + 1), k=2))
        change = random.randrange(4)
        if change == 0:
            content = content[:at] + random.choice(BYTES) + content[at:]
        elif change == 1:
            content = content[:at] + content[min(end, at + 9) :]
        elif change == 2:
            content = content[:end] + content[at:end] + content[end:]
        else:
            content = content.replace(random.choice([b"\n", b",", b";"]), random.choice(BYTES), random.randint(1, 9))
    return content


@pytest.mark.parametrize(
    ("name", "content"), [("people.csv", SHEET), ("edges.csv", EDGES), ("graph.json", GRAPH), ("graph.gexf", XML)]
)
def test_whatever_is_done_to_a_files_bytes_it_is_read_or_refused_in_sentences(
    tmp_path: Path, name: str, content: bytes
) -> None:
    random = Random(15)
    for number in range(300):
        file = tmp_path / name
        file.write_bytes(mutated(content, random))
        try:
            check(file, GraphTables.of())
        except GraphmapError:
            continue
        except Exception as error:
            raise AssertionError(f"{number}: {file.read_bytes()[:300]!r}") from error


def test_a_graph_of_keyed_nodes_without_edges_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"nodes": [{"key": "0"}], "links": []}')
    with pytest.raises(BadSheets) as refused:
        open_source(tmp_path / "map.json")
    assert "is not a list of objects" in str(refused.value.problems[0])


@pytest.mark.parametrize("name", ["people.xlsx", "answers.xlsx"])
def test_a_workbook_that_has_lost_a_worksheet_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    workbook(tmp_path / "whole.xlsx", people=[["From", "To", "name"], ["Ana", "Bo", "Cy"]])
    with ZipFile(tmp_path / "whole.xlsx") as whole, ZipFile(tmp_path / name, "w") as cut:
        for part in whole.namelist():
            if part != "xl/worksheets/sheet1.xml":
                cut.writestr(part, whole.read(part))
    with pytest.raises(GraphmapError):
        check(tmp_path / name, GraphTables.of())


@pytest.mark.parametrize("name", ["people.csv", "cluster.csv"])
def test_a_lone_carriage_return_ends_a_line_as_any_other_line_end_does(tmp_path: Path, name: str) -> None:
    text = "id,name\rana,Ana\rbo,Bo\r" if name == "people.csv" else "From;To;Type\rAna;Bo;advice seeking\r"
    (tmp_path / name).write_bytes(text.encode())
    source = open_source(tmp_path / name)
    if source.own:
        assert list(source.own.sheets[0].rows) == [(2, ("ana", "Ana")), (3, ("bo", "Bo"))]
    else:
        assert source.foreign
        assert list(source.foreign.edges.rows()) == [(2, ("Ana", "Bo", "advice seeking"))]


def test_openpyxls_warnings_about_looks_reach_nobody(tmp_path: Path) -> None:
    published = Path(__file__).parents[3] / "shared" / "data" / "foreign" / "kumu-paypal-mafia.xlsx"
    if not published.exists():
        pytest.skip("Kumu's sample workbook is not at hand.")
    code = (
        "import sys; from pathlib import Path\n"
        "from graphmap.intake.recognise import read_foreign\n"
        "found = read_foreign(Path(sys.argv[1]))\n"
        "print(len(list(found.edges.rows())), len(list(found.nodes.rows())))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code, str(published)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert "openpyxl" not in done.stderr
    assert done.stdout.split()[0] == "49"


def test_a_worksheet_with_a_gap_between_its_rows_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["From", "To"], ["Ana", "Bo"], *[[None, None]] * 500, ["Bo", "Cy"]]
    found = tables_of_file(workbook(tmp_path / "book.xlsx", Answers=rows), always=ADVICE_OF_PEOPLE)
    assert {pair[:2] for pair in who_with_whom(found)} == {("Ana", "Bo"), ("Bo", "Cy")}
