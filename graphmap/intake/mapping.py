"""The mapping: what the columns and the answers in another tool's file mean.

It is one value, whether it comes from a file (``mapping.toml``) or from the app. Its sections and keys are declared
here once; reading, drafts, the form and the docs are made from the declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphmap import model

FORMATS = ("edge list", "matrix", "Gephi tables", "Kumu", "NodeXL")
"""The formats that tables can have; ``[file] format`` says which where it can't be recognised. A graph in XML or JSON
always can."""

DAY_FIRST, MONTH_FIRST = "day first", "month first"
KEEP, HERE = "keep", "only here"


@dataclass(frozen=True)
class Key:
    """One key of a section. ``choices`` are the only values it may have; ``column`` says that its value is a
    heading."""

    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    column: bool = False


def _column(meaning: str, example: str) -> Key:
    return Key(meaning, example, column=True)


_ACTOR_WORDS = tuple(model.KIND[label].word for label in model.ACTORS)
_ORGANISATION_WORDS = tuple(model.KIND[label].word for label in model.ORGANISATIONS)

PROPERTIES: Mapping[str, Key] = {
    "type": _column("Which years a school teaches.", "School type"),
    "authority": _column("Who owns and runs a school.", "Authority"),
    "region": _column("Where a school is.", "Region"),
    "latitude": _column("A school's degrees north.", "Lat"),
    "longitude": _column("A school's degrees east.", "Lng"),
    "roll": _column("How many students a school has.", "Roll"),
    "rohe": _column("The area of an iwi.", "Rohe"),
    "partner_kind": _column("What sort of organisation a partner is.", "Sector"),
    "network_kind": _column("What sort of network it is.", "Network kind"),
    "origin": _column("What brought a network together at first.", "Origin"),
    "since": _column("A network's first day.", "Since"),
    "until": _column("A network's last day.", "Until"),
    "group": _column("Which group of people a role belongs to.", "Group"),
    "purpose": _column("What a role is there to do.", "Purpose"),
    "evidence": _column("What showed the need for a goal.", "Evidence"),
}

SECTIONS: Mapping[str, Mapping[str, Key]] = {
    "file": {
        "format": Key("What the file is, where that can't be told from it.", "edge list", FORMATS),
        "nodes": Key("A second file beside this one, or another worksheet, with one row an actor.", "people.csv"),
        "worksheet": Key("The worksheet with who works with whom, where the workbook has several.", "Answers"),
        "separator": Key("What stands between the columns of a text file, where that can't be told.", ";"),
        "encoding": Key("How the letters of a text file are stored, where it is not UTF-8.", "windows-1252"),
        "dates": Key("Which number comes first in a date such as 3/4/2026.", DAY_FIRST, (DAY_FIRST, MONTH_FIRST)),
    },
    "edges": {
        "from": _column("One of the two: who answered, who sought, who started.", "Respondent"),
        "to": _column("The other.", "Works with"),
        "date": _column("The day it happened.", "Date"),
        "practice": _column("What they did together; [practices] says what its answers mean.", "Activity"),
        "split": Key("What stands between several practices in one cell.", "|"),
        "direction": _column("Whether the row has a direction: directed, undirected or mutual.", "Direction"),
        "id": _column("An id that a row keeps for ever, where the file has one.", "Id"),
        "network": _column("The network it was part of (id or name of one that is known).", "Cluster"),
        "goal": _column("The goal it worked towards (id or name of one that is known).", "Goal"),
        "note": _column("Anything worth remembering.", "Comment"),
        "from_at": _column("The organisation of the first of the two, where they are people.", "School"),
        "to_at": _column("The organisation of the other.", "Partner’s school"),
        "within": _column(
            "Where ids are unique only inside a school or a wave: the column that tells which.", "School"
        ),
        "relationship": _column(
            "A stored relationship that the row is, instead of something done together.", "relationship"
        ),
        "since": _column("The first day of that relationship.", "Since"),
        "until": _column("The last day of that relationship.", "Until"),
    },
    "nodes": {
        "id": _column("The id by which the edges name an actor.", "Id"),
        "ids": Key(
            "Whether those ids are kept, or actors go by their names because the ids mean nothing elsewhere.",
            KEEP,
            (KEEP, HERE),
        ),
        "name": _column("What people call them.", "Label"),
        "kind": _column("What they are; [kinds] says what its values mean.", "Type"),
        "at": _column("The organisation where a person has a role.", "School"),
        "role": _column("The role that they have there.", "Position"),
        "within": _column("As in [edges].", "School"),
    },
    "properties": PROPERTIES,
    "always": {
        "date": Key("The day, where no column gives one: that of the survey, say.", "2026-05-01"),
        "practice": Key("What was done, where no column says.", "advice seeking"),
        "network": Key(
            "The network that all of it was part of (id or name of one that is known).", "Kāhui Ako o Tauira"
        ),
        "goal": Key(
            "The goal that all of it worked towards (id or name of one that is known).", "Writing in Years 5 to 8"
        ),
        "kind": Key("What the actors are, where no column says.", "person", _ACTOR_WORDS),
        "role": Key("The role that people have at their organisation, where no column says.", "teacher"),
        "at_kind": Key("What those organisations are.", "school", _ORGANISATION_WORDS),
    },
    "parts": {
        "from": Key("What the first of the two did in it; without it a direction is lost.", "received", model.PARTS),
        "to": Key("What the other did in it.", "gave", model.PARTS),
    },
    "practices": {},
    "kinds": {},
    "fields": {},
}
"""Every section and its keys. ``practices`` and ``kinds`` have the file's own values as keys, ``fields`` the names of
fields."""

FREE: Mapping[str, str] = {
    "practices": 'What each answer means: a practice of the codebook, or "" to leave its rows out.',
    "kinds": "What each value means: "
    + ", ".join(kind.word for kind in model.KINDS if kind.label not in ("Interaction", *model.BESIDE))
    + ".",
    "fields": "Which column of the actors holds a field of your own: the name of the field, and the column.",
}
"""The sections whose keys are not ours, and what they hold."""

SECTION_MEANINGS: Mapping[str, str] = {
    "file": "How to read the file.",
    "edges": "Which column is what, where a row says who with whom. Each row becomes one interaction.",
    "nodes": "Which column is what, where a row is an actor.",
    "properties": "Which columns hold more about the actors.",
    "always": "What no column says and yet holds for every row.",
    "parts": "What a direction means: " + ", ".join(model.PARTS) + ".",
    **FREE,
}


@dataclass(frozen=True)
class FileMapping:
    """What a file means: texts by section and key. ``name`` and ``lines`` give the place of each for problems."""

    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    name: str = field(default="", compare=False)
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)

    def get(self, section: str, key: str) -> str:
        """Return the text under `key` of `section`; an empty text where there is none."""
        return self.section(section).get(key, "")

    def section(self, name: str) -> Mapping[str, str]:
        """Return all the texts of a section, by key."""
        return self.sections.get(name, {})

    def over(self, suggested: "FileMapping") -> "FileMapping":
        """Return this mapping, with what is `suggested` wherever it has no key.

        A column key with an empty text takes back what is suggested.
        """
        names = [name for name in SECTIONS if self.section(name) or suggested.section(name)]
        return FileMapping(
            {name: {**suggested.section(name), **self.section(name)} for name in names}, self.name, self.lines
        )

    def place(self, section: str, key: str, otherwise: str) -> tuple[str, int, str]:
        """Return the file, row and column of a problem with a key: in the mapping, or else in the file itself."""
        return (self.name or otherwise, self.lines.get((section, key), 0), f"[{section}] {key}".strip())


def mapping_of(**sections: Mapping[str, str]) -> FileMapping:
    """Return a mapping of these sections; an empty key is left out, except where empty is an answer."""
    filled = {
        name: {key: value for key, value in keys.items() if value or name in FREE} for name, keys in sections.items()
    }
    return FileMapping({name: keys for name, keys in filled.items() if keys})
