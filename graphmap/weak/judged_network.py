"""What the rules for weak links judge: one view of the network in a period, with everything its ties rest on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from math import radians
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import polars as pl

from graphmap import model
from graphmap.graph.actors import participations, roles_held, sizes
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import has_day, overlaps
from graphmap.graph.direction import FEW
from graphmap.graph.network_graph import graph_from, tie_table
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.graph.ties import category_pairs, ties, with_bridges
from graphmap.language.wording import interactions_told
from graphmap.language.words import ENGLISH, Words
from graphmap.measures.cohesion import Branch, branches
from graphmap.model import NodeKey
from graphmap.weak.participants import Participants
from graphmap.weak.thresholds import LEAVING_DAYS, Thresholds

YEAR = 365.25
"""Days in a year."""

_OF_EARLIER_TIES = ("weight", "depth", "settled", "standing", "last")
"""What the graph of all time has of a tie. A nation has a million ties, and a rule reads few of them."""


Ends = tuple[NodeKey, NodeKey]
"""Both ends of a tie, the source first."""

_INTERACTION = model.node_key("Interaction", "")


class Behind(Mapping[Ends, tuple[str, ...]]):
    """The ids of the interactions behind each tie, earliest first, held as numbers until a tie is asked for."""

    def __init__(self, pairs: pl.DataFrame) -> None:
        self._actors, numbers = _numbered(pairs, "source", "target")
        interactions, (events,) = _numbered(pairs, "interaction")
        self._interactions = [interaction.removeprefix(_INTERACTION) for interaction in interactions]
        self._number = {actor: number for number, actor in enumerate(self._actors)}
        self._events = events
        of_each = numbers[0] * len(self._actors) + numbers[1]  # rises along the rows
        self._starts = np.flatnonzero(np.diff(of_each, prepend=-1))
        self._ties = of_each[self._starts]
        self._ends = np.append(self._starts[1:], len(of_each))

    def rows(self, ends: Ends) -> slice:
        """Return which rows of the pairs are those of a tie. Raises `KeyError` where there is none."""
        source, target = ends
        tie = self._number[source] * len(self._actors) + self._number[target]
        place = int(self._ties.searchsorted(tie))
        if place == len(self._ties) or self._ties[place] != tie:
            raise KeyError(ends)
        return slice(int(self._starts[place]), int(self._ends[place]))

    def __getitem__(self, ends: Ends) -> tuple[str, ...]:
        events = dict.fromkeys(self._events[self.rows(ends)].tolist())
        return tuple(map(self._interactions.__getitem__, events))

    def __iter__(self) -> Iterator[Ends]:
        for tie in self._ties.tolist():
            source, target = divmod(tie, len(self._actors))
            yield self._actors[source], self._actors[target]

    def __len__(self) -> int:
        return len(self._ties)


class Carriers(Mapping[Ends, tuple[frozenset[NodeKey], frozenset[NodeKey]]]):
    """Who carries each tie, on the source's side and on the target's, looked up when a tie is asked for."""

    def __init__(self, pairs: pl.DataFrame, behind: Behind) -> None:
        self._behind = behind
        self._carriers, self._sides = _numbered(pairs, "carrier_source", "carrier_target")

    def __getitem__(self, ends: Ends) -> tuple[frozenset[NodeKey], frozenset[NodeKey]]:
        rows = self._behind.rows(ends)
        one, other = (frozenset(self._carriers[number] for number in side[rows].tolist()) for side in self._sides)
        return one, other

    def __iter__(self) -> Iterator[Ends]:
        return iter(self._behind)

    def __len__(self) -> int:
        return len(self._behind)


def _numbered(pairs: pl.DataFrame, *columns: str) -> tuple[Sequence[str], Sequence[npt.NDArray[np.int64]]]:
    """Return the texts that the categories of these columns stand for, and each column's numbers in them."""
    categories = pairs.schema[columns[0]]
    assert isinstance(categories, pl.Enum)
    numbers = [pairs[column].to_physical().cast(pl.Int64).to_numpy() for column in columns]
    return categories.categories.to_list(), numbers


