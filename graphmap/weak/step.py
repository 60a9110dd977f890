"""What a step means: the sentence that a lead reads, and the records there would be if it were done.

A step that names an act says who does what, with whom and how often. *What if* can suppose each act done: see
`graphmap.whatif.suppose`.
"""

from dataclasses import dataclass

from graphmap.model import NodeKey


@dataclass(frozen=True, order=True)
class Work:
    """``actors`` do something together ``times`` times.

    ``practice`` is its id in the codebook; without one, only its ``depth`` is known. ``within`` is the network it
    happens in, ``towards`` the goal it serves, and ``started_by`` the actor who starts it. Any of these may be empty.
    """

    practice: str
    depth: int
    actors: tuple[NodeKey, ...]
    times: int = 1
    within: NodeKey = ""
    towards: NodeKey = ""
    started_by: NodeKey = ""


@dataclass(frozen=True, order=True)
class Joins:
    """Somebody new, ``person``, takes up a role of ``group`` at ``place``."""

    person: NodeKey
    place: NodeKey
    group: str


@dataclass(frozen=True, order=True)
class Holds:
    """``person`` takes on ``role``. Somebody who is not on record is somebody new."""

    person: NodeKey
    role: NodeKey


@dataclass(frozen=True, order=True)
class Purpose:
    """A purpose is written for ``role``."""

    role: NodeKey


@dataclass(frozen=True, order=True)
class Agrees:
    """``network`` agrees on a new ``goal``."""

    network: NodeKey
    goal: NodeKey


Act = Work | Joins | Holds | Purpose | Agrees


@dataclass(frozen=True)
class Step:
    """What to do, in words, and the acts that it comes to."""

    text: str
    acts: tuple[Act, ...] = ()
