"""Makes a board paper from a snapshot. Nothing here knows of a format, a screen or a clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import networkx as nx
import polars as pl

from graphmap.errors import BadData, WrongCommand
from graphmap.export.anonymise import NOT_PROTECTED
from graphmap.export.provenance import Provenance
from graphmap.graph.actors import participations
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import depth_word, interactions_told, listed
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.model import node_key
from graphmap.progress import Progress, silent
from graphmap.report.dates import dates_ahead
from graphmap.report.health_rows import health_section
from graphmap.report.map_image import counted_actors, map_image
from graphmap.report.paper import CardText, Fact, Headings, HealthSection, Image, Paper
from graphmap.tables import GraphTables
from graphmap.weak.cards import FIRST, Card, cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.weak_links import too_little

MAP_HEIGHT = 250.0
_NETWORKS_NAMED = 2
_NAMED = 4

_NOT_PRINTABLE = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+"  # controls, formats, private use, separators of lines

_TWO: Mapping[str, str] = {
    "organisations": later("two organisations"),
    "people": later("two people"),
    "networks": later("two networks"),
}
"""The views that a paper can be about, and two of their actors."""


@dataclass(frozen=True)
class _Material:
    """What the sections are made from."""

    snapshot: Snapshot
    judged: JudgedNetwork
    about: Provenance
    as_at: date
    words: Words

    @property
    def choice(self) -> Choice:
        return self.judged.choice

    @property
    def graph(self) -> nx.Graph:
        return self.judged.graph

    @property
    def period(self) -> str:
        """The period in words; without one, that of the record."""
        words = self.words
        recorded = self.snapshot.first_and_last_day or (self.as_at, self.as_at)
        since, until = self.choice.since or recorded[0], self.choice.until or recorded[1]
        return words("{since} to {until}", since=words.day(since), until=words.day(until))

    def actors(self, number: int) -> str:
        """Return a number of actors of the view: 6 organisations."""
        return counted_actors(self.choice.view, number, self.words)


def paper_of(
    snapshot: Snapshot,
    choice: Choice,
    as_at: date,
    about: Provenance,
    thresholds: Thresholds | None = None,
    words: Words = ENGLISH,
    progress: Progress = silent,
) -> Paper:
    """Return the board paper of what `choice` chooses, judged `as_at` a day; `about` says where it comes from.

    Raises `WrongCommand` for the view of the stored structure, and `BadData` for an empty store.
    """
    if choice.view not in _TWO:
        raise WrongCommand(f"A board paper has no view ‘{choice.view}’; choose one of: {', '.join(_TWO)}.")
    snapshot = _printable(snapshot)
    judged = judged_network(snapshot, choice, thresholds, words, as_at)
    if not len(judged.graph):
        raise BadData(_nobody(snapshot, choice))
    material = _Material(snapshot, judged, about, as_at, words)
    progress("Drawing the map", 0, 1)
    picture = _map(material)
    shown, cards_note = _cards(material, cards(judged, progress))
    health = health_section(snapshot, choice, words, progress)
    dates, dates_note = dates_ahead(snapshot, choice, as_at, bool(about.anonymised), words)
    title = _title(material)
    return Paper(
        title=title,
        subtitle=words("As at {day} · {period}", day=words.day(as_at), period=material.period),
        headline=_headline(material),
        lead=_lead(material, health),
        facts=_facts(material) if len(judged.interactions) else (),
        map=picture,
        map_note="" if picture else words("There is nobody else to draw on a map yet."),
        cards=shown,
        cards_note=cards_note,
        health=health,
        dates=dates,
        dates_note=dates_note,
        basis=_basis(material),
        codes=_codes(material),
        headings=_headings(material),
        footer=words("{title} · as at {day}", title=title, day=words.day(as_at)),
        written=int(datetime.combine(about.written, time(), UTC).timestamp()),
    )


def _printable(snapshot: Snapshot) -> Snapshot:
    """Return `snapshot` with names that can be set in any format: without characters that are no letters at all."""
    kinds = {
        label: table.with_columns(pl.col("name").str.replace_all(_NOT_PRINTABLE, " "))
        if "name" in table.columns
        else table
        for label, table in snapshot.tables.kinds.items()
    }
    return replace(snapshot, tables=GraphTables(kinds, snapshot.tables.relationships))


def _map(material: _Material) -> Image | None:
    graph = material.graph
    if len(graph) < 2:
        return None
    return map_image(material.snapshot, material.choice, graph, material.judged.ties, MAP_HEIGHT, material.words)


def _nobody(snapshot: Snapshot, choice: Choice) -> str:
    if not len(snapshot.tables.entities(["School", "Person", "Iwi", "CommunityPartner", "Network"])):
        return "The store is empty, so there is nothing to write about. Load your sheets first: graphmap load PATH."
    return f"The store has no {choice.view} in this choice. Choose another view, other networks or a longer period."


def _headings(material: _Material) -> Headings:
    words = material.words
    return Headings(
        kind=words("Board paper"),
        cards=words("What to do first"),
        health=words("How healthy the network is")
        if len(material.judged.networks) == 1
        else words("How healthy the networks are"),
        condition=words("Condition"),
        dates=words("Dates ahead"),
        basis=words("What this is based on"),
        codes=words("Codes") if material.about.anonymised else words("Names"),
        step=words("Next step:"),
    )


def _title(material: _Material) -> str:
    words = material.words
    networks = [material.snapshot.names[key] for key in material.judged.networks]
    match len(networks):
        case 0:
            return words("How we work together")
        case 1:
            return words("How {network} works together", network=networks[0])
        case number if number <= _NETWORKS_NAMED:
            return words("How {networks} work together", networks=listed(networks, _NETWORKS_NAMED, words))
        case number:
            return words("How {number} networks work together", number=f"{number:,}")


# ------------------------------------------------------------------------------------------------------ the headline


def _beyond(graph: nx.Graph) -> int:
    return sum(standing == "beyond" for *_, standing in graph.edges(data="standing"))


def _headline(material: _Material) -> str:
    words, graph = material.words, material.graph
    ties, beyond = graph.number_of_edges(), _beyond(graph)
    if not len(material.judged.interactions):
        return words("Nothing is recorded from {period}", period=material.period)
    if len(graph) == 1:
        return words("Only {name} is recorded so far", name=next(iter(dict(graph.nodes(data="name")).values())))
    if not ties:
        return words("No ties are recorded between {actors}", actors=material.actors(len(graph)))
    if not beyond:
        return words.many(
            "The only tie doesn’t go beyond sharing yet", "None of {number} ties goes beyond sharing yet", ties
        )
    if beyond == ties:
        return words.many("The only tie goes beyond sharing", "All {number} ties go beyond sharing", ties)
    return words.many(
        "{beyond} of {number} tie goes beyond sharing",
        "{beyond} of {number} ties go beyond sharing",
        ties,
        beyond=f"{beyond:,}",
    )


def _lead(material: _Material, health: HealthSection) -> str:
    words, graph = material.words, material.graph
    if not len(material.judged.interactions):
        return words(
            "No record doesn’t mean no work. Record what people did together, or choose a longer period. What follows "
            "rests on roles, networks and dates alone."
        )
    if not graph.number_of_edges():
        return words(
            "A tie means that {two} did something together. Check that the records name everyone who took part, and "
            "that people’s roles say where they work.",
            two=words(_TWO[material.choice.view]),
        )
    parts = [
        words(
            "A tie means that {two} did something together in this period. It goes beyond sharing when challenge, "
            "inquiry or joint work has become a habit: the work that research links to better teaching.",
            two=words(_TWO[material.choice.view]),
        )
    ]
    if health.rows:
        first = health.rows[0]
        told = [
            words("{direction} in {network}", direction=cell.direction, network=network)
            for network, cell in zip(health.networks, first.cells, strict=True)
            if cell.strength and cell.has_trend
        ]
        if told:
            parts.append(words("Over all terms, that work is {trends}.", trends=listed(told, len(told), words)))
    return " ".join(parts)


def _facts(material: _Material) -> Sequence[Fact]:
    words, graph, judged = material.words, material.graph, material.judged
    tied = sum(1 for node in graph if graph.degree(node))
    people = _people(material)
    counted = [
        (tied, words.many("of {actors} has a tie", "of {actors} have a tie", tied, actors=material.actors(len(graph)))),
        (graph.number_of_edges(), words.many("tie", "ties", graph.number_of_edges())),
        (
            len(judged.interactions),
            words.many("interaction recorded", "interactions recorded", len(judged.interactions)),
        ),
        (people, words.many("person took part", "people took part", people)),
    ]
    return [Fact(f"{number:,}", label) for number, label in counted]


def _people(material: _Material) -> int:
    """Return how many people took part in anything that counts."""
    return participations(material.snapshot, replace(material.choice, view="people"))["actor"].n_unique()


# --------------------------------------------------------------------------------------------------------- the cards


def _cards(material: _Material, found: Sequence[Card]) -> tuple[Sequence[CardText], str]:
    words = material.words
    shown = [_card(material, card) for card in found[:FIRST]]
    notes = []
    if thin := too_little(material.judged):
        notes.append(thin)
    if not shown:
        notes.append(words("No weak link was found."))
    if len(found) > FIRST:
        notes.append(
            words.many(
                "{number} card with a lower priority is in graphmap.",
                "{number} cards with a lower priority are in graphmap.",
                len(found) - FIRST,
            )
        )
    return shown, " ".join(notes)


def _card(material: _Material, card: Card) -> CardText:
    words = material.words
    names = [material.judged.name(person) for person in card.takers]
    takers = (
        words("Could take it: {names}.", names=listed(names, len(names), words))
        if names
        else words("Nobody here is recorded as leading. Choose someone to take it.")
    )
    return CardText(capital(card.title), card.why, card.step, takers)


# --------------------------------------------------------------------------------------------------- what it rests on


def _basis(material: _Material) -> Sequence[str]:
    words, choice, snapshot, about = material.words, material.choice, material.snapshot, material.about
    people = _people(material)
    recorded = snapshot.first_and_last_day
    found = [
        words("No interaction is recorded from {period}.", period=material.period)
        if not about.interactions
        else words(
            "It counts {interactions} from {period}, in which {people}.",
            interactions=interactions_told(about.interactions, words),
            period=material.period,
            people=words.many("{number} person took part", "{number} people took part", people),
        )
    ]
    if recorded:
        found.append(
            words(
                "The first record is from {first}, and the last from {last}.",
                first=words.day(recorded[0]),
                last=words.day(recorded[1]),
            )
        )
    found.append(words("Weak links are judged as at {day}.", day=words.day(material.as_at)))
    if choice.networks:
        names = [snapshot.names[node_key("Network", id)] for id in choice.networks]
        found.append(words("Only work within {networks} counts.", networks=listed(names, _NAMED, words)))
    if choice.min_depth:
        found.append(words("Only work at least this deep counts: {depth}.", depth=depth_word(choice.min_depth, words)))
    found.append(_unknown(material))
    found.append(words("Records don’t show trust, or how people feel about the work. Ask them."))
    return found


def _unknown(material: _Material) -> str:
    """Say of whom nothing is recorded in the period."""
    words, graph = material.words, material.graph
    any_depth = replace(material.choice, min_depth=0)
    recorded = set(participations(material.snapshot, any_depth)["actor"])
    silent_ones = sorted(name for node, name in graph.nodes(data="name") if node not in recorded)
    if not silent_ones:
        return words("Everyone on the map has a record in this period; work that nobody wrote down is not here.")
    return words.many(
        "{number} of {actors} has no record in this period ({names}). No record doesn’t mean no work.",
        "{number} of {actors} have no record in this period ({names}). No record doesn’t mean no work.",
        len(silent_ones),
        actors=material.actors(len(graph)),
        names=listed(silent_ones, _NAMED, words),
    )


def _codes(material: _Material) -> Sequence[str]:
    words = material.words
    if not material.about.anonymised:
        return [
            words(
                "This paper names people and organisations. Ask them before it goes further than the board, or write "
                "it again with codes in place of names."
            )
        ]
    return [
        words("Codes stand for names, and school terms for days. Codes can’t protect everything:"),
        *map(words, NOT_PROTECTED),
    ]
