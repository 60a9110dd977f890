"""What a rule finds: one weak link, with its reason and its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphmap.language.wording import listed
from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork

Tie = Mapping[str, Any]
"""A row of the table of ties."""


@dataclass(frozen=True)
class Finding:
    """One weak link.

    ``subject`` is the actor, the role, the network, or one end of the tie; ``other`` is then the tie's other end.
    ``severity`` goes from 0 to 1. ``reason`` is a sentence with the names and numbers in it. ``evidence`` holds the
    ids of the interactions behind it; where there are none, node keys.
    """

    subject: NodeKey
    other: NodeKey | None
    severity: float
    reason: str
    evidence: tuple[str, ...]


def tie_finding(judged: JudgedNetwork, tie: Tie, severity: float, reason: str) -> Finding:
    """Return a finding about `tie`; its evidence is every interaction behind the tie."""
    source, target = tie["source"], tie["target"]
    return Finding(source, target, clipped(severity), reason, judged.behind[source, target])


def both_ends(judged: JudgedNetwork, tie: Tie) -> str:
    """Return the names of both ends: A and B."""
    return listed([judged.name(tie["source"]), judged.name(tie["target"])], 2, judged.words)


def clipped(severity: float) -> float:
    """Return `severity`, kept between 0 and 1."""
    return min(1.0, max(0.0, severity))


def shortfall(share: float, least: float) -> float:
    """Return how far `share` falls short of `least`, as a part of `least`; 0 where `least` is 0."""
    return clipped(1 - share / least) if least else 0.0
