"""The graph, declared once: its kinds of entity, its relationships, and the sheets they come from.

Reads, writes, constraints, checks, sheet templates, forms, the data dictionary, what leaves when a file is anonymised,
and the docs are all made from the declarations in this file. To add a property, add one `Property` here.

A `Kind` and a `Relationship` say what the store holds. A `Sheet` says which columns each of them is read from. What
can't be right (an unknown kind, a name used twice) is refused when this module is imported.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

NodeKey = str
"""The name of a node everywhere outside the store: the word for its kind and its id, as in ``school:12``."""


class Type(Enum):
    """The type of a property's value."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    DATE = "date"


class Leaves(Enum):
    """What an anonymised file has of a property. The values are how the docs put it."""

    NEVER = "nothing"
    AS_IT_IS = "the value"
    COMMON_WORDS = "the value if it is one of the usual ones, or nothing"
    AS_A_CODE = "a code"
    AS_ITS_TERM = "the school term"
    IN_HUNDREDS = "the value, rounded down to hundreds"
    AS_STATED = "whether anything is stated"
    IF_SAFE = "the fields that are declared safe"


@dataclass(frozen=True)
class Property:
    """One property of a kind or of a relationship.

    ``lowest`` and ``highest`` bound a number, inclusively; ``choices`` are the only texts allowed. With ``many``, the
    value is a list.

    With ``in_words``, a choice may have words after a colon, and several words that are no choice are kept as they are.

    ``leaves`` is what an anonymised file has of it: nothing, unless it says otherwise. With `Leaves.COMMON_WORDS` only
    the ``choices`` and the ``usual`` texts leave. A ``private`` property never does.

    A date with ``dated`` is the day of something that has happened. A sheet may give a month, a term or a year instead,
    and the property with that name keeps which.

    A date that ``bounds`` a time may be given as a month, a term or a year too: it is then the first or the last day of
    that.

    ``heading`` is its heading in a sheet where that isn't its name. Sheets don't have a property without ``in_sheet``.
    ``added`` is the version of the model that brought it.
    """

    name: str
    meaning: str
    example: str
    type: Type = Type.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    in_words: bool = False
    lowest: float | None = None
    highest: float | None = None
    many: bool = False
    leaves: Leaves = Leaves.NEVER
    usual: tuple[str, ...] = ()
    private: bool = False
    dated: str = ""
    bounds: Literal["", "first", "last"] = ""
    heading: str = ""
    in_sheet: bool = True
    added: int = 1


@dataclass(frozen=True)
class Kind:
    """A kind of entity: a node label in the store.

    ``word`` goes before the id in a reference (``school:12``). ``identified_by`` are the headings from which an id is
    made for a row that has none. ``caption`` is the property to show as its name. ``added`` is the version of the model
    that brought it.
    """

    label: str
    word: str
    plural: str
    meaning: str
    properties: tuple[Property, ...]
    identified_by: tuple[str, ...] = ("name",)
    caption: str = "name"
    added: int = 1


@dataclass(frozen=True)
class Relationship:
    """A type of relationship, from any of the ``starts`` to any of the ``ends`` (labels).

    ``set_by`` says which rows of a sheet replace what is stored. ``"pair"``: all rows that name the same two ends.
    ``"start"`` or ``"end"``: the row of the entity at that end. ``plural`` is what its rows are called where it has a
    sheet of its own. ``added`` is the version of the model that brought it.
    """

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    meaning: str
    set_by: Literal["pair", "start", "end"]
    properties: tuple[Property, ...] = ()
    plural: str = ""
    added: int = 1


