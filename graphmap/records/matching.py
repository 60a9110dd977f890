"""Find the people and organisations that typed names mean. Case, macrons and punctuation make no difference."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from rapidfuzz import fuzz, process

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.sheets.cell_texts import visible
from graphmap.tables import GraphTables

MOST_PASTED = 20_000
"""Names in one list; more than any hall holds."""

_BETWEEN_LINES = re.compile(r"[\r\n;\t]+")
_LISTED = re.compile(r"^\s*(?:[-–•*·]|\d{1,5}[.)])\s+")
_ADDRESS = re.compile(r"<[^<>]*@[^<>]*>|\S+@\S+\.\S+")
_PLACE = re.compile(r"^(.*?)\s*(?:\(([^()]*)\)|\s[-–—]\s(.+))\s*$")
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof)\s+")
_DROPPED = re.compile(r"['’‘`.]")
_SPACED = re.compile(r"[-‐‑–_,/]+")
_NEARLY = 84  # how alike two names must be to ask whether one is the other, of 100
_MOST_NEAR = 3
_BUDGET = 3_000_000  # comparisons of names in one list, about a second
_SHOWN_ROLES = 2


def plain_name(text: str) -> str:
    """Return a name as names are compared: without case, macrons, apostrophes, full stops and hyphens."""
    return " ".join(_SPACED.sub(" ", _DROPPED.sub("", fold(text))).split())


@dataclass(frozen=True)
class Line:
    """A name of a list, and the keys that it means: one, or several to choose from, or none.

    ``near`` are similar names, where it means none.
    """

    text: str
    keys: tuple[NodeKey, ...] = ()
    near: tuple[NodeKey, ...] = ()


def actors_beside(tables: GraphTables, day: date) -> pl.DataFrame:
    """Return everybody who can take part: ``key``, ``name``, ``label``, ``beside`` (role and school on that `day`),
    ``places`` (keys of where they have a role) and ``times`` (how often they took part), the busiest first."""
    actors = tables.entities(model.ACTORS).select("key", "name", "label")
    times = tables.relationships["TOOK_PART"].group_by(key="start").agg(times=pl.len())
    return (
        actors.join(_roles(tables, day), on="key", how="left")
        .join(_of_places(tables), on="key", how="left")
        .join(times, on="key", how="left")
        .select(
            "key",
            "name",
            "label",
            beside=pl.coalesce("beside", "place_beside").fill_null(""),
            places=pl.col("places").fill_null([]),
            times=pl.col("times").fill_null(0).cast(pl.Int64),
        )
        .sort(["times", "name", "key"], descending=[True, False, False])
    )


def _roles(tables: GraphTables, day: date) -> pl.DataFrame:
    """Return the roles that each person holds on a day, in words, and where: ``key``, ``beside``, ``places``."""
    roles = tables.kinds["Role"].select(role=tables.keys("Role"), role_name="name")
    at = tables.relationships["AT"].select(role="start", place="end")
    places = tables.entities((*model.ORGANISATIONS, "Network")).select(place="key", place_name="name")
    held = tables.relationships["HOLDS"].filter(has_day(pl.lit(day))).select(key="start", role="end")
    each = (
        held.join(roles, on="role")
        .join(at, on="role", how="left")
        .join(places, on="place", how="left")
        .unique()
        .sort("key", "role_name", "place_name", "role")
    )
    words = pl.concat_str("role_name", "place_name", separator=", ", ignore_nulls=True)
    return each.group_by("key").agg(
        beside=words.head(_SHOWN_ROLES).str.join("; "), places=pl.col("place").drop_nulls().unique().sort()
    )


def _of_places(tables: GraphTables) -> pl.DataFrame:
    """Return what tells organisations of one name apart: a school's region, an iwi's rohe, a partner's kind."""
    told = (("School", "region"), ("Iwi", "rohe"), ("CommunityPartner", "kind"))
    return pl.concat(tables.kinds[label].select(key=tables.keys(label), place_beside=name) for label, name in told)


class Names:
    """The names of `actors`, which are those of `actors_beside`, to look typed names up in."""

    def __init__(self, actors: pl.DataFrame) -> None:
        self._beside = dict(actors.select("key", "beside").iter_rows())
        self._plain: dict[NodeKey, str] = {}
        self._by_plain: dict[str, list[NodeKey]] = defaultdict(list)
        for key, name in actors.select("key", "name").iter_rows():
            self._plain[key] = plain_name(name)
            self._by_plain[self._plain[key]].append(key)
        self._left = _BUDGET

    def read_list(self, text: str) -> list[Line]:
        """Return the names in a pasted `text`, each with what it means. Nobody is listed twice.

        Names are on lines of their own, or have semicolons or commas between them. ``Tauira, Ngaio`` is one name where
        that is how somebody is called, and a school in brackets chooses between people of one name.
        """
        lines: dict[tuple[NodeKey, ...] | str, Line] = {}
        for piece in self._pieces(text):
            line = self._line(piece)
            lines.setdefault(line.keys or plain_name(line.text), line)
            if len(lines) >= MOST_PASTED:
                break
        return list(lines.values())

    def _near(self, name: str) -> tuple[NodeKey, ...]:
        """Return those whose names are most like `name`; nobody once a list has taken long enough."""
        self._left -= len(self._plain)
        wanted = plain_name(name)
        if not wanted or self._left < 0:
            return ()
        found = process.extract(
            wanted, self._plain, scorer=fuzz.token_sort_ratio, limit=_MOST_NEAR, score_cutoff=_NEARLY
        )
        return tuple(key for _, _, key in found)

    def _pieces(self, text: str) -> Iterator[str]:
        for row in _BETWEEN_LINES.split(text):
            piece = visible(_ADDRESS.sub("", _LISTED.sub("", row)))
            if "," not in piece or self._named(piece):
                yield from [piece] if piece else []
                continue
            yield from self._between_commas([part.strip() for part in piece.split(",") if part.strip()])

    def _between_commas(self, parts: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(parts):
            turned = " ".join(reversed(parts[at : at + 2]))
            is_turned = not self._named(parts[at]) and bool(self._named(turned))
            yield turned if is_turned else parts[at]
            at += 1 + is_turned

    def _line(self, text: str) -> Line:
        found = self._named(text)
        if not found and (match := _PLACE.match(text)):
            found = self._at(self._named(match[1]), match[2] or match[3])
        return Line(text, tuple(found), () if found else self._near(text))

    def _named(self, text: str) -> Sequence[NodeKey]:
        plain = plain_name(text)
        return self._by_plain.get(plain) or self._by_plain.get(_TITLE.sub("", plain)) or ()

    def _at(self, keys: Iterable[NodeKey], place: str) -> Sequence[NodeKey]:
        """Return those of `keys` who are at the `place`, or all of them where nobody is."""
        keys = list(keys)
        there = [key for key in keys if plain_name(place) in plain_name(self._beside.get(key, ""))]
        return there or keys
