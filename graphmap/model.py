"""The graph, declared once: its kinds of entity, its relationships, and the sheets they come from.

Constraints, writes, validation, sheet templates, forms, the data dictionary and the docs are all
made from the declarations in this file, so a property is added here and nowhere else.

A `Kind` and a `Relationship` say what the store holds. A `Sheet` says which heading of which sheet
each of them is read from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

VERSION = 1
"""Which model of the graph this is: one more whenever a kind, a relationship or a property comes, goes or changes, as
backups say it."""

NodeKey = str
"""What names a node everywhere right of the store: its kind's word and its id, as in ``school:12``."""


class Type(Enum):
    """What a property's value is."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    DATE = "date"


@dataclass(frozen=True)
class Property:
    """One property of a kind or of a relationship.

    ``lowest`` and ``highest`` bound a number, inclusively; ``choices`` are the only texts allowed. ``many`` have a list
    of values."""

    name: str
    meaning: str
    example: str
    type: Type = Type.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    many: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of entity: a node label in the store.

    ``word`` goes before the id in a reference (``school:12``); ``identified_by`` are the sheet's
    headings from which an id is made for a row that gives none.
    """

    label: str
    word: str
    plural: str
    meaning: str
    properties: tuple[Property, ...]
    identified_by: tuple[str, ...] = ("name",)


