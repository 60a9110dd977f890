"""What a rule finds: one weak link, with its reason and its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphmap.graph.direction import FEW
from graphmap.language.wording import listed
from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.priority import ROUTINE

FAINT = 2 / (FEW - 1)
"""A tie weaker than two interactions among six actors is no habit: two workshops of eighty are no alarm."""

LEAVES = "leaves:"
"""What the cause of findings starts with that somebody leaves; their node key follows."""

Tie = Mapping[str, Any]
"""A row of the table of ties."""


@dataclass(frozen=True)
class Finding:
    """One weak link.

    ``subject`` is the actor, the role, the network, or one end of the tie; ``other`` is then the tie's other end.
    ``severity`` goes from 0 to 1. ``reason`` is a sentence with the names and numbers in it. ``evidence`` holds the
    ids of the interactions behind it; where there are none, node keys.

    The rest is what its priority and its card need. ``concerned`` is how many actors it concerns where that is more
    than the subject and the other end: all who would be cut off, say. ``urgency`` is 1 where something dated is near.
    ``records`` is how many records it rests on, where these are not the evidence: of something absent, the records of
    those it concerns. ``cause`` is the same text for findings that share one cause. ``part`` tells several findings of
    one rule about the same subject apart. ``priority`` is set once the network is known that the finding is in."""

    subject: NodeKey
    other: NodeKey | None
    severity: float
    reason: str
    evidence: tuple[str, ...]
    concerned: int = 0
    urgency: float = ROUTINE
    records: int | None = None
    cause: str = ""
    part: str = ""
    priority: float = 0.0


def tie_finding(judged: JudgedNetwork, tie: Tie, severity: float, reason: str, **more: Any) -> Finding:
    """Return a finding about `tie`; its evidence is every interaction behind the tie, `more` its other fields."""
    source, target = tie["source"], tie["target"]
    return Finding(source, target, clipped(severity), reason, judged.behind[source, target], **more)


def both_ends(judged: JudgedNetwork, tie: Tie) -> str:
    """Return the names of both ends: A and B."""
    return listed([judged.name(tie["source"]), judged.name(tie["target"])], 2, judged.words)


def clipped(severity: float) -> float:
    """Return `severity`, kept between 0 and 1."""
    return min(1.0, max(0.0, severity))


def shortfall(share: float, least: float) -> float:
    """Return how far `share` falls short of `least`, as a part of `least`; 0 where `least` is 0."""
    return clipped(1 - share / least) if least else 0.0
