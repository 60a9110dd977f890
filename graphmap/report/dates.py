"""What ends in the year ahead: funding, networks, goals, roles, and people's time in them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import polars as pl

from graphmap.graph.actors import roles_held
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.snapshot import Snapshot
from graphmap.language.terms import term_of
from graphmap.language.wording import term_told
from graphmap.language.words import ENGLISH, Words, later
from graphmap.model import NodeKey, node_key
from graphmap.report.paper import DatedEvent

MOST_DATES = 6
_AHEAD = timedelta(days=365)

_Ending = tuple[date, str]


def dates_ahead(
    snapshot: Snapshot, choice: Choice, as_at: date, in_terms: bool = False, words: Words = ENGLISH
) -> tuple[list[DatedEvent], str]:
    """Return the first few endings in the year after `as_at`, the next one first, and a note on the rest.

    With `in_terms`, as where names were taken out, a date is only known to its school term."""
    found = sorted({ending for ending in _endings(snapshot, choice, words) if as_at <= ending[0] <= as_at + _AHEAD})
    if not found:
        return [], words(
            "Nothing is recorded that ends in the year after {day}. Add the dates that funding, goals and roles end.",
            day=words.day(as_at),
        )
    shown = [
        DatedEvent(term_told(term_of(day), words) if in_terms else words.day(day), what)
        for day, what in found[:MOST_DATES]
    ]
    more = len(found) - len(shown)
    note = words.many("{number} more ends later in the year.", "{number} more end later in the year.", more)
    return shown, note if more else ""


def _endings(snapshot: Snapshot, choice: Choice, words: Words) -> Iterator[_Ending]:
    """Yield the day that each thing ends and a sentence about it, within the chosen networks and their members."""
    places = _places(snapshot, choice)
    for table, sentence in _sources(snapshot):
        for row in table.drop_nulls("until").iter_rows(named=True):
            if places is None or row["place"] in places:
                names = {column: snapshot.names[key] for column, key in row.items() if column != "until"}
                yield row["until"], words(sentence, **names)


def _sources(snapshot: Snapshot) -> Sequence[tuple[pl.DataFrame, str]]:
    """Return tables of what ends where and when, each with the sentence that its columns go into."""
    tables = snapshot.tables
    funding, goals, at = (tables.relationships[type] for type in ("FUNDED_BY", "PURSUES", "AT"))
    networks = tables.kinds["Network"].select("until", place=tables.keys("Network"))
    roles = tables.kinds["Role"].select("until", role=tables.keys("Role"))
    return (
        (funding.select("until", place="start", programme="end"), later("Funding for {place} from {programme} ends.")),
        (goals.select("until", place="start", goal="end"), later("{place}’s goal ‘{goal}’ ends.")),
        (networks, later("{place} ends.")),
        (roles.join(at.select(role="start", place="end"), on="role"), later("The role of {role} at {place} ends.")),
        (
            roles_held(snapshot).select("until", "person", "role", "place"),
            later("{person} leaves as {role} at {place}."),
        ),
    )


def _places(snapshot: Snapshot, choice: Choice) -> set[NodeKey] | None:
    """Return the chosen networks and their members, or None where all networks are chosen."""
    if not choice.networks:
        return None
    networks = [node_key("Network", id) for id in choice.networks]
    members = snapshot.tables.relationships["MEMBER_OF"].filter(pl.col("end").is_in(networks) & overlaps(choice))
    return {*networks, *members["start"]}
