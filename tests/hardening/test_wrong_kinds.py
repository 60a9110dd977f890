"""A file of the wrong kind, under any name that we read, is a sentence at once: nothing is run, fetched or unpacked."""

import gzip
import io
import pickle
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graphmap.errors import GraphmapError
from graphmap.export.code_key import read_key
from graphmap.intake.mapping_file import mapping_from, read_mapping
from graphmap.sheets.problems import BadSheets
from graphmap.store.backup.file import read_backup
from graphmap.store.loading import check
from graphmap.tables import GraphTables
from graphmap.weak.thresholds_file import read_thresholds

SHEET = "id,name\nana,Āna\n"
SECONDS = 2.0


def zip_with(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return content.getvalue()


def entities(*declared: str, used: str) -> bytes:
    graph = f"<graphml><graph><node id='a'><data key='k'>{used}</data></node></graph></graphml>"
    return f"<!DOCTYPE x [{''.join(declared)}]>{graph}".encode()


KINDS = {
    "a program of Windows": b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) * 40,
    "a program of Linux": b"\x7fELF" + b"\0" * 1_000,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a page": b"<html><script>alert(1)</script></html>",
    "a pickle": pickle.dumps({"a": 1}),
    "a gzip of much": gzip.compress(b"x" * 10**7),
    "a zip whose files lead out of it": zip_with("../../evil.csv", "/etc/passwd", "xl/workbook.xml", "..\\evil.csv"),
    "a zip of zips": zip_with(*(f"{n}.zip" for n in range(2_000))),
    "nothing": b"",
    "a byte order mark alone": b"\xef\xbb\xbf",
    "zeros": b"\0" * 100_000,
    "UTF-16": SHEET.encode("utf-16"),
    "UTF-16 without its mark": SHEET.encode("utf-16-le"),
    "UTF-16 the other way round": b"\xfe\xff" + SHEET.encode("utf-16-be"),
    "UTF-32": SHEET.encode("utf-32"),
    "lists in lists": b"[" * 100_000,
    "tables in tables": b'{"a":' * 100_000,
    "TOML of lists in lists": b"[rules]\na=" + b"[" * 100_000,
    "TOML of tables in tables": b"a=" + b"{a=" * 20_000,
    "TOML of one deep table": b"[" + b"a." * 100_000 + b"a]",
    "TOML of one deep key": b"a." * 100_000 + b"a = 1",
    "TOML with a number of thousands of digits": b"a = " + b"9" * 10_000,
    "TOML with a day that is none": b"a = 9999-99-99",
    "JSON with numbers that are none": b'{"nodes":[{"id":NaN}],"links":[{"source":Infinity,"target":1e999}]}',
    "an entity as often as can be": entities(f"<!ENTITY a '{'A' * 50_000}'>", used="&a;" * 50_000),
    "entities of entities": entities(
        "<!ENTITY a0 'ha'>", *(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12)), used="&a12;"
    ),
    "an entity that is another file": entities("<!ENTITY a SYSTEM 'file:///etc/passwd'>", used="&a;"),
}
_ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "graphml", "gexf", "json", "parquet")


def loaded(path: Path) -> None:
    check(path, GraphTables.of())


def read_as_text(path: Path) -> None:
    mapping_from(path.read_bytes().decode("utf-8-sig", "replace"), path.name)


READERS: list[tuple[str, Callable[[Path], object]]] = [
    *((f"{name}.{ending}", loaded) for name in ("people", "other") for ending in _ENDINGS),
    ("mapping.toml", read_mapping),
    ("mapping.toml", read_as_text),
    ("rules.toml", read_thresholds),
    ("store.graphmap", read_backup),
    ("codes.key", read_key),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_the_wrong_kind_is_a_sentence(kind: str, tmp_path: Path) -> None:
    for name, read in READERS:
        file = tmp_path / name
        file.write_bytes(KINDS[kind])
        file.chmod(0o600)
        began = time.process_time()
        try:
            read(file)
        except GraphmapError as error:
            sentences = [str(each) for each in error.problems] if isinstance(error, BadSheets) else [str(error)]
            assert sentences
            assert not [text for text in sentences if "root:" in text or "\0" in text or len(text) > 1_000]
        assert time.process_time() - began < SECONDS, name
        file.unlink()
    assert not list(tmp_path.iterdir())


def test_what_says_where_a_file_comes_from_may_be_broken(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(SHEET)
    for content in KINDS.values():
        (tmp_path / "people.csv.about.json").write_bytes(content)
        loaded(tmp_path / "people.csv")
