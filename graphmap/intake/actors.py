"""Find every actor that another tool's file names: their kind, their id, and where they work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphmap import model
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import HERE, FileMapping
from graphmap.language.normalising import fold, slug
from graphmap.model import NodeKey
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.problems import Guesses, Problem
from graphmap.sheets.reading import RawSheet

_SHEET_OF = {sheet.holds: sheet for sheet in model.SHEETS if sheet.holds in model.KIND}
_RENAMED = {"partner_kind": ("CommunityPartner", "kind"), "network_kind": ("Network", "kind")}
_OF_NETWORKS = ("since", "until")
_KINDS = {
    fold(word): kind.label
    for kind in model.KINDS
    if kind.label not in ("Interaction", *model.BESIDE)
    for word in (kind.word, kind.label, kind.plural)
}


@dataclass
class Actor:
    """An actor, or another entity, in a file. ``label`` is empty until a mapping says what kind it is."""

    label: str
    id: str
    name: str
    row: int
    cells: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """How our sheets refer to it."""
        return f"{model.KIND[self.label].word}:{self.id or self.name}"


class Actors:
    """Every actor of a file, by the text that its edges use for it."""

    def __init__(self, foreign: Foreign, mapping: FileMapping, names: Mapping[NodeKey, str]) -> None:
        self._foreign = foreign
        self._mapping = mapping
        self._names = names
        self._said = {fold(value): word for value, word in mapping.section("kinds").items()}
        self._known: dict[str, Actor] = {}
        self._by_name: dict[str, list[Actor]] = {}
        self._held: dict[tuple[str, str, str], int] = {}
        self._all: list[Actor] = []
        self.unknown_kinds: dict[str, list[int]] = {}
        self.unknown_ends: list[tuple[int, str]] = []
        self.problems: list[Problem] = []
        if foreign.nodes is not None:
            self._read_nodes(foreign.nodes)

    def _read_nodes(self, table: Table) -> None:
        said = self._mapping.section("nodes")
        at = {key: table.headings.index(column) for key, column in said.items() if key != "ids" and column}
        more = {
            key: table.headings.index(column)
            for key, column in self._mapping.section("properties").items()
            if column in table.headings
        }
        own = {
            name: table.headings.index(column)
            for name, column in self._mapping.section("fields").items()
            if column in table.headings
        }
        keep = said.get("ids") != HERE
        for number, cells in table.rows():
            cell = {key: cells[position] for key, position in at.items()}
            text = _scoped(cell.get("id") or cell.get("name", ""), cell.get("within", ""))
            if not text:
                why, fix = "The row has no id and no name", "Give an id or a name, or delete the row."
                self.problems.append(Problem(table.file, number, said.get("id", ""), "missing value", "", why, fix))
                continue
            name = cell.get("name") or self._names.get(text) or _bare(text)
            actor = self._make(text, name, cell.get("kind", ""), number, keep_id="id" in at and (keep or name == text))
            actor.cells = {key: cells[position] for key, position in more.items() if cells[position]}
            actor.fields = {name: cells[position] for name, position in own.items() if cells[position]}
            self._known.setdefault(text, actor)
            self._by_name.setdefault(name, []).append(actor)
            if cell.get("at") and actor.label:
                self.hold(actor, cell["at"], cell.get("role", ""), number)

    def _make(self, text: str, name: str, kind: str, row: int, keep_id: bool) -> Actor:
        """A new actor; a text such as ``school:12`` is one of our own keys and gives both kind and id."""
        word, _, id = text.partition(":")
        own = model.KIND_BY_WORD.get(word) if id else None
        label = own.label if own and not kind else self._label(kind, row)
        if own and own.label == label:
            text, keep_id = id, True
        kept = text if keep_id and ";" not in text else slug(text) if keep_id or ";" in name else ""
        actor = Actor(label, kept, name, row)
        self._all.append(actor)
        return actor

    def _label(self, value: str, row: int) -> str:
        """The kind that a value in the column of kinds means, or that all are; an empty text where it is unknown."""
        folded = fold(value)
        word = self._said.get(folded) or folded or fold(self._mapping.get("always", "kind"))
        label = _KINDS.get(fold(word), "")
        if not label:
            self.unknown_kinds.setdefault(value, [0, row])[0] += 1
        return label

    # ------------------------------------------------------------------------------------ ends of edges

    def end(self, text: str, within: str, row: int) -> Actor | None:
        """Return the actor that an edge names; a new one if the file lets edges name actors that have no row."""
        text = _scoped(text, within)
        actor = self._known.get(text)
        same = self._by_name.get(text, [])
        if actor is None and len(same) == 1:
            actor = same[0]
        if actor is None and self._foreign.complete:
            self.unknown_ends.append((row, text))
        elif actor is None:
            actor = self._known[text] = self._make(
                text, self._names.get(text) or _bare(text), "", row, keep_id=bool(within)
            )
        return actor

    def hold(self, person: Actor, organisation: str, role: str, row: int) -> None:
        """Note that a person has a role at an organisation, which becomes an entity too if it isn't one yet."""
        if person.label != "Person":
            return
        found = self._known.get(organisation) or next(iter(self._by_name.get(organisation, [])), None)
        if found is None:
            kind = self._mapping.get("always", "at_kind") or "school"
            found = self._known[organisation] = self._make(organisation, _bare(organisation), kind, row, keep_id=False)
        role = role or self._mapping.get("always", "role") or "member"
        self._held.setdefault((person.reference, role, found.reference), row)

    # ------------------------------------------------------------------------------------------ results

    def asked(self) -> Iterator[Problem]:
        """Return a problem for each unknown kind, and for each end of an edge that is not an actor."""
        table = self._foreign.nodes or self._foreign.edges
        column = self._mapping.get("nodes", "kind") if self._foreign.nodes else ""
        guesses = Guesses()
        for value, (count, row) in self.unknown_kinds.items():
            actors = "1 actor" if count == 1 else f"{count:,} actors"
            if value:
                guess = guesses.nearest(value, _KINDS)
                word = model.KIND[_KINDS[guess]].word if guess else "…"
                fix = f'Say what it means in a mapping: [kinds] "{value}" = "{word}".'
                yield Problem(
                    table.file, row, column, "unknown kind", value, f"is not a kind that graphmap knows ({actors})", fix
                )
            else:
                fix = (
                    'Write it in a mapping: [always] kind = "person", or school, iwi, partner; or '
                    '[nodes] kind = "a column".'
                )
                yield Problem(
                    table.file,
                    row,
                    column,
                    "no kind",
                    "",
                    f"Nothing says what kind of actors these are ({actors})",
                    fix,
                )
        for row, text in self.unknown_ends:
            fix = "Correct the id, add the node, or delete the edge."
            yield Problem(
                self._foreign.edges.file,
                row,
                "",
                "unknown end",
                text,
                "is an end of an edge but not a node in the file",
                fix,
            )
        if self._mapping.get("nodes", "ids") == HERE:
            yield from self._names_twice(table)

    def _names_twice(self, table: Table) -> Iterator[Problem]:
        for name, same in self._by_name.items():
            unkept = [actor for actor in same if not actor.id]
            if len(unkept) > 1 and len({actor.label for actor in unkept}) == 1:
                fix = 'If they are two, write in a mapping: [nodes] ids = "keep"; if they are one, make it one row.'
                why = f"is also the name in row {unkept[0].row}"
                column = self._mapping.get("nodes", "name")
                yield from (
                    Problem(table.file, actor.row, column, "name twice", name, why, fix) for actor in unkept[1:]
                )

    def sheets(self, links: Mapping[str, Mapping[str, str]]) -> Iterator[RawSheet]:
        """Return the sheets of all entities, and of the roles that people hold. `links` are more of their cells, by
        reference and heading."""
        for sheet in _SHEET_OF.values():
            entities = [actor for actor in self._all if actor.label == sheet.holds]
            rows = [(actor.row, {**self._cells(actor), **links.get(actor.reference, {})}) for actor in entities]
            if sheet.name == "roles":
                rows += self._roles()
            if rows:
                given = dict.fromkeys(heading for _, cells in rows for heading in cells)
                others = [heading for heading in given if heading not in sheet.headings]
                headings = [heading for heading in sheet.headings if heading in given]
                yield self._sheet(sheet.name, [*headings, *others], rows)
        if self._held:
            held = [(row, (person, f"role:{_role_id(role, at)}")) for (person, role, at), row in self._held.items()]
            yield RawSheet("roles_held", (self._foreign.nodes or self._foreign.edges).file, ("person", "role"), held)

    def _sheet(self, name: str, headings: list[str], rows: list[tuple[int, dict[str, str]]]) -> RawSheet:
        texts: list[Row] = [(row, tuple(cells.get(heading, "") for heading in headings)) for row, cells in rows]
        called = {**self._mapping.section("fields"), **self._mapping.section("properties")}
        called["kind"] = self._mapping.get("properties", f"{_word(name)}_kind")
        called |= {heading: self._mapping.get("nodes", heading) for heading in ("id", "name")}
        file = (self._foreign.nodes or self._foreign.edges).file
        return RawSheet(name, file, tuple(headings), texts, {ours: theirs for ours, theirs in called.items() if theirs})

    def _cells(self, actor: Actor) -> dict[str, str]:
        cells = {"id": actor.id, "name": actor.name} if actor.id else {"name": actor.name}
        for key, text in actor.cells.items():
            label, heading = _RENAMED.get(key, ("Network" if key in _OF_NETWORKS else actor.label, key))
            if label == actor.label and heading in _SHEET_OF[label].headings:
                cells[heading] = text
        return {**actor.fields, **cells} if model.KIND[actor.label].word in model.FIELD_KINDS else cells

    def _roles(self) -> list[tuple[int, dict[str, str]]]:
        """A row a role that people hold at an organisation."""
        roles = {(role, at): row for (_, role, at), row in reversed(self._held.items())}
        return [
            (row, {"id": _role_id(role, at), "name": role, "at": at}) for (role, at), row in reversed(roles.items())
        ]


def _word(sheet: str) -> str:
    return model.KIND[model.SHEET[sheet].holds].word


def _role_id(role: str, at: str) -> str:
    return slug(f"{role} at {at.partition(':')[2]}")


def _scoped(text: str, within: str) -> str:
    return f"{within}-{text}" if within and text else text


def _bare(text: str) -> str:
    """`text` as a name: without the kind's word where it is one of our own keys."""
    word, colon, id = text.partition(":")
    return id if colon and word in model.KIND_BY_WORD and id else text
