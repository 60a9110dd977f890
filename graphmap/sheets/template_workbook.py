"""The empty sheets as one workbook, with a list to choose from in every cell that has to hold a known word or name."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.model import Sheet
from graphmap.sheets.fields import fields_in
from graphmap.sheets.template import template_rows
from graphmap.tables import GraphTables

LISTS = "# lists"
"""The hidden worksheet with the lists; one with # before its name is left out when a workbook is read."""

_ROWS = 2_000  # of each worksheet have the lists
_FIRST = 3  # the row below the headings, their meanings and the examples, counted from 0
_WIDEST = 300  # pixels of a column
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def template_workbook(tables: GraphTables, practices: Sequence[str]) -> bytes:
    """Return the empty sheets as a workbook: the same bytes for the same graph and `practices`.

    Cells for practices, and for groups, kinds and other choices, refuse what isn't on their list. Those for schools,
    people, networks and the like offer the names in the graph, and take a new one too.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        note = workbook.add_format({"italic": True, "font_color": "#56616d", "text_wrap": True, "valign": "top"})
        pages = [(sheet, workbook.add_worksheet(sheet.name)) for sheet in model.SHEETS]
        lists = _Lists(workbook.add_worksheet(LISTS))
        fields = fields_in(tables)
        for sheet, page in pages:
            rows = template_rows(sheet, fields)
            for number, (row, look) in enumerate(zip(rows, (bold, note, note), strict=True)):
                page.write_row(number, 0, row, look)
            page.freeze_panes(1, 0)
            page.autofit(_WIDEST)
            own = {field.name: field.property for field in fields if field.label == sheet.holds}
            for column, heading in enumerate(rows[0]):
                values, is_strict = (
                    (own[heading].choices, True) if heading in own else _values(sheet, heading, tables, practices)
                )
                if values:
                    page.data_validation(_FIRST, column, _FIRST + _ROWS, column, lists.rule(values, is_strict))
        workbook.get_worksheet_by_name(LISTS).hide()
    return content.getvalue()


class _Lists:
    """The worksheet with the lists: one to a column, each once."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._columns: dict[tuple[str, ...], int] = {}

    def rule(self, values: Sequence[str], is_strict: bool) -> dict[str, object]:
        """Return the rule of cells that hold one of `values`, or only offer them."""
        key = tuple(values)
        if key not in self._columns:
            self._columns[key] = len(self._columns)
            self._page.write_column(0, self._columns[key], key)  # type: ignore[attr-defined]
        letters = _letters(self._columns[key])
        return {
            "validate": "list",
            "source": f"='{LISTS}'!${letters}$1:${letters}${len(key)}",
            "show_error": is_strict,
            "error_title": "Not on the list",
            "error_message": "Choose one from the list.",
        }


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _values(sheet: Sheet, heading: str, tables: GraphTables, practices: Sequence[str]) -> tuple[Sequence[str], bool]:
    """Return what a cell may hold, and whether it may hold nothing else."""
    link = sheet.links.get(heading)
    if link is not None:
        return (() if link.many else _references(tables, model.far_labels(link))), False
    property = model.property_of(sheet, heading)
    if sheet.holds == "Interaction" and heading == "practice":
        return practices, True
    return property.choices, not property.in_words


def _references(tables: GraphTables, labels: Sequence[str]) -> Sequence[str]:
    """Return how a cell refers to each entity of these kinds: by its name, or by its key where others have that too."""
    named = [(key, name) for key, name in tables.entities(labels).select("key", "name").iter_rows() if name]
    if "Interaction" in labels:
        return ()
    counts = Counter(fold(name) for _, name in named)
    ids = {key.partition(":")[2] for key, _ in named}
    unclear = {name for _, name in named if counts[fold(name)] > 1 or name in ids or ":" in name}
    return sorted((key if name in unclear else name for key, name in named), key=fold)
