"""Decide which entity a row is about: by the id it gives, by a name that the store knows, or by an id made from it."""

from collections.abc import Sequence

from graphmap import model
from graphmap.language.normalising import digest, fold, fold_case, slug
from graphmap.model import NodeKey, Sheet
from graphmap.sheets.cells import BadValue
from graphmap.sheets.reading import RawSheet
from graphmap.sheets.references import References
from graphmap.sheets.rows import SheetRow

_SHOWN = 4


class Identities:
    """Gives every row of the sheets its node key, and refuses two rows with the same one."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._row_of: dict[NodeKey, int] = {}
        self._given: frozenset[NodeKey] = frozenset()

    def begin(self, sheet: Sheet, raw: RawSheet) -> None:
        """Note the ids that rows of the next sheet give: a row without an id is about none of these."""
        self._given = frozenset()
        if sheet.holds in model.KIND and model.KIND[sheet.holds].identified_by == ("name",) and "id" in raw.headings:
            at = raw.headings.index("id")
            self._given = frozenset(model.node_key(sheet.holds, cells[at]) for _, cells in raw.rows)

    def key_of(self, row: SheetRow) -> NodeKey | None:
        """Return the node key of an entity's row, and put its id into the row; nothing, with a problem, if it has
        none."""
        kind = model.KIND[row.sheet.holds]
        given = str(row.values.get("id") or "")
        if ";" in given:
            row.problem("id", given, BadValue("bad id", "has a semicolon in it", "Use letters, digits and hyphens."))
            return None
        key = model.node_key(kind.label, given) if given else self._by_name(kind, row)
        if key is None:
            return None
        if key in self._row_of:
            first = self._row_of[key]
            heading = "id" if given else kind.identified_by[0]
            why = f"is already in row {first}" if given else f"cannot be told from row {first}"
            fix = "Give each row an id of its own, or take one away."
            value = given or row.name or row.cells.get(heading, "")
            row.problem(heading, value, BadValue("id used twice", why, fix))
            return None
        self._row_of[key] = row.number
        row.values["id"] = model.split_key(key)[1]
        return key

    def _by_name(self, kind: model.Kind, row: SheetRow) -> NodeKey | None:
        if kind.identified_by == ("name",):
            same = [key for key in self._references.named(row.name, (kind.label,)) if key not in self._given]
            alike = [key for key in same if fold_case(self._references.name(key) or "") == fold_case(row.name)]
            if len(alike) == 1 or (len(same) == 1 and "id" not in row.sheet.headings):
                return (alike or same)[0]
            if same:
                self._ask(row, alike or same)
                return None
        key = model.node_key(kind.label, _made_id(kind, row))
        known = self._references.name(key)
        if known is None or key in self._row_of or kind.identified_by[0] != "name" or fold(known) == fold(row.name):
            return key
        fix = "Give this row an id of its own."
        row.problem("name", row.name, BadValue("id taken", f"would get the id of ‘{known}’", fix))
        return None

    def _ask(self, row: SheetRow, same: Sequence[NodeKey]) -> None:
        """Note that the name alone doesn't tell which of `same` the row is about, if any."""
        ids = [model.split_key(key)[1] for key in sorted(same)[:_SHOWN]]
        if len(same) > 1:
            error = BadValue(
                "ambiguous name", "is the name of more than one in the store", f"Give its id: {', '.join(ids)}."
            )
        else:
            error = self._differs_by_macrons(same[0])
        row.problem("name", row.name, error)

    def _differs_by_macrons(self, key: NodeKey) -> BadValue:
        sort, why = "differs by macrons", "differs only by macrons or accents from"
        if key in self._row_of:
            fix = "If they are the same, keep one of the two rows; if not, give each row an id of its own."
            return BadValue(sort, f"{why} the name in row {self._row_of[key]}", fix)
        id = model.split_key(key)[1]
        fix = f"If they are the same, give the id {id}; if not, give this row an id of its own."
        return BadValue(sort, f"{why} ‘{self._references.name(key)}’ (id {id})", fix)


def _made_id(kind: model.Kind, row: SheetRow) -> str:
    """An id from what identifies the row: the same for the next version of the same row."""
    linked = [model.split_key(key)[1] for heading in kind.identified_by for key in sorted(row.links.get(heading, ()))]
    if kind.identified_by[0] == "name":
        return slug((" at " if kind.label == "Role" else " ").join([row.name, *linked]))
    if kind.identified_by[0] in row.sheet.links:
        return digest(*linked)
    date = slug(str(row.values["dated"])) if row.values["dated"] else row.values["date"]
    return f"{date}-{slug(str(row.values['practice']))}-{digest(*linked)}"