@dataclass(frozen=True)
class Relationship:
    """A type of relationship, from any of the ``starts`` to any of the ``ends`` (labels).

    ``set_by`` says whose sheet row is the whole truth about it. ``"pair"``: the rows that name the
    same two ends are all there is between them. ``"start"`` or ``"end"``: the cell in the row of the
    entity at that end is all there is about that entity.
    """

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    meaning: str
    set_by: Literal["pair", "start", "end"]
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True)
class Link:
    """A heading whose cells refer to the entity at the far end of a relationship.

    ``far`` is the end that the cell names; the near end is the row's own entity. ``many`` cells list
    several references with semicolons between them.
    """

    relationship: str
    far: Literal["start", "end"]
    meaning: str
    example: str
    many: bool = False
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings in order, and what each heading holds.

    A sheet holds either the entities of one kind or the rows of one relationship. ``renamed`` maps a
    heading to the property it holds where the two differ. A heading that is neither a property of the
    kind nor a link belongs to the relationship of the sheet's first link.
    """

    name: str
    headings: tuple[str, ...]
    holds: str
    links: Mapping[str, Link]
    meaning: str
    renamed: Mapping[str, str]


# ---------------------------------------------------------------------------------------- properties


def _id(example: str) -> Property:
    return Property(
        "id", "A short code of your own that never changes; left empty, one is made from the rest of the row.", example
    )


SINCE = Property("since", "First day; empty when it has always been so.", "2024-02-05", Type.DATE)
UNTIL = Property("until", "Last day; empty while it lasts.", "2026-12-18", Type.DATE)

ROLE_GROUPS = ("leader", "teacher", "support", "whanau", "iwi", "partner", "facilitator")
NETWORK_KINDS = ("kahui ako", "LCN", "EHSAS", "ICT PD", "VPLD", "other")
PARTS = ("initiated", "hosted", "gave", "received", "took part")
DEPTHS = ("contact", "sharing", "challenge", "inquiry", "joint work")
"""The names of the depths; a depth is an index into this."""

BEYOND_SHARING = DEPTHS.index("challenge")
"""The smallest depth that is beyond sharing."""

# --------------------------------------------------------------------------------------------- kinds

KINDS: tuple[Kind, ...] = (
    Kind(
        "School",
        "school",
        "schools",
        "A school or kura.",
        (
            _id("tauira-primary"),
            Property("name", "What people call it.", "Tauira Primary School", required=True),
            Property("type", "Which years it teaches, in the Ministry's words.", "Full Primary"),
            Property("authority", "Who owns and runs it, in the Ministry's words.", "State: Not integrated"),
            Property("region", "Where it is.", "Northland Region"),
            Property(
                "latitude",
                "Degrees north; south of the equator is negative.",
                "-35.31",
                Type.DECIMAL,
                lowest=-90,
                highest=90,
            ),
            Property("longitude", "Degrees east.", "173.77", Type.DECIMAL, lowest=-180, highest=180),
            Property("roll", "How many students.", "212", Type.WHOLE, lowest=0),
        ),
    ),
    Kind(
        "Person",
        "person",
        "people",
        "Someone who takes part. Only a name: no ethnicity, whakapapa or contact details.",
        (_id("ngaio-tauira"), Property("name", "The name they go by.", "Ngaio Tauira", required=True)),
    ),
    Kind(
        "Role",
        "role",
        "roles",
        "A position that people hold; vacant while nobody does.",
        (
            _id("across-school-lead"),
            Property("name", "What the role is called.", "Across-school lead", required=True),
            Property("group", "Which group of people the role belongs to.", "leader", choices=ROLE_GROUPS),
            Property(
                "purpose", "What the role is there to do, in a sentence.", "Leads the literacy inquiry across schools."
            ),
        ),
        identified_by=("name", "at"),
    ),
    Kind(
        "Iwi",
        "iwi",
        "iwi",
        "An iwi or hapū that the cluster is accountable to.",
        (
            _id("te-iwi-tauira"),
            Property("name", "The name of the iwi or hapū.", "Te Iwi Tauira", required=True),
            Property("rohe", "Its area.", "Te Rohe Tauira"),
        ),
    ),
    Kind(
        "CommunityPartner",
        "partner",
        "partners",
        "A community organisation that works with schools.",
        (
            _id("tauira-library"),
            Property("name", "What people call it.", "Tauira Library", required=True),
            Property("kind", "What sort of organisation it is.", "library"),
        ),
    ),
    Kind(
        "Network",
        "network",
        "networks",
        "A cluster of schools and partners that set out to work together.",
        (
            _id("kahui-ako-o-tauira"),
            Property("name", "What people call it.", "Kāhui Ako o Tauira", required=True),
            Property("kind", "What sort of network it is.", "kahui ako", choices=NETWORK_KINDS),
            Property("origin", "What brought it together at first.", "sporting exchange"),
            SINCE,
            UNTIL,
        ),
    ),
    Kind(
        "Programme",
        "programme",
        "programmes",
        "A programme that funds networks.",
        (
            _id("tauira-learning-fund"),
            Property("name", "What the programme is called.", "Tauira Learning Fund", required=True),
        ),
    ),
    Kind(
        "Goal",
        "goal",
        "goals",
        "A needs-based goal that a network pursues.",
        (
            _id("writing-years-5-to-8"),
            Property("name", "The goal, in a few words.", "Writing in Years 5 to 8", required=True),
            Property("evidence", "What showed the need.", "Four in ten below expectation in 2023"),
        ),
        identified_by=("name", "network"),
    ),
    Kind(
        "Practice",
        "practice",
        "practices",
        "What can be done together, and how deep it goes: a line of the codebook.",
        (
            _id("observation-with-feedback"),
            Property("name", "What the practice is called.", "observation with feedback", required=True),
            Property(
                "depth",
                "How deep it goes: " + ", ".join(f"{i} {d}" for i, d in enumerate(DEPTHS)) + ".",
                "2",
                Type.WHOLE,
                required=True,
                lowest=0,
                highest=len(DEPTHS) - 1,
            ),
            Property(
                "definition",
                "What counts as this practice.",
                "One teacher watches another teach, and they talk it over.",
            ),
            Property(
                "how_to_begin",
                "How to take this step so that it builds trust.",
                "Let the one who is observed choose the focus.",
            ),
            Property("source", "Where in the literature it comes from.", "Little 1990"),
        ),
    ),
    Kind(
        "Interaction",
        "interaction",
        "interactions",
        "Something that people or organisations did together on a day.",
        (
            _id("2026-03-12-visit"),
            Property("date", "The day it happened.", "2026-03-12", Type.DATE, required=True),
            Property(
                "practice", "What was done: a practice in the codebook.", "observation with feedback", required=True
            ),
            Property("depth", "How deep it went: the depth of its practice in the codebook.", "2", Type.WHOLE),
            Property("note", "Anything worth remembering. Nothing sensitive, please.", "Second visit, Room 4"),
            Property("source", "The sheet it was read from.", "interactions.csv"),
        ),
        identified_by=("date", "practice", "network", "participants"),
    ),
)

KEPT: tuple[Kind, ...] = (
    Kind(
        "SavedView",
        "view",
        "saved views",
        "A view of the map under a name. No part of the network: it says what to show, and holds "
        "nothing of it but keys.",
        (
            _id("3f2a9c41d07b"),
            Property("name", "What it is called.", "Only sharing in Term 2", required=True),
            Property(
                "address",
                "The choice and the display, as the parameters of an address.",
                "until=2026-07-10&layout=network",
            ),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
    ),
    Kind(
        "Story",
        "story",
        "stories",
        "Saved views in an order, each with a heading and a text. No part of the network.",
        (
            _id("b5d4045c3f46"),
            Property("title", "What it is called.", "A year of working together", required=True),
            Property("headings", "The heading of each page.", "Where we began", many=True),
            Property(
                "texts",
                "The text of each page, as it was written.",
                "In Term 1 two schools visited each other.",
                many=True,
            ),
            Property("views", "The id of each page’s saved view, or nothing.", "3f2a9c41d07b", many=True),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
    ),
)
"""What people keep in a store beside the network: in no snapshot and no sheet, so nothing that is measured depends on
it."""

ORGANISATIONS = ("School", "Iwi", "CommunityPartner")
ACTORS = ("Person", *ORGANISATIONS)

RELATIONSHIPS: tuple[Relationship, ...] = (
    Relationship("HOLDS", ("Person",), ("Role",), "Who held which role, and when.", "pair", (SINCE, UNTIL)),
    Relationship("AT", ("Role",), (*ORGANISATIONS, "Network"), "Which organisation or network a role is at.", "start"),
    Relationship(
        "MEMBER_OF", ORGANISATIONS, ("Network",), "Who belonged to which network, and when.", "pair", (SINCE, UNTIL)
    ),
    Relationship(
        "FUNDED_BY", ("Network",), ("Programme",), "Which programme funded a network, and when.", "pair", (SINCE, UNTIL)
    ),
    Relationship("PURSUES", ("Network",), ("Goal",), "Which goal a network pursued, and when.", "end", (SINCE, UNTIL)),
    Relationship(
        "TOOK_PART",
        ACTORS,
        ("Interaction",),
        "Who took part in an interaction, and how.",
        "end",
        (Property("part", "What they did in it.", "initiated", choices=PARTS),),
    ),
    Relationship("WITHIN", ("Interaction",), ("Network",), "The network an interaction was part of.", "start"),
    Relationship("TOWARDS", ("Interaction",), ("Goal",), "The goal an interaction worked towards.", "start"),
)

# -------------------------------------------------------------------------------------------- sheets


def _sheet(
    name: str,
    holds: str,
    headings: str,
    meaning: str,
    links: Mapping[str, Link] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Sheet:
    return Sheet(name, tuple(headings.split(", ")), holds, links or {}, meaning, renamed or {})


SHEETS: tuple[Sheet, ...] = (
    _sheet("schools", "School", "id, name, type, authority, region, latitude, longitude, roll", "One row a school."),
    _sheet("people", "Person", "id, name", "One row a person."),
    _sheet(
        "roles",
        "Role",
        "id, name, at, group, purpose",
        "One row a role, whether or not somebody holds it.",
        {"at": Link("AT", "end", "The school, iwi, partner or network the role is at.", "tauira-primary")},
    ),
    _sheet(
        "roles_held",
        "HOLDS",
        "person, role, since, until",
        "One row a person and role; a second spell is a second row.",
        {
            "person": Link("HOLDS", "start", "Who holds it.", "ngaio-tauira", required=True),
            "role": Link("HOLDS", "end", "The role.", "across-school-lead", required=True),
        },
    ),
    _sheet("iwi", "Iwi", "id, name, rohe", "One row an iwi or hapū."),
    _sheet("partners", "CommunityPartner", "id, name, kind", "One row a community partner."),
    _sheet(
        "networks", "Network", "id, name, kind, origin, since, until", "One row a network (a cluster, Kāhui Ako, LCN…)."
    ),
    _sheet(
        "memberships",
        "MEMBER_OF",
        "member, network, since, until",
        "One row a member and network.",
        {
            "member": Link("MEMBER_OF", "start", "The school, iwi or partner.", "tauira-primary", required=True),
            "network": Link("MEMBER_OF", "end", "The network.", "kahui-ako-o-tauira", required=True),
        },
    ),
    _sheet("programmes", "Programme", "id, name", "One row a programme."),
    _sheet(
        "funding",
        "FUNDED_BY",
        "network, programme, since, until",
        "One row a network and programme.",
        {
            "network": Link("FUNDED_BY", "start", "The network.", "kahui-ako-o-tauira", required=True),
            "programme": Link(
                "FUNDED_BY", "end", "The programme that funds it.", "tauira-learning-fund", required=True
            ),
        },
    ),
    _sheet(
        "goals",
        "Goal",
        "id, network, name, evidence, since, until",
        "One row a goal.",
        {"network": Link("PURSUES", "start", "The network that pursues it.", "kahui-ako-o-tauira")},
    ),
    _sheet(
        "codebook",
        "Practice",
        "practice, depth, definition, how to begin, source",
        "Only to bring your own codebook: one row a practice. Without this sheet graphmap's own is used.",
        renamed={"practice": "name", "how to begin": "how_to_begin"},
    ),
    _sheet(
        "interactions",
        "Interaction",
        "id, date, practice, network, goal, note, participants",
        "One row an event.",
        {
            "network": Link("WITHIN", "end", "The network it was part of.", "kahui-ako-o-tauira"),
            "goal": Link("TOWARDS", "end", "The goal it worked towards.", "writing-years-5-to-8"),
            "participants": Link(
                "TOOK_PART",
                "start",
                "Who took part: ids or names with ; between them. Leave it empty if the took_part sheet says.",
                "ngaio-tauira; wiremu-tauira",
                many=True,
            ),
        },
    ),
    _sheet(
        "took_part",
        "TOOK_PART",
        "interaction, actor, part",
        "One row a participant, where who started or hosted is known.",
        {
            "interaction": Link("TOOK_PART", "end", "The id of the interaction.", "2026-03-12-visit", required=True),
            "actor": Link("TOOK_PART", "start", "The person, school, iwi or partner.", "ngaio-tauira", required=True),
        },
    ),
)

# ------------------------------------------------------------------------------------------- look-ups

RELATIONSHIP_WORDS: Mapping[str, str] = {
    "HOLDS": "roles held",
    "MEMBER_OF": "memberships",
    "FUNDED_BY": "funding",
    "TOOK_PART": "participations",
}
"""What a row of each relationship that has a sheet of its own is called, in the plural."""

KIND: Mapping[str, Kind] = {kind.label: kind for kind in KINDS}
KIND_BY_WORD: Mapping[str, Kind] = {kind.word: kind for kind in KINDS}
RELATIONSHIP: Mapping[str, Relationship] = {relationship.type: relationship for relationship in RELATIONSHIPS}
SHEET: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}


def node_key(label: str, id: str) -> NodeKey:
    """The key of the entity of kind `label` with `id`."""
    return f"{KIND[label].word}:{id}"


def split_key(key: NodeKey) -> tuple[Kind, str]:
    """The kind and the id that `key` names."""
    word, _, id = key.partition(":")
    return KIND_BY_WORD[word], id


def property_of(sheet: Sheet, heading: str) -> Property:
    """The property that the cells under `heading` hold, for a heading that is not a link."""
    name = sheet.renamed.get(heading, heading)
    owners = [KIND[sheet.holds].properties] if sheet.holds in KIND else []
    owners += [RELATIONSHIP[link.relationship].properties for link in sheet.links.values()]
    for properties in owners:
        for candidate in properties:
            if candidate.name == name:
                return candidate
    raise KeyError(f"no property for heading {heading!r} of sheet {sheet.name!r}")


def far_labels(link: Link) -> tuple[str, ...]:
    """The kinds that a cell under `link` may name."""
    relationship = RELATIONSHIP[link.relationship]
    return relationship.starts if link.far == "start" else relationship.ends