@dataclass(frozen=True)
class Link:
    """A column of references to the entity at the far end of a relationship.

    ``far`` is the end that a cell names; the near end is the entity of the row. With ``many``, a cell lists several
    references with semicolons between them. The column comes right ``after`` the one with that heading, or last; first
    where it is ``required``.
    """

    relationship: str
    far: Literal["start", "end"]
    meaning: str
    example: str
    many: bool = False
    required: bool = False
    after: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings in order, and the property or the link that each heading holds.

    ``holds`` is the label of the kind, or the type of the relationship, that its rows are.
    """

    name: str
    holds: str
    meaning: str
    headings: tuple[str, ...]
    links: Mapping[str, Link]
    properties: Mapping[str, Property]


# ---------------------------------------------------------------------------------------- properties


def _id(example: str) -> Property:
    meaning = "A short code of your own that never changes. Leave it empty and one is made from the rest of the row."
    return Property("id", meaning, example, leaves=Leaves.AS_A_CODE)


def _name(meaning: str, example: str) -> Property:
    return Property("name", meaning, example, required=True, leaves=Leaves.AS_A_CODE)


SINCE = Property(
    "since",
    "First day, or the month, term or year it began in. Empty if always.",
    "2024-02-05",
    Type.DATE,
    leaves=Leaves.AS_ITS_TERM,
    bounds="first",
)
UNTIL = Property(
    "until",
    "Last day, or the month, term or year it ended in. Empty if it goes on.",
    "2026-12-18",
    Type.DATE,
    leaves=Leaves.AS_ITS_TERM,
    bounds="last",
)

EXTRA = Property(
    "extra",
    "The values of fields of your own, as JSON text: the name of each field and its value.",
    '{"sector":"early years"}',
    leaves=Leaves.IF_SAFE,
    in_sheet=False,
    added=4,
)
"""Where an entity keeps the values of the fields that a cluster declares for its kind."""

ROLE_GROUPS = ("leader", "teacher", "support", "whanau", "iwi", "partner", "facilitator")
NETWORK_KINDS = ("kahui ako", "LCN", "EHSAS", "ICT PD", "VPLD", "other")
ORIGINS = ("sport", "culture", "shared purchase", "shared need", "other")
PARTS = ("initiated", "hosted", "gave", "received", "took part")
DEPTHS = ("contact", "sharing", "challenge", "inquiry", "joint work")
"""The names of the depths; a depth is an index into this."""

BEYOND_SHARING = DEPTHS.index("challenge")
"""The smallest depth that is beyond sharing."""

YES_NO = ("yes", "no")
RIGHTS_ANSWERS = ("agreed", "not agreed", "withdrawn")
FIELD_TYPES = ("text", "number", "date", "yes/no", "choice")
FIELD_KINDS = ("school", "person", "role", "iwi", "partner", "network", "programme", "goal", "interaction")
"""The words of the kinds that may have fields of a cluster's own."""

_ORIGINS = ("needs-based inquiry", "sporting exchange", "cultural festival", "shared purchase")
_PARTNER_KINDS = (
    *("library", "museum", "early learning", "tertiary", "trade training", "professional learning"),
    *("health", "social services", "sport", "arts", "arts and culture", "environment", "business", "church", "marae"),
)

# --------------------------------------------------------------------------------------------- kinds

