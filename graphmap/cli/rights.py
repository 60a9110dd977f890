"""The commands of people's rights: who is to be told, letters, everything about one person, withdrawing and erasing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.options import OutputOption, StoreOption, WhoOption
from graphmap.cli.table_out import show_or_write

if TYPE_CHECKING:
    from graphmap.files import Write

PersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help="A key such as person:ngaio-tauira, or an id or name that only one has.")
]
PeopleArgument = Annotated[list[str], typer.Argument(metavar="PERSON…", help="Keys, ids or names, each of one person.")]
DayOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it happened [default: today].")]


def list_people(output: OutputOption = None, store: StoreOption = None) -> None:
    """List everybody who is recorded: why, since when, whether they were told, what they answered, until when."""
    from graphmap.rights.register import register
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        table = register(opened.read()[1])
    show_or_write(table, output, "people")


def due(
    day: Annotated[str | None, typer.Option("--on", metavar="DATE", help="As at this day [default: today].")] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """List what is due: who is to be told, who was kept for long enough, which work has ended."""
    from graphmap.rights.due import due as due_on
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        table = due_on(opened.read()[1], _day(day))
    show_or_write(table, output, "things due")


def told(
    people: PeopleArgument,
    how: Annotated[str, typer.Option("--how", metavar="TEXT", help="How: a letter, an email, at a hui.")] = "letter",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why they are recorded.")] = "",
    day: DayOption = None,
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="ANSWER", help="What they answered: agreed or not agreed.")
    ] = None,
    by: WhoOption = "",
    store: StoreOption = None,
) -> None:
    """Record that people were told that a record of them is kept, and what they answered."""
    from graphmap.language.wording import counted
    from graphmap.rights.register import find_person, record
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.store import open_store

    on = _day(day)
    cells = {"told": on.isoformat(), "told how": how, **({"why": why} if why else {})}
    if answer:
        cells |= {"answer": answer, "answered": on.isoformat()}
    with open_store(read_location(store)) as opened:
        at = opened.read_all()
        keys = [find_person(at.tables, person) for person in people]
        opened.write(record(at.tables, keys, cells, date.today()), now("rights", by), at.seq)
    typer.echo(f"Recorded: {counted(len(keys), 'person', 'people')} told on {on}.", err=True)


def letter(
    people: PeopleArgument,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE: .html to print, or .txt to send."),
    ] = None,
    sender: Annotated[str, typer.Option("--from", metavar="NAME", help="Who signs it.")] = "",
    cluster: Annotated[str, typer.Option("--cluster-name", metavar="NAME", help="Whose record it is.")] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="TEXT", help="How to reach you.")] = "",
    store: StoreOption = None,
) -> None:
    """Write the letter that tells a person what is held about them, and why. With several, FILE is a folder."""
    from graphmap.errors import WrongCommand
    from graphmap.model import split_key
    from graphmap.rights.letter import Sender
    from graphmap.rights.letter import letter as letter_to
    from graphmap.rights.register import find_person
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        tables = opened.read()[1]
    keys = [find_person(tables, person) for person in people]
    letters = {key: letter_to(tables, key, date.today(), Sender(sender, cluster, contact)) for key in keys}
    if not (cluster and contact):
        typer.echo(
            "A letter has to say who holds the record and how to reach them: --cluster-name, --contact.", err=True
        )
    if output is None:
        typer.echo("\n\n".join(each.as_text() for each in letters.values()), nl=False)
        return
    if len(keys) == 1 and output.suffix in (".html", ".txt"):
        each = letters[keys[0]]
        _write({output: each.as_page() if output.suffix == ".html" else each.as_text()})
        return
    if output.suffix:
        raise WrongCommand(f"Letters to several people need a folder, and {output} is a file; leave its ending out.")
    _write({output / f"{split_key(key)[1]}.html": each.as_page() for key, each in letters.items()})


def export(
    person: PersonArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE: .html to read, or .json.")
    ],
    store: StoreOption = None,
) -> None:
    """Write everything that is held about one person, for them: record, roles, interactions, log, cards, stories."""
    from graphmap.errors import WrongCommand
    from graphmap.rights.held import held_about
    from graphmap.rights.register import find_person
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    if output.suffix not in (".html", ".json"):
        raise WrongCommand(f"{output} should end with .html, to read, or with .json.")
    with open_store(read_location(store)) as opened:
        tables = opened.read()[1]
        found = held_about(opened, tables, find_person(tables, person))
    _write({output: found.as_page() if output.suffix == ".html" else found.as_json()})


def withdraw(person: PersonArgument, day: DayOption = None, by: WhoOption = "", store: StoreOption = None) -> None:
    """Record that a person withdrew: their roles end, and nothing more is to be recorded. What was stays."""
    from graphmap.rights.register import find_person
    from graphmap.rights.withdrawing import withdraw as withdraw_on
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        at = opened.read_all()
        key = find_person(at.tables, person)
        opened.write(withdraw_on(at.tables, key, _day(day)), now("withdrawn", by), at.seq)
    typer.echo(f"{key} has withdrawn. graphmap rights erase takes out what was recorded until then.", err=True)


def erase(
    person: PersonArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Keep no mark by which a sheet that still has them is noticed.")
    ] = False,
    by: WhoOption = "",
    store: StoreOption = None,
) -> None:
    """Take one person out of the graph, the log, cards and stories for good; only numbers of what happened stay."""
    from graphmap.rights.erasing import erase as erase_from
    from graphmap.rights.erasing import erasure, sentences
    from graphmap.rights.register import find_person
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        tables = opened.read()[1]
        key = person if person.startswith("person:") else find_person(tables, person)
        if not yes:
            earlier = [str(row["name"]) for _, row in opened.earlier_rows([key])]
            found = erasure(tables, key, earlier_names=earlier)
            typer.echo(f"{key} took part in {found.kept:,} interactions. Erasing can’t be undone.", err=True)
            if typer.prompt("Type the id to erase them", err=True) != key.partition(":")[2]:
                typer.echo("That isn’t the id; nothing was changed.", err=True)
                raise typer.Exit(1)
        done = erase_from(opened, key, now("erased", by), keep_off=not forget)
        for sentence in sentences(done, opened.location):
            typer.echo(sentence, err=True)


def _day(text: str | None) -> date:
    from graphmap.graph.choice import read_choice

    return (read_choice(since=text).since if text else None) or date.today()


def _write(files: dict[Path, str]) -> None:
    """Write files that only their owner can read, and say which."""
    from graphmap.errors import BadData
    from graphmap.files import text_writer, write_files

    writes: dict[Path, Write] = {path: text_writer(text) for path, text in files.items()}
    for folder in {path.parent for path in files}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadData(f"The folder {folder} cannot be made ({error.strerror}); choose another.") from None
    write_files(writes, private=True)
    paths: Sequence[Path] = list(files)
    typer.echo(f"{paths[0]}" + (f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""), err=True)
