"""The empty sheets as a workbook, with lists to choose from."""

import io
from pathlib import Path

import openpyxl
import pytest
from networks import demo_snapshot
from sheet_writing import graph_of, records_of

from graphmap import model
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.sheets.template_workbook import LISTS, template_workbook
from graphmap.tables import GraphTables

PRACTICES = shipped_codebook().kinds["Practice"]["name"].to_list()
TABLES = graph_of(
    schools="id,name\na,Alpha School\n",
    people="id,name\nana,Ana Ngāta\nbo1,Bo\nbo2,BO\n",
    networks="id,name\nn,The Network\n",
)


def lists_of(tables: GraphTables) -> dict[tuple[str, str], list[str]]:
    """The list of each column that has one, by worksheet and heading."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(tables, PRACTICES)))
    assert book[LISTS].sheet_state == "hidden"
    found = {}
    for page in book.worksheets:
        headings = [cell.value for cell in page[1]]
        for rule in page.data_validations.dataValidation:
            column = min(range_.min_col for range_ in rule.sqref.ranges)
            cells = book[LISTS][rule.formula1.rpartition("!")[2].replace("$", "")]
            values = [cell.value for row in cells for cell in row] if isinstance(cells, tuple) else [cells.value]
            found[page.title, headings[column - 1]] = values
    return found


def test_practices_choices_and_known_names_can_be_chosen() -> None:
    lists = lists_of(TABLES)
    assert lists["interactions", "practice"] == PRACTICES
    assert lists["roles", "group"] == list(model.ROLE_GROUPS)
    assert lists["networks", "kind"] == list(model.NETWORK_KINDS)
    assert lists["interactions", "network"] == ["The Network"]
    assert lists["roles", "at"] == ["Alpha School", "The Network"]


def test_a_name_that_two_people_have_is_offered_by_their_keys() -> None:
    assert lists_of(TABLES)["roles_held", "person"] == ["Ana Ngāta", "person:bo1", "person:bo2"]


def test_every_name_on_a_list_can_be_read() -> None:
    tables = demo_snapshot().tables
    lists = lists_of(tables)
    rows = "".join(f'"{person}","{lists["roles_held", "role"][0]}"\n' for person in lists["roles_held", "person"])
    graph = records_of(tables, roles_held="person,role\n" + rows).tables
    assert len(graph.relationships["HOLDS"]) == len(tables.kinds["Person"])


@pytest.mark.parametrize("tables", [GraphTables.of(), TABLES], ids=["empty", "some"])
def test_an_untouched_workbook_loads_as_nothing(tmp_path: Path, tables: GraphTables) -> None:
    file = tmp_path / "cluster.xlsx"
    file.write_bytes(template_workbook(tables, PRACTICES))
    raw = read_sheets(file)
    assert raw.problems == []
    assert read_records(raw, GraphTables.of(), shipped_codebook()).tables.is_empty
    assert template_workbook(tables, PRACTICES) == file.read_bytes()
