"""Writing what the options choose, without names if asked, with where it comes from."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graphmap.cli.options import PeriodOptions

if TYPE_CHECKING:
    import polars as pl

    from graphmap.export.dictionary import TableName
    from graphmap.export.provenance import Provenance
    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot
    from graphmap.progress import Progress


def write_or_show(
    name: "TableName",
    make: "Callable[[Snapshot, Choice, Progress], pl.DataFrame]",
    options: PeriodOptions,
    output: Path | None,
    notes: Mapping[str, str] | None = None,
    estimate: "Callable[[pl.DataFrame], str | None] | None" = None,
    on_screen: "Callable[[pl.DataFrame], tuple[pl.DataFrame, str]] | None" = None,
) -> None:
    """Make the table called `name` and write or show it.

    `estimate` says which values are not exact; `on_screen` returns the rows that a terminal shows, and a sentence about
    the rest."""
    from graphmap.cli.terminal import progress_bar, show
    from graphmap.export.dictionary import columns_of
    from graphmap.export.tables import table_format, write_table
    from graphmap.language.wording import counted

    if output is not None:
        table_format(output)
    snapshot, choice, about = leaving(name, options, notes)
    with progress_bar() as progress:
        table = make(snapshot, choice, progress)
    if estimate and (inexact := estimate(table)):
        about = about.with_note("estimates", inexact)
        typer.echo(f"Not exact: {inexact}.", err=True)
    rest = ""
    if output is not None:
        write_table(table, output, about, columns_of(name, table, about.own_columns))
    else:
        if on_screen and sys.stdout.isatty():
            table, rest = on_screen(table)
        show(table)
    if rest:
        typer.echo(rest, err=True)
    if output is not None or sys.stdout.isatty():
        typer.echo(f"{output or 'Shown'}: {counted(len(table), 'row')}; {choice}.", err=True)


def write_or_show_robust(draws: int, options: PeriodOptions, output: Path | None, cluster: str | None) -> None:
    """Make the metrics with their intervals, the stability of the ranks and the numbers of the whole network, and write
    or show them."""
    from dataclasses import replace

    from graphmap.cli.terminal import progress_bar, show
    from graphmap.export.dictionary import columns_of
    from graphmap.export.tables import DescribedTable, table_format, write_tables
    from graphmap.measures.measures import sample_note
    from graphmap.measures.robustness import robust

    if output is not None:
        table_format(output)
    snapshot, choice, about = leaving("metrics", options)
    with progress_bar() as progress:
        made = robust(snapshot, choice, draws, progress, cluster)
    about = about.with_note("estimates", sample_note(made.metrics)).with_note("robust", made.note)
    if output is None:
        show(made.metrics)
        if sys.stdout.isatty():
            show(made.stability)
            show(made.whole)
    else:
        stability, whole = (output.with_name(f"{output.stem}.{name}{output.suffix}") for name in ("stability", "whole"))
        tables = {
            output: DescribedTable(made.metrics, about, columns_of("metrics", made.metrics, about.own_columns)),
            stability: DescribedTable(
                made.stability, replace(about, table="stability"), columns_of("stability", made.stability)
            ),
            whole: DescribedTable(made.whole, replace(about, table="whole"), columns_of("whole", made.whole)),
        }
        write_tables(tables)
        typer.echo(f"{output}, {stability} and {whole}; {choice}.", err=True)
    typer.echo(f"Resampled: {made.note}.", err=True)


def write_or_show_mixing(by: str, options: PeriodOptions, output: Path | None, cluster: str | None) -> None:
    """Make the metrics with each actor's E-I index, the mixing matrix and the numbers of the whole network, and write
    or show them."""
    from dataclasses import replace

    from graphmap.cli.terminal import progress_bar, show
    from graphmap.export.dictionary import columns_of
    from graphmap.export.tables import DescribedTable, table_format, write_tables
    from graphmap.measures.measures import metrics, sample_note
    from graphmap.measures.mixing import mixing

    if output is not None:
        table_format(output)
    snapshot, choice, about = leaving("metrics", options)
    found = mixing(snapshot, choice, by)
    with progress_bar() as progress:
        table = metrics(snapshot, choice, progress, cluster).join(found.actors, on="id", maintain_order="left")
    about = about.with_note("by", found.whole["by"][0]).with_note("estimates", sample_note(table))
    tables: dict[TableName, pl.DataFrame] = {"metrics": table, "mixing": found.matrix, "assortativity": found.whole}
    if output is None:
        for each in tables.values() if sys.stdout.isatty() else (table,):
            show(each)
        return
    paths = [output, *(output.with_name(f"{output.stem}.{name}{output.suffix}") for name in list(tables)[1:])]
    write_tables(
        {
            path: DescribedTable(made, replace(about, table=name), columns_of(name, made, about.own_columns))
            for path, (name, made) in zip(paths, tables.items(), strict=True)
        }
    )
    typer.echo(f"{paths[0]}, {paths[1]} and {paths[2]}; {choice}.", err=True)


def leaving(
    table: str, options: PeriodOptions, notes: Mapping[str, str] | None = None
) -> "tuple[Snapshot, Choice, Provenance]":
    """Read what the options choose, without names if asked, and say where anything made of it comes from."""
    from datetime import date

    from graphmap.errors import WrongCommand
    from graphmap.export.anonymise import WHAT_WAS_DONE
    from graphmap.export.provenance import provenance_of, writing_day
    from graphmap.graph.authority import what_may_leave
    from graphmap.measures.measures import COMMUNITY_SEED

    if options.key and not options.anonymise:
        raise WrongCommand("--key needs --anonymise: it keeps the list of codes.")
    written = writing_day(options.date, os.environ.get("SOURCE_DATE_EPOCH"), date.today())
    snapshot, choice = _snapshot_and_choice(options)
    allowed = what_may_leave(snapshot)
    if allowed.note:
        snapshot, notes = allowed.snapshot, {**(notes or {}), "left out": allowed.note}
        typer.echo(f"{allowed.note}: {', '.join(allowed.left_out)}.", err=True)
    if options.anonymise:
        snapshot, choice = _nameless(table, snapshot, choice, options.key)
    done = WHAT_WAS_DONE if options.anonymise else None
    if options.known_on:
        notes = {**(notes or {}), "known on": options.known_on}
    return snapshot, choice, provenance_of(snapshot, choice, table, written, COMMUNITY_SEED, done, notes)


def _snapshot_and_choice(options: PeriodOptions) -> "tuple[Snapshot, Choice]":
    from dataclasses import replace

    from graphmap.cli.terminal import progress_bar
    from graphmap.graph.choice import read_day
    from graphmap.graph.taking import known_on, take_snapshot
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    choice = options.choice()
    day = read_day("known-on", options.known_on)
    with open_store(read_location(options.store)) as opened, progress_bar() as progress:
        snapshot = take_snapshot(opened, progress)
        if day:
            snapshot = known_on(opened, snapshot, day)
    choice = replace(choice, networks=snapshot.find_networks(choice.networks))
    return snapshot, options.for_snapshot(choice, snapshot)


def _nameless(table: str, snapshot: "Snapshot", choice: "Choice", key: Path | None) -> "tuple[Snapshot, Choice]":
    """Take the names out, and report on standard error what could still identify somebody."""
    import secrets

    from graphmap.export.anonymise import SALT_BYTES, anonymise, report, small_cells
    from graphmap.export.code_key import read_key, write_key

    salt = (read_key(key) if key else None) or secrets.token_bytes(SALT_BYTES)
    nameless = anonymise(snapshot, choice, salt)
    if key:
        write_key(key, salt, snapshot, nameless)
    for line in report(small_cells(nameless.snapshot, _kinds_in(table, choice))):
        typer.echo(line, err=True)
    return nameless.snapshot, nameless.choice


def _kinds_in(table: str, choice: "Choice") -> list[str]:
    """Return the kinds of entity that the table called `table` is about."""
    from graphmap.graph.actors import LABELS

    judged = (*LABELS[choice.view], "Role", "Network")
    kinds = {"health": ("Network",), "weak": judged, "cards": judged, "report": judged, "package": LABELS["structure"]}
    return list(dict.fromkeys(kinds.get(table, LABELS[choice.view])))