@dataclass(frozen=True)
class JudgedNetwork:
    """One view of the network in a period: the snapshot and choice, and the ``ties`` and ``graph`` that follow.

    ``words`` writes reasons and steps in the reader's language. ``ended`` are ties, by source and target,
    that are supposed to have ended: neither they nor the interactions behind them count. ``as_at`` is the day the rules
    judge from; without it, `as_of` is the last day of the period or of the records.
    """

    snapshot: Snapshot
    choice: Choice
    thresholds: Thresholds
    ties: pl.DataFrame
    graph: nx.Graph
    words: Words = ENGLISH
    ended: frozenset[tuple[NodeKey, NodeKey]] = frozenset()
    as_at: date | None = None

    @cached_property
    def interactions(self) -> pl.DataFrame:
        """The interactions that count."""
        return chosen_interactions(self.snapshot, self.choice)

    @cached_property
    def participations(self) -> pl.DataFrame:
        """Who took part in them: `graphmap.graph.actors.participations`."""
        return participations(self.snapshot, self.choice)

    @cached_property
    def pairs(self) -> pl.DataFrame:
        """What the ties rest on: `graphmap.graph.ties.category_pairs`, without the ended ties."""
        found = category_pairs(self.snapshot, self.choice)
        if not self.ended:
            return found
        ended = self._ended.with_columns(pl.all().cast(found.schema["source"], strict=False))
        return found.join(ended, on=["source", "target"], how="anti", maintain_order="left")

    @cached_property
    def as_of(self) -> date:
        """The day the rules judge from; `date.min` where nothing is recorded."""
        return self.as_at or self.snapshot.as_of(self.choice) or date.min

    @cached_property
    def all_time(self) -> "JudgedNetwork":
        """The same network with everything recorded up to the end of the period: what has lapsed, gone quiet or
        left."""
        if self.choice.since is None:
            return self
        choice = replace(self.choice, since=None)
        if choice.view == "structure":
            table = brief = tie_table(self.snapshot, choice)
        else:
            table = ties(self.snapshot, choice, self.as_of).join(self._ended, on=["source", "target"], how="anti")
            brief = table.with_columns(pl.coalesce("settled", "depth").alias("settled"))
            brief = brief.select("source", "target", *_OF_EARLIER_TIES)
        return replace(
            self, choice=choice, ties=table, graph=graph_from(self.snapshot, choice, brief), as_at=self.as_of
        )

    @property
    def _ended(self) -> pl.DataFrame:
        return pl.DataFrame(list(self.ended), schema={"source": pl.String, "target": pl.String}, orient="row")

    @cached_property
    def population(self) -> int:
        """How many actors the view has; in the view of the stored graph, how many organisations.

        Where networks are recorded, the schools of a directory that belong to none of them and have no tie don't count.
        """
        if self.choice.view == "structure":
            kinds = dict(self.graph.nodes(data="kind"))
            listed = [actor for actor, kind in kinds.items() if kind in model.ORGANISATIONS]
            expected = [actor for actor in listed if self.networks_of[actor]]
        else:
            listed = list(self.graph)
            expected = [actor for actor in listed if self.graph.degree(actor) or self.is_member(actor)]
        return len(expected if self.networks and expected else listed)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many took part in each interaction, by its id: `graphmap.graph.ties.sizes`."""
        counted = sizes(self.snapshot, self.participations)
        return {key.removeprefix(_INTERACTION): size for key, size in counted.iter_rows()}

    @cached_property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The ties as rows."""
        return self.ties.to_dicts()

    @cached_property
    def behind(self) -> Behind:
        """The ids of the interactions behind each tie, earliest first."""
        return Behind(self.pairs)

    @cached_property
    def taken_part(self) -> Mapping[NodeKey, tuple[str, ...]]:
        """The ids of the interactions that each actor took part in, earliest first."""
        grouped = (
            self.participations.unique(["actor", "interaction"])
            .sort("date", "interaction")
            .group_by("actor", maintain_order=True)
            .agg("interaction")
        )
        return {actor: _ids(keys) for actor, keys in grouped.iter_rows()}

    @cached_property
    def carriers(self) -> Carriers:
        """The people who carry each tie, on the source's side and on the target's."""
        return Carriers(self.pairs, self.behind)

    @cached_property
    def pairs_beyond(self) -> pl.DataFrame:
        """What the ties have beyond sharing: one row of `pairs` for each tie and interaction."""
        deep = self.pairs.filter(pl.col("depth") >= model.BEYOND_SHARING)
        return deep.unique(["source", "target", "interaction"], maintain_order=True)

    @cached_property
    def strengths_beyond(self) -> Sequence[tuple[NodeKey, float]]:
        """The strength beyond sharing of each actor that has any, the strongest first."""
        ends = pl.concat([self.pairs_beyond.select("share", actor=end) for end in ("source", "target")])
        amounts = ends.group_by("actor", maintain_order=True).agg(pl.col("share").sum())
        return amounts.sort("share", "actor", descending=[True, False]).rows()

    @cached_property
    def starts(self) -> Mapping[tuple[NodeKey, NodeKey], tuple[int, int]]:
        """For each tie, the interactions among `FEW` actors that its source started, and that its target started.

        Who gave or hosted was asked, so the other side started. Calling many together is no start, and neither is
        calling three or more to a meeting that is contact and no more: a hui of five is a hui.
        """
        two, few = (
            pl.Series([_INTERACTION + id for id, n in self.sizes.items() if n <= most], dtype=pl.String)
            .cast(self.pairs.schema["interaction"])
            .implode()
            for most in (2, FEW)
        )
        of_two = pl.col("interaction").is_in(two)
        rows = self.pairs.filter(of_two | (pl.col("interaction").is_in(few) & (pl.col("depth") > 0)))
        starting = [
            rows.filter(pl.col(f"part_{side}") == "initiated").select(
                "source", "target", "interaction", side=pl.lit(side)
            )
            for side in ("source", "target")
        ]
        grouped = (
            pl.concat(starting)
            .unique()
            .group_by("source", "target")
            .agg(by_source=(pl.col("side") == "source").sum(), by_target=(pl.col("side") == "target").sum())
        )
        return {(source, target): (one, other) for source, target, one, other in grouped.iter_rows()}

    @cached_property
    def held(self) -> pl.DataFrame:
        """Who held which role where, and when: `graphmap.graph.actors.roles_held`, while the role itself was open."""
        roles = self.snapshot.tables.kinds["Role"].select(
            role=self.snapshot.tables.keys("Role"), opened="since", closed="until"
        )
        held = roles_held(self.snapshot).join(roles, on="role", how="left", maintain_order="left")
        return held.with_columns(
            since=pl.max_horizontal("since", "opened"), until=pl.min_horizontal("until", "closed")
        ).drop("opened", "closed")

    @cached_property
    def networks(self) -> Sequence[NodeKey]:
        """The chosen networks; all of them where none is chosen."""
        chosen = self.choice.networks or tuple(self.snapshot.tables.kinds["Network"]["id"])
        return [model.node_key("Network", id) for id in chosen]

    @cached_property
    def in_view(self) -> frozenset[NodeKey]:
        """The chosen networks, for a quick look."""
        return frozenset(self.networks)

    def members(self, network: NodeKey) -> frozenset[NodeKey]:
        """Return the organisations that belonged to `network` on some day of the period."""
        return self._members.get(network, frozenset())

    @cached_property
    def _members(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        rows = self.snapshot.tables.relationships["MEMBER_OF"].filter(overlaps(self.choice))
        return {network: frozenset(members) for network, members in rows.group_by("end").agg("start").iter_rows()}

    @cached_property
    def networks_of(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """Each actor's networks in the period: as a member, or through a role at a member or at the network itself."""
        member_of = (
            self.snapshot.tables.relationships["MEMBER_OF"]
            .filter(overlaps(self.choice))
            .select(actor="start", network="end")
        )
        held = self.held.filter(overlaps(self.choice)).select("person", "place")
        through = held.join(member_of, left_on="place", right_on="actor").select(actor="person", network="network")
        at_it = held.filter(pl.col("place").str.starts_with(model.node_key("Network", ""))).select(
            actor="person", network="place"
        )
        found: dict[NodeKey, set[NodeKey]] = {actor: set() for actor in self.graph}
        for actor, network in pl.concat([member_of, through, at_it]).unique().iter_rows():
            found.setdefault(actor, set()).add(network)
        return {actor: frozenset(networks) for actor, networks in found.items()}

    @cached_property
    def last_days(self) -> Mapping[tuple[NodeKey, NodeKey], date | None]:
        """The last day of each person's last role at each place, or `None` where one of their roles is open-ended."""
        open_ended = pl.col("until").has_nulls()
        last = self.held.group_by("person", "place").agg(pl.col("until").max(), open_ended=open_ended)
        last = last.with_columns(pl.when(~pl.col("open_ended")).then("until"))
        return {(person, place): until for person, place, until, _ in last.iter_rows()}

    def leaves(self, person: NodeKey, place: NodeKey) -> bool:
        """Return whether a person's last role at a place ends within `LEAVING_DAYS`, or has ended."""
        last = self.last_days.get((person, place))
        return last is not None and last <= self.as_of + timedelta(days=self.thresholds[LEAVING_DAYS])

    @cached_property
    def at_networks(self) -> Mapping[NodeKey, Sequence[tuple[date | None, NodeKey, NodeKey]]]:
        """The roles that each person ever held at a network: the last day, the role and the network."""
        rows = self.held.filter(pl.col("place").str.starts_with(model.node_key("Network", "")))
        found: dict[NodeKey, list[tuple[date | None, NodeKey, NodeKey]]] = {}
        for person, until, role, place in rows.select("person", "until", "role", "place").iter_rows():
            found.setdefault(person, []).append((until, role, place))
        return found

    @cached_property
    def schools_of(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """The schools where each person has a role on some day of the period; empty in a view without people."""
        if self.choice.view != "people":
            return {}
        held = self.held.filter(overlaps(self.choice) & pl.col("place").str.starts_with(model.node_key("School", "")))
        grouped = held.group_by("person").agg(pl.col("place").unique())
        return {person: frozenset(places) for person, places in grouped.iter_rows()}

    @cached_property
    def place_of_school(self) -> Mapping[NodeKey, int]:
        """The place of each of these schools in the order of their keys."""
        return {school: place for place, school in enumerate(sorted(set().union(*self.schools_of.values())))}

    @cached_property
    def people_at(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """The people with a role at each place on the period's last day."""
        current = self.held.filter(has_day(pl.lit(self.as_of))).group_by("place").agg(pl.col("person").unique())
        return {place: frozenset(people) for place, people in current.iter_rows()}

    @cached_property
    def leading_at(self) -> Mapping[NodeKey, Sequence[NodeKey]]:
        """The people in a role of leading at each place on the day judged from, those with most interactions first."""
        roles = self.snapshot.tables.kinds["Role"]
        leading = roles.filter(pl.col("group").is_in(["leader", "facilitator"])).with_columns(
            key=pl.lit("role:") + pl.col("id")
        )
        now = self.held.filter(has_day(pl.lit(self.as_of))).join(leading, left_on="role", right_on="key", how="semi")
        found: dict[NodeKey, list[NodeKey]] = {}
        for place, person in now.select("place", "person").unique().iter_rows():
            found.setdefault(place, []).append(person)
        busy = self.times_on_record
        return {
            place: sorted(people, key=lambda person: (-busy.get(person, 0), person)) for place, people in found.items()
        }

    @cached_property
    def active_at(self) -> Mapping[NodeKey, Sequence[NodeKey]]:
        """The people with a role at each place on the day judged from, those with most interactions first."""
        busy = self.times_on_record
        return {
            place: sorted(people, key=lambda person: (-busy.get(person, 0), person))
            for place, people in self.people_at.items()
        }

    @cached_property
    def loosely_dated(self) -> Mapping[str, tuple[date, str]]:
        """The interactions whose day is not known, by id: the day each counts at, and its month, term or year."""
        loose = self.snapshot.tables.kinds["Interaction"].filter(pl.col("dated").is_not_null())
        return {id: (day, dated) for id, day, dated in loose.select("id", "date", "dated").iter_rows()}

    @cached_property
    def times_on_record(self) -> Mapping[NodeKey, int]:
        """How often each person or organisation took part in anything, whenever."""
        return dict(self.snapshot.tables.relationships["TOOK_PART"].group_by("start").len().iter_rows())

    @cached_property
    def people_in_group(self) -> Mapping[str, frozenset[NodeKey]]:
        """The people with a role of each group (leader, teacher, whanau …) on the day judged from."""
        roles = self.snapshot.tables.kinds["Role"].select("group", role=pl.lit("role:") + pl.col("id"))
        now = self.held.filter(has_day(pl.lit(self.as_of))).join(roles, on="role")
        return {
            group: frozenset(people)
            for group, people in now.group_by("group").agg(pl.col("person").unique()).iter_rows()
            if group
        }

    @cached_property
    def active_networks(self) -> frozenset[NodeKey]:
        """The networks that something is recorded of in the period: a member or somebody in a role took part."""
        return frozenset(chain.from_iterable(self.networks_of.get(actor, ()) for actor in self.taken_part))

    def is_member(self, actor: NodeKey) -> bool:
        """Return whether something could be expected of an actor here.

        That is a member of a network that is active, or, where nothing is known of networks, somebody on record.
        """
        if self.networks:
            return bool(self.networks_of.get(actor, frozenset()) & self.active_networks)
        return actor in self._on_record

    @cached_property
    def _on_record(self) -> frozenset[NodeKey]:
        """Everybody who took part in anything up to the end of the period, however shallow and wherever."""
        choice = replace(self.choice, since=None, networks=(), min_depth=0)
        return frozenset(participations(self.snapshot, choice)["actor"])

    def has_both(self, tie: Mapping[str, Any]) -> bool:
        """Return whether both ends of a tie of any time are actors in this view."""
        return tie["source"] in self.graph and tie["target"] in self.graph

    def practices_of(self, source: NodeKey, target: NodeKey) -> Mapping[str, int]:
        """How often two actors have done each practice together, by its name."""
        ids = self.behind.get((min(source, target), max(source, target)), ())
        return Counter(self._practice_of[id] for id in ids)

    @cached_property
    def _practice_of(self) -> Mapping[str, str]:
        """The practice of each interaction that counts, by its id."""
        return dict(self.interactions.select("id", "practice").iter_rows())

    @cached_property
    def practices(self) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """The codebook's practices by depth."""
        by_depth = self.snapshot.tables.kinds["Practice"].partition_by("depth", as_dict=True)
        return {depth: practices.to_dicts() for (depth,), practices in by_depth.items()}

    @cached_property
    def done(self) -> Mapping[str, int]:
        """How often each practice is recorded in all, by name."""
        return dict(self.snapshot.tables.kinds["Interaction"].group_by("practice").len().iter_rows())

    @cached_property
    def branches(self) -> Mapping[NodeKey, Sequence[Branch]]:
        """The groups that each cut vertex's component would fall into without it, the largest first."""
        return branches(self.graph)

    @cached_property
    def component(self) -> Mapping[NodeKey, Mapping[NodeKey, None]]:
        """The actors in each actor's component, those with the fewest ties first."""
        found: dict[NodeKey, Mapping[NodeKey, None]] = {}
        for component in nx.connected_components(self.graph):
            ordered = dict.fromkeys(sorted(component, key=lambda actor: (self.graph.degree(actor), actor)))
            found.update(dict.fromkeys(component, ordered))
        return found

    @cached_property
    def together(self) -> Mapping[NodeKey, int]:
        """The number of actors in each actor's component."""
        return {actor: len(component) for actor, component in self.component.items()}

    @cached_property
    def first_of_component(self) -> Mapping[NodeKey, NodeKey]:
        """The first, by key, of the actors in each actor's component; nothing for an actor without a tie."""
        components = (component for component in nx.connected_components(self.graph) if len(component) > 1)
        return {actor: first for component in components for first in [min(component)] for actor in component}

    @cached_property
    def largest_components_first(self) -> Sequence[NodeKey]:
        """All actors, those in the largest components first; in components of one size, those with the fewest ties."""
        return sorted(self.graph, key=lambda actor: (-self.together[actor], self.graph.degree(actor), actor))

    @cached_property
    def places(self) -> Mapping[NodeKey, tuple[float, float]]:
        """The latitude and longitude, in radians, of the actors that have them."""
        placed = (
            (actor, about.get("latitude"), about.get("longitude")) for actor, about in self.graph.nodes(data=True)
        )
        return {
            actor: (radians(lat), radians(long)) for actor, lat, long in placed if lat is not None and long is not None
        }

    @cached_property
    def actors_of(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """The actors in the graph that have to do with each network."""
        found: dict[NodeKey, set[NodeKey]] = {}
        for actor in self.graph:
            for network in self.networks_of[actor]:
                found.setdefault(network, set()).add(actor)
        return {network: frozenset(actors) for network, actors in found.items()}

    @cached_property
    def _pursued(self) -> Mapping[NodeKey, Sequence[tuple[date, NodeKey]]]:
        """The goals that each network pursues on the period's last day, each with its first day (`date.min` if
        unknown)."""
        current = self.snapshot.tables.relationships["PURSUES"].filter(
            pl.col("until").is_null() | (pl.col("until") >= self.as_of)
        )
        found: dict[NodeKey, list[tuple[date, NodeKey]]] = {}
        for network, goal, since in current.select("start", "end", "since").iter_rows():
            found.setdefault(network, []).append((since or date.min, goal))
        return found

    def goals_of(self, networks: Iterable[NodeKey]) -> Sequence[NodeKey]:
        """Return the goals that `networks` pursue on the period's last day, the oldest first."""
        return [goal for _, goal in sorted(chain.from_iterable(self._pursued.get(network, ()) for network in networks))]

    def within(self, network: NodeKey) -> pl.DataFrame:
        """Return the interactions that count and were within `network`."""
        return self._within.get((network,), self.interactions.clear())

    @cached_property
    def _within(self) -> Mapping[tuple[object, ...], pl.DataFrame]:
        """The interactions that count, by their network."""
        inside = self.snapshot.tables.relationships["WITHIN"].select(interaction="start", _network="end").unique()
        placed = self.interactions.join(inside, on="interaction", maintain_order="left")
        return placed.partition_by("_network", as_dict=True, include_key=False)

    @cached_property
    def participants(self) -> Participants:
        """Who took part in each interaction that counts, and in which roles that day."""
        tables = self.snapshot.tables
        dated = self.interactions.select("interaction", "date")
        took_part = tables.relationships["TOOK_PART"].join(dated, left_on="end", right_on="interaction")
        return Participants(tables, took_part)

    def name(self, key: NodeKey) -> str:
        """Return the entity's name."""
        return self.snapshot.names[key]

    def interactions_told(self, number: int) -> str:
        """Return a number of interactions in words."""
        return interactions_told(number, self.words)

    def without_tie(self, source: NodeKey, target: NodeKey) -> "JudgedNetwork":
        """Return the same network with one tie ended."""
        first, second = sorted((source, target))
        graph = self.graph.copy()
        graph.remove_edge(source, target)
        ties = with_bridges(self.ties.filter((pl.col("source") != first) | (pl.col("target") != second)))
        bridges = {(one, other): bridge for one, other, bridge in ties.select("source", "target", "bridge").iter_rows()}
        nx.set_edge_attributes(graph, bridges, "bridge")
        return replace(self, ties=ties, graph=graph, ended=self.ended | {(first, second)})


def judged_network(
    snapshot: Snapshot,
    choice: Choice,
    thresholds: Thresholds | None = None,
    words: Words = ENGLISH,
    as_at: date | None = None,
) -> JudgedNetwork:
    """Return the network of a choice, judged `as_at` a day by `thresholds` or the defaults, in the language of
    `words`."""
    table = ties(snapshot, choice, as_at)
    graph = graph_from(snapshot, choice, table if choice.view != "structure" else tie_table(snapshot, choice))
    return JudgedNetwork(snapshot, choice, thresholds or Thresholds(), table, graph, words, as_at=as_at)


def ids_of(interactions: pl.DataFrame) -> tuple[str, ...]:
    """Return the ids of `interactions`, earliest first."""
    return tuple(interactions.sort("date", "id")["id"])


def _ids(keys: Sequence[NodeKey]) -> tuple[str, ...]:
    return tuple(key.removeprefix(_INTERACTION) for key in keys)
