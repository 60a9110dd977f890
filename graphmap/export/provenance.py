"""Where a file comes from: its view and period, and everything needed to make it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from graphmap.errors import WrongCommand
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.fields import meanings_of_fields
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.language.dates import NotADate, read_date
from graphmap.language.normalising import digest
from graphmap.release import graphmap_version
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables

FIELD_MEANINGS: Mapping[str, str] = {
    "made_by": "The version of graphmap that wrote the file.",
    "written": "The day it was written; --date sets it.",
    "table": "What the file holds.",
    "view": "Who the actors are.",
    "since": "The first day of the period; if missing, from the first interaction.",
    "until": "The last day of the period; if missing, up to the latest interaction.",
    "network": "Only interactions within the networks with these ids count; if missing, all count.",
    "min-depth": "Only interactions at least this deep count; if missing, all count.",
    "weighting": "How much an interaction adds to a tie.",
    "interactions": "How many interactions count.",
    "first": "The day of the first one.",
    "last": "The day of the last one.",
    "codebook": "How many practices the codebook has, a mark that changes with any of them, and whether it is "
    "graphmap's own.",
    "revision": "A mark that changes with every write to the store: the same mark means the same data.",
    "seed": "The seed of all random numbers.",
    "estimates": "Which measures are estimated, and how; missing if all are exact.",
    "robust": "How intervals and stability were worked out, and what could not be; missing if the network was not "
    "resampled.",
    "by": "What the actors are grouped by.",
    "weak links": "The day that weak links are judged from, and what is judged.",
    "left out": "What those with authority over it allow no files of; missing if nothing is left out.",
    "anonymised": "What was done to remove names; missing if names are in the file.",
}
"""What each of these fields means. A command may add notes of its own."""


@dataclass(frozen=True)
class Provenance:
    """Where a file comes from.

    ``table`` says what the file holds. ``written`` is given by the caller: nothing here reads a clock. ``notes`` are
    further fields by name: the thresholds of weak links, or how an estimate was made.
    ``own_columns`` are what the fields of a cluster's own mean, by the names of their columns.
    """

    table: str
    choice: Choice
    interactions: int
    first: date | None
    last: date | None
    codebook: str
    revision: str | None
    seed: int
    written: date
    anonymised: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    own_columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """Everything as texts by name, in a fixed order, without the fields that are missing."""
        parameters = {"view": self.choice.view, **self.choice.to_parameters(), "weighting": self.choice.weighting}
        fields = {
            "made_by": f"graphmap {graphmap_version()}",
            "written": self.written.isoformat(),
            "table": self.table,
            **{name: value if isinstance(value, str) else " ".join(value) for name, value in parameters.items()},
            "interactions": str(self.interactions),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "codebook": self.codebook,
            "revision": self.revision,
            "seed": str(self.seed),
            "anonymised": self.anonymised,
            **self.notes,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def with_note(self, name: str, text: str | None) -> "Provenance":
        """Return a copy with this note added, or the same if there is no `text`."""
        return replace(self, notes={**self.notes, name: text}) if text else self

    def __str__(self) -> str:
        """Everything on one line."""
        return "; ".join(f"{name}: {' '.join(value.split())}" for name, value in self.fields.items())


def provenance_of(
    snapshot: Snapshot,
    choice: Choice,
    table: str,
    written: date,
    seed: int,
    anonymised: str | None = None,
    notes: Mapping[str, str] | None = None,
) -> Provenance:
    """Say where `table`, made from `snapshot` under `choice`, comes from; the rest is as in `Provenance`."""
    days = chosen_interactions(snapshot, choice)["date"]
    first, last = days.min(), days.max()
    return Provenance(
        table,
        choice,
        len(days),
        first if isinstance(first, date) else None,
        last if isinstance(last, date) else None,
        _codebook(snapshot.tables),
        snapshot.revision,
        seed,
        written,
        anonymised,
        notes or {},
        meanings_of_fields(snapshot.tables, (*LABELS[choice.view], "Interaction")),
    )


def writing_day(given: str | None, epoch: str | None, today: date) -> date:
    """Return the day that files say they were written: as `given`, else from the Unix time `epoch`, else `today`.

    ``SOURCE_DATE_EPOCH`` is such a time (reproducible-builds.org). Raises `WrongCommand` for text that is neither.
    """
    if given:
        try:
            return read_date(given)
        except NotADate as error:
            raise WrongCommand(f"--date: ‘{given}’ {error.why}. {error.fix}") from None
    if not epoch:
        return today
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise WrongCommand(
            f"SOURCE_DATE_EPOCH is ‘{epoch}’, which is not a number of seconds since 1970. Correct it or unset it."
        ) from None


def _codebook(tables: GraphTables) -> str:
    practices = tables.kinds["Practice"]
    mark = _mark(tables)
    origin = "graphmap's own" if mark == _mark(shipped_codebook()) else "not graphmap's own"
    return f"{len(practices)} practices, mark {mark}, {origin}"


def _mark(tables: GraphTables) -> str:
    """Return ten characters that change with the name, the depth or the definition of any practice."""
    rows = tables.kinds["Practice"].select("name", "depth", "definition").sort("name").iter_rows()
    return digest(*(str(value) for row in rows for value in row))