KINDS: tuple[Kind, ...] = (
    Kind(
        "School",
        "school",
        "schools",
        "A school or kura.",
        (
            _id("tauira-primary"),
            _name("What people call it.", "Tauira Primary School"),
            Property(
                "type", "Which years it teaches, in the Ministry's words.", "Full Primary", leaves=Leaves.AS_IT_IS
            ),
            Property(
                "authority",
                "Who owns and runs it, in the Ministry's words.",
                "State: Not integrated",
                leaves=Leaves.AS_IT_IS,
            ),
            Property("region", "The region it is in.", "Northland Region", leaves=Leaves.AS_IT_IS),
            Property(
                "latitude",
                "Degrees north. South of the equator is negative.",
                "-35.31",
                Type.DECIMAL,
                lowest=-90,
                highest=90,
            ),
            Property("longitude", "Degrees east.", "173.77", Type.DECIMAL, lowest=-180, highest=180),
            Property("roll", "Number of students.", "212", Type.WHOLE, lowest=0, leaves=Leaves.IN_HUNDREDS),
            EXTRA,
        ),
    ),
    Kind(
        "Person",
        "person",
        "people",
        "Someone who takes part. Only a name: no ethnicity, whakapapa or contact details.",
        (_id("ngaio-tauira"), _name("The name they go by.", "Ngaio Tauira"), EXTRA),
    ),
    Kind(
        "Role",
        "role",
        "roles",
        "A position that people hold. Between its two days it is vacant while nobody does.",
        (
            _id("across-school-lead"),
            _name("What the role is called.", "Across-school lead"),
            Property(
                "group",
                "The group of people the role belongs to.",
                "leader",
                choices=ROLE_GROUPS,
                leaves=Leaves.COMMON_WORDS,
            ),
            Property(
                "purpose",
                "What the role is for, in one sentence.",
                "Leads the literacy inquiry across schools.",
                leaves=Leaves.AS_STATED,
            ),
            replace(SINCE, meaning="The first day there is such a role. Empty if always.", added=2),
            replace(UNTIL, meaning="The last day before it was closed. Empty if it goes on.", added=2),
            EXTRA,
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
            _name("The name of the iwi or hapū.", "Te Iwi Tauira"),
            Property("rohe", "Its area.", "Te Rohe Tauira"),
            EXTRA,
        ),
    ),
    Kind(
        "CommunityPartner",
        "partner",
        "partners",
        "A community organisation that works with schools.",
        (
            _id("tauira-library"),
            _name("What people call it.", "Tauira Library"),
            Property("kind", "The sort of organisation.", "library", leaves=Leaves.COMMON_WORDS, usual=_PARTNER_KINDS),
            EXTRA,
        ),
    ),
    Kind(
        "Network",
        "network",
        "networks",
        "A cluster of schools and partners that set out to work together.",
        (
            _id("kahui-ako-o-tauira"),
            _name("What people call it.", "Kāhui Ako o Tauira"),
            Property("kind", "The sort of network.", "kahui ako", choices=NETWORK_KINDS, leaves=Leaves.COMMON_WORDS),
            Property(
                "origin",
                "What first brought it together, and your own words for it after a colon.",
                "sport: winter tournament",
                choices=ORIGINS,
                in_words=True,
                leaves=Leaves.COMMON_WORDS,
                usual=_ORIGINS,
            ),
            SINCE,
            UNTIL,
            EXTRA,
        ),
    ),
    Kind(
        "Programme",
        "programme",
        "programmes",
        "A programme that funds networks.",
        (_id("tauira-learning-fund"), _name("What the programme is called.", "Tauira Learning Fund"), EXTRA),
    ),
    Kind(
        "Goal",
        "goal",
        "goals",
        "A needs-based goal that a network pursues.",
        (
            _id("writing-years-5-to-8"),
            _name("The goal, in a few words.", "Writing in Years 5 to 8"),
            Property(
                "evidence", "What showed the need.", "Four in ten below expectation in 2023", leaves=Leaves.AS_STATED
            ),
            EXTRA,
        ),
        identified_by=("name", "network"),
    ),
    Kind(
        "Practice",
        "practice",
        "practices",
        "Something people can do together, and how deep it goes: one line of the codebook.",
        (
            replace(_id("observation-with-feedback"), in_sheet=False, leaves=Leaves.AS_IT_IS),
            replace(
                _name("What the practice is called.", "observation with feedback"),
                heading="practice",
                leaves=Leaves.AS_IT_IS,
            ),
            Property(
                "depth",
                f"How deep it goes: {', '.join(f'{number} {depth}' for number, depth in enumerate(DEPTHS))}.",
                "2",
                Type.WHOLE,
                required=True,
                lowest=0,
                highest=len(DEPTHS) - 1,
                leaves=Leaves.AS_IT_IS,
            ),
            Property(
                "definition",
                "What counts as this practice.",
                "One teacher watches another teach, and they talk it over.",
                leaves=Leaves.AS_IT_IS,
            ),
            Property(
                "how_to_begin",
                "How to start so that it builds trust.",
                "Let the teacher who is observed choose the focus.",
                heading="how to begin",
                leaves=Leaves.AS_IT_IS,
            ),
            Property("source", "Where it comes from in the literature.", "Little 1990", leaves=Leaves.AS_IT_IS),
            Property(
                "suits",
                "Who it suits, with ; between: colleagues, schools, whānau, iwi, partner. Without it, all of them.",
                "colleagues; schools",
                leaves=Leaves.AS_IT_IS,
                added=2,
            ),
            Property(
                "builds_on",
                "The practices it builds on, with ; between.",
                "school visit",
                heading="builds on",
                leaves=Leaves.AS_IT_IS,
                added=2,
            ),
            Property(
                "leads_to",
                "The practices it can lead to, with ; between.",
                "co-teaching",
                heading="leads to",
                leaves=Leaves.AS_IT_IS,
                added=2,
            ),
            Property(
                "marks",
                "What it does besides, with ; between: accountability, capacity, relationship.",
                "accountability",
                leaves=Leaves.AS_IT_IS,
                added=2,
            ),
        ),
    ),
    Kind(
        "Interaction",
        "interaction",
        "interactions",
        "Something that people or organisations did together on a day.",
        (
            _id("2026-03-12-visit"),
            Property(
                "date",
                "The day it happened, or as much of it as is known: 2026-03, 2026 T2 or 2026.",
                "2026-03-12",
                Type.DATE,
                required=True,
                leaves=Leaves.AS_ITS_TERM,
                dated="dated",
            ),
            Property(
                "dated",
                "The month, term or year that it happened in, where the day is not known; its date is then the middle.",
                "2026 T2",
                in_sheet=False,
                added=2,
            ),
            Property(
                "practice",
                "What was done: a practice from the codebook.",
                "observation with feedback",
                required=True,
                leaves=Leaves.AS_IT_IS,
            ),
            Property(
                "depth",
                "How deep it went: the depth of its practice in the codebook.",
                "2",
                Type.WHOLE,
                in_sheet=False,
                leaves=Leaves.AS_IT_IS,
            ),
            Property(
                "note", "Anything worth remembering. Nothing sensitive, please.", "Second visit, Room 4", private=True
            ),
            Property(
                "attendance",
                "How many were there in all, where not everybody is named.",
                "80",
                Type.WHOLE,
                lowest=2,
                leaves=Leaves.AS_IT_IS,
                added=2,
            ),
            Property("source", "The sheet it was read from.", "interactions.csv", in_sheet=False),
            EXTRA,
        ),
        identified_by=("date", "practice", "network", "participants"),
        caption="practice",
    ),
    Kind(
        "Field",
        "field",
        "fields",
        "A field of your own: a column that a sheet may have beyond those in this list. It isn't part of the network.",
        (
            replace(_id("school-sector"), in_sheet=False, leaves=Leaves.IF_SAFE),
            Property(
                "kind",
                "The kind of entity that has it.",
                "school",
                required=True,
                choices=FIELD_KINDS,
                leaves=Leaves.IF_SAFE,
            ),
            replace(_name("What it is called: the heading of its column.", "sector"), leaves=Leaves.IF_SAFE),
            Property(
                "type", "What its values are. Text if empty.", "choice", choices=FIELD_TYPES, leaves=Leaves.IF_SAFE
            ),
            Property(
                "meaning", "What it says, for those who read a file of it.", "Who it teaches", leaves=Leaves.IF_SAFE
            ),
            Property(
                "choices",
                "The values that a choice may have, with ; between.",
                "early years; primary; secondary",
                leaves=Leaves.IF_SAFE,
            ),
            Property(
                "private",
                "Whether it stays here: the app shows it, and no file or picture has it.",
                "no",
                choices=YES_NO,
                leaves=Leaves.IF_SAFE,
            ),
            Property(
                "safe",
                "Whether an anonymised file may have it. Not if empty.",
                "yes",
                choices=YES_NO,
                leaves=Leaves.IF_SAFE,
            ),
        ),
        identified_by=("kind", "name"),
        added=4,
    ),
    Kind(
        "Rights",
        "rights",
        "rights of people",
        "Why a person's record is kept, and what they were asked and answered. It isn't part of the network.",
        (
            replace(_id("4c1f0a2e9b"), in_sheet=False),
            Property(
                "why",
                "Why we keep a record of them, in words that they would use.",
                "So that the cluster sees who works with whom",
                private=True,
                added=5,
            ),
            Property(
                "held_since",
                "The day from which we have kept it.",
                "2026-05-04",
                Type.DATE,
                private=True,
                bounds="first",
                heading="held since",
                added=5,
            ),
            Property(
                "told",
                "The day we let them know that we keep it. Empty if they don't know yet.",
                "2026-05-11",
                Type.DATE,
                private=True,
                added=5,
            ),
            Property(
                "told_how",
                "How we let them know: a letter, an email, at a hui.",
                "letter",
                private=True,
                heading="told how",
                added=5,
            ),
            Property(
                "answer",
                "What they answered. Empty if nothing yet.",
                "agreed",
                choices=RIGHTS_ANSWERS,
                private=True,
                added=5,
            ),
            Property("answered", "The day of that answer.", "2026-05-18", Type.DATE, private=True, added=5),
            Property(
                "keep_until",
                "The last day to keep it. Empty until a day is agreed.",
                "2028-12-15",
                Type.DATE,
                private=True,
                bounds="last",
                heading="keep until",
                added=5,
            ),
        ),
        identified_by=("person",),
        caption="id",
        added=5,
    ),
    Kind(
        "Authority",
        "authority",
        "authorities of iwi",
        "Who has authority over an iwi's part of the data, and what they allow. It isn't part of the network.",
        (
            replace(_id("7be2d90c41"), in_sheet=False),
            Property(
                "holder",
                "Who has authority over this part of the data: a rūnanga, a board, a person they name.",
                "Te Rūnanga o Te Iwi Tauira",
                private=True,
                added=5,
            ),
            Property(
                "uses",
                "What they agreed it may be used for.",
                "Planning of the cluster's work with the iwi",
                private=True,
                added=5,
            ),
            Property(
                "exports",
                "Whether files, pages and the board paper may have the iwi's part. Yes if empty.",
                "no",
                choices=YES_NO,
                added=5,
            ),
            Property("agreed", "The day of that agreement.", "2026-05-04", Type.DATE, private=True, added=5),
            Property(
                "review_by",
                "The day to talk about it again by.",
                "2027-05-04",
                Type.DATE,
                private=True,
                bounds="last",
                heading="review by",
                added=5,
            ),
        ),
        identified_by=("iwi",),
        caption="id",
        added=5,
    ),
)

