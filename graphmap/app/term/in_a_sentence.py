"""The sentence at the top of the page."""

from collections.abc import Iterator, Sequence

from graphmap.actions.actions import Action, latest_on
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, capital, later, words
from graphmap.app.shell.results import Carded
from graphmap.health.headlines import Headline
from graphmap.language.terms import term_of
from graphmap.language.wording import listed, term_told
from graphmap.model import NodeKey
from graphmap.weak.cards import FIRST, LEAST_PRIORITY, Card
from graphmap.weak.judging_period import has_stopped

_NAMED = 3

_GOING = {
    "rising": later("growing in {names}"),
    "steady": later("steady in {names}"),
    "falling": later("shrinking in {names}"),
}
"""What work beyond sharing does, by its trend."""


def in_a_sentence(frame: Frame, carded: Carded, measured: Sequence[tuple[NodeKey, Sequence[Headline]]]) -> str:
    """Return how work beyond sharing goes, and how much there is to do."""
    if has_stopped(frame.snapshot, frame.as_at):
        return _("Nothing is recorded for the last year, so this page can only speak of roles.")
    term = term_told(term_of(frame.as_at), words())
    worth = sum(card.priority >= LEAST_PRIORITY for card in carded.cards[:FIRST])
    to_do = (
        _n("{number} thing is worth an hour of your time.", "{number} things are worth an hour of your time.", worth)
        if worth
        else _("Nothing here needs an hour of your time.")
    )
    if frame.snapshot.first_and_last_day is None and not worth:
        return _("Nothing is recorded yet. Add visits, and this page shows what is worth an hour of your time.")
    going = list(_how_it_goes(frame, measured))
    if not going:
        return f"{term}. {capital(to_do)}"
    return _(
        "{term}: work beyond sharing is {going}. {to_do}",
        term=term,
        going=listed(going, len(going), words()),
        to_do=capital(to_do),
    )


def _how_it_goes(frame: Frame, measured: Sequence[tuple[NodeKey, Sequence[Headline]]]) -> Iterator[str]:
    for trend, going in _GOING.items():
        names = [frame.snapshot.names[network] for network, (beyond, *_rest) in measured if beyond.trend == trend]
        if names:
            shown = (
                listed(names, len(names), words())
                if len(names) <= _NAMED
                else _n("{number} network", "{number} networks", len(names))
            )
            yield _(going, names=shown)


def how_many_taken(cards: Sequence[Card], actions: Sequence[Action]) -> str:
    """Return how many of these cards somebody has taken on."""
    latest = [latest_on(card, actions) for card in cards]
    taken = sum(bool(action and action.is_open) for action in latest)
    if not taken:
        return _("Nobody has taken one on yet.")
    return _n("{number} of {all} is taken on.", "{number} of {all} are taken on.", taken, all=len(cards))
