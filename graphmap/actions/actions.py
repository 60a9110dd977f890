"""A card that somebody has taken on, closed as done, or set aside, with how things were that day.

An action keeps what the card said and how deep its ties had settled, so that what became of it can be worked out later
from the records alone. It says who has agreed to do something, and never how well anybody did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Literal, get_args

from graphmap.errors import BadData
from graphmap.language.terms import term_of
from graphmap.model import NodeKey
from graphmap.weak.cards import Card
from graphmap.weak.judged_network import JudgedNetwork

State = Literal["taken", "done", "not for us"]

STATES: tuple[State, ...] = get_args(State)

_LONGEST_NAME, _LONGEST_REASON = 200, 1_000
_SAME = 0.5
"""A card about at least this share of the same actors is still the same card."""


@dataclass(frozen=True)
class TieThen:
    """A tie of a card on the day that it was taken on; ``settled`` is None for a tie that had not settled."""

    source: NodeKey
    target: NodeKey
    settled: int | None


@dataclass(frozen=True)
class Action:
    """What people decided about a card.

    ``card``, ``rule`` and ``about`` tell which card it was: its id, the family of its first rule, and the actors.
    ``title``, ``step``, ``priority`` and ``ties`` are as they were on the day ``taken``. ``who`` takes it on, and is
    empty where a card was closed by itself. ``closed`` is the day it was done or set aside, and ``why`` the reason.
    ``version`` is None until it is kept."""

    id: str
    card: str
    rule: str
    about: tuple[NodeKey, ...]
    title: str
    step: str
    priority: float
    ties: tuple[TieThen, ...]
    taken: date
    who: str = ""
    by: date | None = None
    state: State = "taken"
    closed: date | None = None
    why: str = ""
    version: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to do it."""
        return self.state == "taken"

    def done(self, day: date) -> "Action":
        """Return the action, done on `day`."""
        return replace(self, state="done", closed=day)

    def set_aside(self, day: date, why: str) -> "Action":
        """Return the action, closed on `day` as nothing for this network, and `why`."""
        return replace(self, state="not for us", closed=day, why=why)

    def is_about(self, card: Card) -> bool:
        """Return whether this action is about `card`: the same one, or one of the same rule about most of the same
        actors. New records may add an actor to a card."""
        if self.card == card.id:
            return True
        mine, its = set(self.about), set(card.actors)
        return self.rule == card.rule.family and len(mine & its) >= _SAME * len(mine | its) > 0


def action_on(judged: JudgedNetwork, card: Card, day: date) -> Action:
    """Return an action on `card`, begun on `day`, that nobody has taken yet.

    The same card in the same term has the same id: of two people who take it at once, one is told of the other."""
    return Action(
        id=sha256(f"{card.id} {term_of(day).name}".encode()).hexdigest()[:12],
        card=card.id,
        rule=card.rule.family,
        about=card.actors,
        title=card.title,
        step=card.step,
        priority=card.priority,
        ties=_ties(judged, card),
        taken=day,
    )


def _ties(judged: JudgedNetwork, card: Card) -> tuple[TieThen, ...]:
    """Return the ties that the card's findings are about, in the order of their ends."""
    pairs = {
        (min(finding.subject, finding.other), max(finding.subject, finding.other))
        for rule, finding in card.findings
        if rule.about == "tie" and finding.other
    }
    return tuple(TieThen(*pair, settled_depth(judged, *pair)) for pair in sorted(pairs))


def settled_depth(judged: JudgedNetwork, source: NodeKey, target: NodeKey) -> int | None:
    """Return the depth that a tie has settled at; None where it has not, and where there is no tie."""
    if not judged.graph.has_edge(source, target):
        return None
    settled: int | None = judged.graph.edges[source, target].get("settled")
    return settled


def checked_action(action: Action) -> Action:
    """Return `action` with its texts tidied.

    Raises `BadData` where nobody takes on what is to be done, it has no reason, or a text is too long to keep."""
    who, why = (" ".join(text.split()) for text in (action.who, action.why))
    if action.is_open and not who:
        raise BadData("Say who takes it on: choose a name, or type one.")
    if action.state == "not for us" and not why:
        raise BadData("Say in a few words why it is not for you. Next term somebody will ask.")
    if len(who) > _LONGEST_NAME:
        raise BadData(f"A name can have at most {_LONGEST_NAME} letters; shorten it.")
    if len(why) > _LONGEST_REASON:
        raise BadData(f"A reason can have at most {_LONGEST_REASON:,} letters; shorten it.")
    if action.by and action.by < action.taken:
        raise BadData("The day it is to be done by lies in the past; choose a later one.")
    return replace(action, who=who, why=why)


def latest_on(card: Card, actions: Iterable[Action]) -> Action | None:
    """Return the latest action about `card`, if there is one."""
    about = [action for action in actions if action.is_about(card)]
    return max(about, key=lambda action: (action.taken, action.card == card.id, action.id), default=None)


def without_closed(cards: Sequence[Card], actions: Sequence[Action], day: date) -> Sequence[Card]:
    """Return the cards that nobody has closed in the school term of `day`, in their order."""
    closed = [action for action in actions if action.closed and term_of(action.closed) == term_of(day)]
    return [card for card in cards if not any(action.is_about(card) for action in closed)]
