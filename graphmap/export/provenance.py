"""Where a file comes from: of what view and window it is, and all that somebody needs who wants to make it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.language.dates import NotADate, read_date
from graphmap.language.normalising import digest
from graphmap.release import graphmap_version
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables

FIELD_MEANINGS: Mapping[str, str] = {
    "made_by": "The version of graphmap that wrote the file.",
    "written": "The day it was written, as whoever wrote it had it said.",
    "table": "What is in the file.",
    "view": "Who the actors are.",
    "since": "The window's first day; without it, from the first interaction.",
    "until": "The window's last day; without it, to the latest interaction.",
    "network": "The ids of the networks within which an interaction had to be; without it, any or none.",
    "min-depth": "The depth that an interaction had to have at least; without it, any.",
    "weighting": "What an interaction adds to a tie.",
    "interactions": "How many interactions count.",
    "first": "The day of the first of them.",
    "last": "The day of the last of them.",
    "codebook": "How many practices the codebook has, a mark that changes when any of them does, and whether "
    "it is graphmap's own.",
    "revision": "The mark of the last write into the store; while it is the same, so is the data.",
    "seed": "What every random order starts from.",
    "estimates": "Which measures are estimated, and how; not there where all are exact.",
    "robust": "How intervals and stability were made, and what could not be; not there where the network was "
    "not drawn again.",
    "anonymised": "What was done so that nobody is named; not there where names are as they were.",
}
"""What each field that every file comes with means. A command may add notes of its own."""


@dataclass(frozen=True)
class Provenance:
    """Of what a file is, and what made it.

    ``table`` says what is in the file. ``written`` is handed in by whoever writes. ``notes`` are further
    things to know, by name: the numbers that weak links were judged by, or how an estimate was made.
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

    @property
    def fields(self) -> dict[str, str]:
        """Everything as texts by name, in a fixed order; what there is not is left out."""
        parameters = {"view": self.choice.view, **self.choice.to_parameters(), "weighting": self.choice.weighting}
        told = {
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
        return {name: value for name, value in told.items() if value is not None}

    def with_note(self, name: str, text: str | None) -> "Provenance":
        """The same with another note, if there is a text for it."""
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
    """Where `table`, made of `snapshot` under `choice`, comes from; see `Provenance` for the rest."""
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
    )


def writing_day(told: str | None, epoch: str | None, today: date) -> date:
    """The day that files say they were written on: as `told`, else that of the Unix time `epoch`, else `today`.

    ``SOURCE_DATE_EPOCH`` is such a time (reproducible-builds.org). Raises `WrongCommand` for a text that is neither.
    """
    if told:
        try:
            return read_date(told)
        except NotADate as error:
            raise WrongCommand(f"date: ‘{told}’ {error.why}. {error.fix}") from None
    if not epoch:
        return today
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise WrongCommand(
            f"SOURCE_DATE_EPOCH is ‘{epoch}’, which is no number of seconds since 1970; set it right or leave it out."
        ) from None


def _codebook(tables: GraphTables) -> str:
    practices = tables.kinds["Practice"]
    mark = _mark(tables)
    whose = "graphmap's own" if mark == _mark(shipped_codebook()) else "not graphmap's own"
    return f"{len(practices)} practices, mark {mark}, {whose}"


def _mark(tables: GraphTables) -> str:
    """Ten characters that change when the name, the depth or the definition of a practice does."""
    rows = tables.kinds["Practice"].select("name", "depth", "definition").sort("name").iter_rows()
    return digest(*(str(value) for row in rows for value in row))
