"""The roles that an account can have, and what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Right = Literal["names", "notes", "private", "record", "take_on", "share", "steward"]
"""names: see people's names. notes: read free text. private: see fields that are private. record: add to the network
and correct it. take_on: cards, stories and saved views. share: files of the data. steward: accounts, people's rights,
erasure, other servers and whole networks."""

RIGHTS: tuple[Right, ...] = get_args(Right)

RoleName = Literal["viewer", "coordinator", "researcher", "lead", "steward"]


@dataclass(frozen=True)
class Role:
    """A role: its name, what its people do in a sentence, and what they may."""

    name: RoleName
    meaning: str
    may: frozenset[Right]


ROLES: tuple[Role, ...] = (
    Role("viewer", "Looks at the pages. People have codes instead of names.", frozenset()),
    Role(
        "researcher",
        "Looks, and takes files of the data away. People have codes instead of names.",
        frozenset({"share"}),
    ),
    Role(
        "lead",
        "Sees names and notes, takes on cards, and writes stories.",
        frozenset({"names", "notes", "take_on", "share"}),
    ),
    Role(
        "coordinator",
        "Does what a lead does, sees private fields, and records what happens.",
        frozenset({"names", "notes", "private", "record", "take_on", "share"}),
    ),
    Role("steward", "Does everything, and decides who may see the network.", frozenset(RIGHTS)),
)
"""The roles, from the one that may least to the one that may most."""

ROLE: Mapping[str, Role] = {role.name: role for role in ROLES}