BESIDE = ("Practice", "Field", "Rights", "Authority")
"""The kinds whose entities are no part of the network: what is known about the rest of the graph."""

KEPT: tuple[Kind, ...] = (
    Kind(
        "SavedView",
        "view",
        "saved views",
        "A named view of the map. It isn't part of the network: it says what to show, and holds only keys.",
        (
            _id("3f2a9c41d07b"),
            _name("What it is called.", "Only sharing in Term 2"),
            Property(
                "address",
                "What to show and how, as the parameters of an address.",
                "until=2026-07-10&layout=network",
            ),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
    ),
    Kind(
        "Story",
        "story",
        "stories",
        "Saved views in an order, each with a heading and a text. It isn't part of the network.",
        (
            _id("b5d4045c3f46"),
            Property("title", "What it is called.", "A year of working together", required=True),
            Property("headings", "The heading of each page.", "Where we began", many=True),
            Property("texts", "The text of each page.", "In Term 1 two schools visited each other.", many=True),
            Property("views", "The id of the saved view on each page, or nothing.", "3f2a9c41d07b", many=True),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
        caption="title",
    ),
    Kind(
        "Action",
        "action",
        "cards taken on",
        "A card that somebody has taken on, done or set aside, as it was that day. It isn't part of the network.",
        (
            _id("8d5e957f2978"),
            Property("card", "The id of the card.", "0a4d55a8d778", required=True),
            Property("rule", "The family of rules that found it.", "only_sharing", required=True),
            Property("about", "The node keys of what it is about.", "school:tauira-primary", many=True),
            Property("title", "What it is about, in words.", "Only sharing: Tauira Primary and Tauira College"),
            Property("step", "What there was to do.", "Try next: observation with feedback (challenge)."),
            Property("priority", "How high its priority was, from 0 to 1.", "0.25", required=True),
            Property("sources", "One end of each of its ties.", "school:tauira-college", many=True),
            Property("targets", "The other end of each of its ties.", "school:tauira-primary", many=True),
            Property("depths", "The depth that each of its ties had settled at, or nothing.", "1", many=True),
            Property("taken", "The day it was taken on.", "2026-10-12", required=True),
            Property("who", "The name of the person who takes it on.", "Ngaio Tauira", private=True),
            Property("due", "The day it is to be done by.", "2026-12-18"),
            Property("state", "taken, done, or not for us.", "taken", required=True),
            Property("closed", "The day it was done or set aside.", "2026-11-20"),
            Property("why", "Why it is not for this network.", "The two schools merge next year", private=True),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
        caption="title",
        added=3,
    ),
    Kind(
        "Apart",
        "apart",
        "pairs kept apart",
        "Two records that look like doubles, and that somebody knows to be two. It isn't part of the network.",
        (
            _id("4c1f0a2e9b"),
            Property("one", "The node key of one of them.", "person:ngaio-tauira", required=True),
            Property("other", "The node key of the other.", "person:ngaio-tauira-2", required=True),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
        caption="id",
        added=4,
    ),
    Kind(
        "Account",
        "account",
        "accounts",
        "Somebody who may sign in, with what they may see and do. It isn't part of the network.",
        (
            Property("id", "The e-mail address that they sign in with.", "ngaio@tauira.school.nz", private=True),
            Property("name", "The name that the log has of them.", "Ngaio Tauira", private=True),
            Property("role", "viewer, researcher, lead, coordinator or steward.", "coordinator", required=True),
            Property(
                "networks", "The ids of the networks that they may see; all if none.", "kahui-ako-o-tauira", many=True
            ),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
        added=5,
    ),
    Kind(
        "CodeSecret",
        "code-secret",
        "secrets of codes",
        "The secret that the codes of people are made with, for those who may not see names.",
        (
            Property("id", "Always codes.", "codes"),
            Property("secret", "The secret, as hexadecimal digits.", "9f86d081…", required=True, private=True),
        ),
        caption="id",
        added=5,
    ),
    Kind(
        "Erased",
        "erased",
        "marks of people who were erased",
        "A mark of somebody who was erased, so that sheets that still have them are noticed. It has no name.",
        (
            _id("9f86d081884c7d65"),
            Property("salt", "What the mark was made with.", "b2ec1266623448cb", required=True),
            Property("day", "The day they were erased.", "2026-11-28", required=True),
            Property("version", "A mark that every change replaces.", "9f86d081884c7d65", required=True),
        ),
        caption="id",
        added=5,
    ),
    Kind(
        "Change",
        "change",
        "changes",
        "One write to the network, with what was there before. All of them are the log.",
        (
            _id("000000000012"),
            Property("revision", "The mark of the network after it.", "9f86d081884c7d65", required=True),
            Property("at", "When it was made.", "2026-03-12T15:04:00+13:00", required=True),
            Property("by", "Who made it, if they gave a name.", "Ngaio Tauira", private=True),
            Property("what", "What they did, in a word.", "visit", required=True),
            Property("why", "Why, in their own words.", "The school was listed twice", private=True),
            Property("tallies", "How many rows it created, updated and removed, as JSON.", '{"Person": …}'),
            Property("undoes", "The number of the change that it undoes.", "11"),
            Property("touched", "The node keys of what it touched, if these are few.", "person:ana", many=True),
            Property("content", "The rows that it touched and what was there before, packed.", "eJyr…", private=True),
            Property("parts", "The number of parts that have the rows of a large change.", "0", required=True),
        ),
        caption="what",
        added=4,
    ),
    Kind(
        "ChangePart",
        "change-part",
        "parts of changes",
        "A part of a large change: some of the rows that it touched.",
        (
            _id("000000000012-000003"),
            Property("content", "The rows and what was there before, packed.", "eJyr…", private=True),
        ),
        caption="id",
        added=4,
    ),
)
"""What people keep in a store beside the network. No snapshot and no sheet has it, so no measure depends on it."""

ORGANISATIONS = ("School", "Iwi", "CommunityPartner")
ACTORS = ("Person", *ORGANISATIONS)

RELATIONSHIPS: tuple[Relationship, ...] = (
    Relationship(
        "HOLDS", ("Person",), ("Role",), "Who held which role, and when.", "pair", (SINCE, UNTIL), "roles held"
    ),
    Relationship(
        "AT", ("Role",), (*ORGANISATIONS, "Network"), "The organisation or network that a role is at.", "start"
    ),
    Relationship(
        "MEMBER_OF",
        ORGANISATIONS,
        ("Network",),
        "Who belonged to which network, and when.",
        "pair",
        (SINCE, UNTIL),
        "memberships",
    ),
    Relationship(
        "FUNDED_BY",
        ("Network",),
        ("Programme",),
        "Which programme funded a network, and when.",
        "pair",
        (SINCE, UNTIL),
        "funding",
    ),
    Relationship("PURSUES", ("Network",), ("Goal",), "Which goal a network pursued, and when.", "end", (SINCE, UNTIL)),
    Relationship(
        "TOOK_PART",
        ACTORS,
        ("Interaction",),
        "Who took part in an interaction, and how.",
        "end",
        (Property("part", "What they did in it.", "initiated", choices=PARTS, leaves=Leaves.COMMON_WORDS),),
        "participations",
    ),
    Relationship("WITHIN", ("Interaction",), ("Network",), "The network that an interaction was part of.", "start"),
    Relationship("TOWARDS", ("Interaction",), ("Goal",), "The goal that an interaction worked towards.", "start"),
    Relationship("RIGHTS_OF", ("Rights",), ("Person",), "Whose rights these are.", "start", added=5),
    Relationship(
        "AUTHORITY_OVER", ("Authority",), ("Iwi",), "The iwi over whose part of the data it is.", "start", added=5
    ),
)

KIND: Mapping[str, Kind] = {kind.label: kind for kind in KINDS}
KIND_BY_WORD: Mapping[str, Kind] = {kind.word: kind for kind in KINDS}
LOG = ("Change", "ChangePart")
"""Which of `KEPT` are the log, which graphmap keeps by itself."""

BY_ITSELF = (*LOG, "CodeSecret")
"""Which of `KEPT` graphmap keeps by itself. A store with nothing else in it counts as empty."""

RELATIONSHIP: Mapping[str, Relationship] = {relationship.type: relationship for relationship in RELATIONSHIPS}

# -------------------------------------------------------------------------------------------- sheets


def _entities(name: str, label: str, meaning: str, **links: Link) -> Sheet:
    """A sheet of the entities of a kind.

    Its headings are the properties of the kind, each link in its place, and the properties of what a link relates the
    entity to, where a cell names only one.
    """
    properties = list(KIND[label].properties)
    headings = [property.heading or property.name for property in properties if property.in_sheet]
    for heading, link in links.items():
        place = headings.index(link.after) + 1 if link.after else 0 if link.required else len(headings)
        headings.insert(place, heading)
        if not link.many:
            headings += [property.name for property in RELATIONSHIP[link.relationship].properties]
            properties += RELATIONSHIP[link.relationship].properties
    return _sheet(name, label, meaning, headings, links, properties)


def _relationships(name: str, type: str, meaning: str, **links: Link) -> Sheet:
    """A sheet of the relationships of a type: its headings are the links, and then the properties of the type."""
    properties = RELATIONSHIP[type].properties
    return _sheet(name, type, meaning, [*links, *(property.name for property in properties)], links, properties)


def _sheet(
    name: str,
    holds: str,
    meaning: str,
    headings: Sequence[str],
    links: Mapping[str, Link],
    properties: Iterable[Property],
) -> Sheet:
    held = {property.heading or property.name: property for property in properties if property.in_sheet}
    return Sheet(name, holds, meaning, tuple(headings), links, held)


SHEETS: tuple[Sheet, ...] = (
    _entities("schools", "School", "One row per school."),
    _entities("people", "Person", "One row per person."),
    _entities(
        "roles",
        "Role",
        "One row per role, held or vacant.",
        at=Link("AT", "end", "The school, iwi, partner or network the role is at.", "tauira-primary", after="name"),
    ),
    _relationships(
        "roles_held",
        "HOLDS",
        "One row per person and role. If they held it twice, that is two rows.",
        person=Link("HOLDS", "start", "Who holds it.", "ngaio-tauira", required=True),
        role=Link("HOLDS", "end", "The role.", "across-school-lead", required=True),
    ),
    _entities("iwi", "Iwi", "One row per iwi or hapū."),
    _entities("partners", "CommunityPartner", "One row per community partner."),
    _entities("networks", "Network", "One row per network (a cluster, Kāhui Ako, LCN…)."),
    _relationships(
        "memberships",
        "MEMBER_OF",
        "One row per member and network.",
        member=Link("MEMBER_OF", "start", "The school, iwi or partner.", "tauira-primary", required=True),
        network=Link("MEMBER_OF", "end", "The network.", "kahui-ako-o-tauira", required=True),
    ),
    _entities("programmes", "Programme", "One row per programme."),
    _relationships(
        "funding",
        "FUNDED_BY",
        "One row per network and programme.",
        network=Link("FUNDED_BY", "start", "The network.", "kahui-ako-o-tauira", required=True),
        programme=Link("FUNDED_BY", "end", "The programme that funds it.", "tauira-learning-fund", required=True),
    ),
    _entities(
        "goals",
        "Goal",
        "One row per goal.",
        network=Link("PURSUES", "start", "The network that pursues it.", "kahui-ako-o-tauira", after="id"),
    ),
    _entities(
        "codebook",
        "Practice",
        "Only if you bring your own codebook: one row per practice. Without this sheet, graphmap's own is used.",
    ),
    _entities(
        "interactions",
        "Interaction",
        "One row per event.",
        network=Link("WITHIN", "end", "The network it was part of.", "kahui-ako-o-tauira", after="practice"),
        goal=Link("TOWARDS", "end", "The goal it worked towards.", "writing-years-5-to-8", after="network"),
        participants=Link(
            "TOOK_PART",
            "start",
            "Who took part: ids or names with ; between them. Leave it empty if the took_part sheet lists them.",
            "ngaio-tauira; wiremu-tauira",
            many=True,
        ),
    ),
    _relationships(
        "took_part",
        "TOOK_PART",
        "One row per participant. Use it when you know who initiated or hosted.",
        interaction=Link("TOOK_PART", "end", "The id of the interaction.", "2026-03-12-visit", required=True),
        actor=Link("TOOK_PART", "start", "The person, school, iwi or partner.", "ngaio-tauira", required=True),
    ),
    _entities(
        "fields",
        "Field",
        "One row per column of your own in the sheets above.",
    ),
    _entities(
        "rights",
        "Rights",
        "One row per person: why their record is kept, and what they know and agreed to.",
        person=Link("RIGHTS_OF", "end", "The person.", "ngaio-tauira", required=True),
    ),
    _entities(
        "authority",
        "Authority",
        "One row per iwi or hapū: who has authority over their part of the data, and what they allow.",
        iwi=Link("AUTHORITY_OVER", "end", "The iwi or hapū.", "te-iwi-tauira", required=True),
    ),
)

# ------------------------------------------------------------------------------------------- look-ups

SHEET: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}

RELATIONSHIP_WORDS: Mapping[str, str] = {r.type: r.plural for r in RELATIONSHIPS if r.plural}
"""What the rows of each relationship with a sheet of its own are called."""

_DECLARED: tuple[Kind | Relationship, ...] = (*KINDS, *KEPT, *RELATIONSHIPS)

VERSION = max(2, *(of.added for of in _DECLARED), *(property.added for of in _DECLARED for property in of.properties))
"""The version of the model: the latest that brought a kind, a relationship or a property. Stores and backups name it.

Version 2 brought the mark of the version, and properties that an older store has empty. Version 3 brought the cards
that people take on, version 4 the log, and version 5 people's rights, the authority of iwi, and accounts.
`graphmap.store.migrations` brings older ones forward.
"""


def properties_at(of: Kind | Relationship, version: int) -> tuple[Property, ...]:
    """The properties that a kind or a relationship had in a version of the model."""
    return tuple(property for property in of.properties if property.added <= version)


def origin_of(text: str | None) -> tuple[str, str]:
    """Return the choice of a network's origin, and the words after its colon.

    A text of one's own, as older sheets have, counts as `other`.
    """
    choice, _, words = (text or "").partition(":")
    known = choice.strip().lower()
    return (known, words.strip()) if known in ORIGINS else ("other", (text or "").strip())


def node_key(label: str, id: str) -> NodeKey:
    """The key of the entity of kind `label` with `id`."""
    return f"{KIND[label].word}:{id}"


def split_key(key: NodeKey) -> tuple[Kind, str]:
    """The kind and the id that `key` names."""
    word, _, id = key.partition(":")
    return KIND_BY_WORD[word], id


def property_of(sheet: Sheet, heading: str) -> Property:
    """The property that the cells under `heading` hold, where that is not a link."""
    return sheet.properties[heading]


def far_labels(link: Link) -> tuple[str, ...]:
    """The kinds that a cell under `link` may name."""
    relationship = RELATIONSHIP[link.relationship]
    return relationship.starts if link.far == "start" else relationship.ends


# ---------------------------------------------------------------------------------------- the check


def mistakes(declared: Iterable[Kind | Relationship], sheets: Iterable[Sheet] = ()) -> Iterator[str]:
    """What can't be right in these declarations, a sentence each."""
    kinds = {of.label: of for of in declared if isinstance(of, Kind)}
    for of in declared:
        name = of.label if isinstance(of, Kind) else of.type
        names = [property.name for property in of.properties]
        yield from (f"{name} has {twice} twice." for twice in sorted({n for n in names if names.count(n) > 1}))
        if isinstance(of, Kind):
            if "id" not in names or of.caption not in names:
                yield f"{name} needs an id and a {of.caption}."
        else:
            yield from (f"{name} joins {end}, which is no kind." for end in (*of.starts, *of.ends) if end not in kinds)
        yield from _mistakes_in_properties(name, of.properties)
    for sheet in sheets:
        known = set(sheet.links) | set(sheet.properties)
        yield from (f"The sheet {sheet.name} has no column {h}." for h in sheet.headings if h not in known)
        if len(set(sheet.headings)) < len(sheet.headings):
            yield f"The sheet {sheet.name} has a heading twice."


def _mistakes_in_properties(name: str, properties: Sequence[Property]) -> Iterator[str]:
    names = {property.name for property in properties}
    for property in properties:
        if property.private and property.leaves is not Leaves.NEVER:
            yield f"{name}.{property.name} is private, so it must not leave."
        if property.dated and property.dated not in names:
            yield f"{name} has no {property.dated} to say how much of its {property.name} is known."
        if property.leaves is Leaves.COMMON_WORDS and not (property.choices or property.usual):
            yield f"{name}.{property.name} leaves as common words, so it must list them."
        example = property.example.partition(":")[0] if property.in_words else property.example
        if property.choices and example not in property.choices:
            yield f"The example of {name}.{property.name} is not one of its choices."


if _found := list(mistakes(_DECLARED, SHEETS)):
    raise ValueError(" ".join(_found))
