"""Files made to do harm, or damaged so that they would: each small on disk, and far too much once it is read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def workbook_with(path: Path, part: str, change: Callable[[str], str], rows: list[list[str]] | None = None) -> Path:
    """A workbook with the worksheet ``people`` whose inner file `part` is changed."""
    with xlsxwriter.Workbook(path) as book:
        for number, row in enumerate(rows or [["id", "name"], ["ana", "Ana"]]):
            if number == 0:
                worksheet = book.add_worksheet("people")
            worksheet.write_row(number, 0, row)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def more_rows(xml: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("</sheetData>", xml + "</sheetData>")


def row_at_a_thousand_million(path: Path) -> Path:
    def change(sheet: str) -> str:
        return sheet.replace('r="2"', 'r="1000000000"').replace("A2", "A1000000000").replace("B2", "B1000000000")

    return workbook_with(path / "people.xlsx", SHEET, change)


def cell_at_the_far_corner(path: Path) -> Path:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook_with(path / "people.xlsx", SHEET, more_rows(row))


def five_million_empty_rows(path: Path) -> Path:
    return workbook_with(path / "people.xlsx", SHEET, more_rows("<row/>" * 5_000_000))


def rows_as_wide_as_can_be(path: Path) -> Path:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 100_000))
    return workbook_with(path / "people.xlsx", SHEET, more_rows(rows))


def rows_that_unpack_to_too_much(path: Path) -> Path:
    return _with_large_part(path, SHEET, b"<worksheet><sheetData>", b"<row><c><v>1</v></c></row>" * 4_096, 340)


def texts_that_unpack_to_too_much(path: Path) -> Path:
    return _with_large_part(path, TEXTS, b"<sst>", b"<si><t>tauira</t></si>" * 4_096, 140)


def _with_large_part(path: Path, part: str, begin: bytes, block: bytes, mebibytes: int) -> Path:
    book = workbook_with(path / "people.xlsx", SHEET, str)
    with zipfile.ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != part}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, content in parts.items():
            new.writestr(name, content)
        with new.open(part, "w") as opened:
            opened.write(begin)
            for _ in range((mebibytes << 20) // len(block)):
                opened.write(block)
    return book


def five_million_texts(path: Path) -> Path:
    return workbook_with(
        path / "people.xlsx", TEXTS, lambda xml: xml.replace("</sst>", "<si><t/></si>" * 5_000_000 + "</sst>")
    )


def hundred_thousand_columns(path: Path) -> Path:
    return _text(path / "people.csv", ",".join(f"name{n}" for n in range(100_000)) + "\n" + "a," * 99_999 + "a\n")


def sixteen_thousand_misspelt_headings(path: Path) -> Path:
    return _text(path / "schools.csv", "id,name," + ",".join(f"regoin{n}" for n in range(16_000)) + "\na,b\n")


def thirty_thousand_near_misses(path: Path) -> Path:
    names = [f"Te Kura o Tauira {n:06}" for n in range(30_000)]
    _text(path / "schools.csv", "name\n" + "\n".join(names) + "\n")
    _text(path / "networks.csv", "name\nTauira\n")
    rows = (f"{name.replace('Kura', 'Kurra')},Tauira" for name in names)
    _text(path / "memberships.csv", "member,network\n" + "\n".join(rows) + "\n")
    return path


def hundred_thousand_misspelt_practices(path: Path) -> Path:
    rows = "".join(f"Ana,Hemi,sharring{n},2026-05-01\n" for n in range(100_000))
    return _text(path / "answers.csv", "From,To,Type,Date\n" + rows)


def one_endless_line(path: Path) -> Path:
    return _text(path / "people.csv", "name," + "x" * 30_000_000)


def parquet_of_thirty_million_rows(path: Path) -> Path:
    table = pl.DataFrame({"source": ["a"], "target": ["b"]}).select(pl.all().repeat_by(30_000_000).explode())
    table.write_parquet(path / "edges.parquet")
    return path / "edges.parquet"


def graphml_with_one_endless_text(path: Path) -> Path:
    text = '<graphml><graph><node id="a"><data key="k">' + "x" * 100_000_000
    return _text(path / "map.graphml", text + "</data></node></graph></graphml>")


def graphml_with_one_endless_attribute(path: Path) -> Path:
    return _text(path / "map.graphml", '<graphml><graph><node id="' + "x" * 100_000_000 + '"/></graph></graphml>')


def gexf_nested_too_deep(path: Path) -> Path:
    deep = 200_000
    return _text(
        path / "map.gexf", "<gexf><graph><node id='a'>" + "<x>" * deep + "</x>" * deep + "</node></graph></gexf>"
    )


def json_nested_too_deep(path: Path) -> Path:
    return _text(path / "map.json", '{"nodes": ' + "[" * 200_000 + "]" * 200_000 + ', "links": []}')


def json_nested_deep_in_an_attribute(path: Path) -> Path:
    deep = '{"a":' * 900 + "1" + "}" * 900
    return _text(path / "map.json", f'{{"nodes": [{{"id": "a", "more": {deep}}}], "links": []}}')


def json_with_a_number_of_thousands_of_digits(path: Path) -> Path:
    return _text(path / "map.json", '{"nodes": [{"id": ' + "9" * 10_000 + '}], "links": []}')


def name_longer_than_the_system_allows(path: Path) -> Path:
    return path / ("x" * 5_000 + ".csv")


def device(_: Path) -> Path:
    return Path("/dev/zero")


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


HOSTILE: list[Callable[[Path], Path]] = [
    row_at_a_thousand_million,
    cell_at_the_far_corner,
    five_million_empty_rows,
    rows_as_wide_as_can_be,
    rows_that_unpack_to_too_much,
    texts_that_unpack_to_too_much,
    five_million_texts,
    hundred_thousand_columns,
    sixteen_thousand_misspelt_headings,
    thirty_thousand_near_misses,
    hundred_thousand_misspelt_practices,
    one_endless_line,
    parquet_of_thirty_million_rows,
    graphml_with_one_endless_text,
    graphml_with_one_endless_attribute,
    gexf_nested_too_deep,
    json_nested_too_deep,
    json_nested_deep_in_an_attribute,
    json_with_a_number_of_thousands_of_digits,
    name_longer_than_the_system_allows,
    device,
]
