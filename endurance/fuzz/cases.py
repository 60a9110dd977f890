"""What is tried in one case of each kind. Each raises `GraphmapError` or nothing; anything else is a fault."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

from endurance.edits import base_sheets
from endurance.fuzz.making import a_graph, a_mapping, a_sheet, a_value, a_workbook, broken
from graphmap.errors import GraphmapError
from graphmap.graph.choice import read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.intake.draft import draft_of
from graphmap.intake.mapping_file import mapping_from, mapping_text, read_mapping
from graphmap.intake.recognise import read_foreign_or_table
from graphmap.map.display import PARAMETERS, read_display
from graphmap.map.view_address import address_of, read_address
from graphmap.sample.demo import demo_sheets
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.records import read_records
from graphmap.store.backup.file import held_in, read_backup
from graphmap.store.loading import check_source, find_sheets, open_source, practice_names
from graphmap.store.location import read_location
from graphmap.tables import GraphTables

Case = Callable[[Path, Random], str]
"""Tries something in an empty folder; returns in a word how it ended where nothing was refused."""


def sheets(folder: Path, random: Random) -> str:
    """Try our own sheets: of any headings, with any cells, and with broken bytes."""
    for _ in range(random.randint(1, 3)):
        name, text = a_sheet(random)
        content = text.encode("utf-8", errors="surrogatepass")
        (folder / name).write_bytes(broken(content, random) if random.random() < 0.2 else content)
    return _checked(folder, None, random)


def workbooks(folder: Path, random: Random) -> str:
    """Try a workbook, ours or another tool's, that is broken within a part or as a whole."""
    file = folder / random.choice(["book.xlsx", "people.xlsx"])
    file.write_bytes(a_workbook(random))
    return _checked(file, None, random)


def graphs(folder: Path, random: Random) -> str:
    """Try a graph of another tool."""
    name, content = a_graph(random)
    (folder / name).write_bytes(content)
    return _checked(folder / name, None, random)


def mappings(folder: Path, random: Random) -> str:
    """Try a mapping, by itself and with a graph."""
    (folder / "mapping.toml").write_bytes(a_mapping(random))
    mapping = read_mapping(folder / "mapping.toml")
    again = mapping_from(mapping_text(mapping), "again").sections
    if again != {section: keys for section, keys in mapping.sections.items() if keys}:
        raise AssertionError("a mapping doesn't read back as it was written")
    name, content = a_graph(random)
    (folder / name).write_bytes(content)
    draft_of(read_foreign_or_table(folder / name, mapping), mapping, practice_names(GraphTables.of()))
    return _checked(folder / name, folder / "mapping.toml", random)


def backups(folder: Path, random: Random) -> str:
    """Try a backup with flipped bits or broken bytes."""
    file = folder / "backup"
    file.write_bytes(broken(_good_backup(), random))
    held_in(file)
    read_backup(file)
    return "read"


def addresses(_: Path, random: Random) -> str:
    """Try an address of the app, of a saved view or of a store."""
    if random.random() < 0.1:
        read_location(random.choice(["", "embedded:", "neo4j://", "bolt://", "http:"]) + a_value(random))
        return "read"
    names = ("view", "since", "until", "network", "min-depth", "weighting", *PARAMETERS)
    given: dict[str, list[str]] = {}
    for name in random.sample(names, random.randint(1, 4)):
        given[name] = [a_value(random, name) for _ in range(random.choice([1, 1, 1, 2, 3]))]
    if random.random() < 0.5:
        text = "&".join(f"{name}={value}" for name, values in given.items() for value in values)
        choice, display = read_address(text, demo())
        if read_address(address_of(choice, display), demo()) != (choice, display):
            raise AssertionError(f"an address doesn't read back: {address_of(choice, display)}")
        return "read"
    read_display(given)
    read_choice(*(given.get(name, [None])[-1] for name in ("view", "since", "until")))
    return "read"


CASES: Mapping[str, Case] = {
    "sheets": sheets,
    "workbooks": workbooks,
    "graphs": graphs,
    "mappings": mappings,
    "backups": backups,
    "addresses": addresses,
}


def _checked(path: Path, mapping: Path | None, random: Random) -> str:
    """Check what is at `path`, as the command does."""
    try:
        source = open_source(path, read_mapping(mapping) if mapping else None, declaring=random.random() < 0.3)
        check_source(source, random.choice([GraphTables.of(), a_base()]))
    except GraphmapError as error:
        for problem in getattr(error, "problems", ()):
            _refuse_clumsy(str(problem))
        _refuse_clumsy(str(error))
        raise
    return "good"


def _refuse_clumsy(text: str) -> None:
    if "Traceback" in text or "object at 0x" in text or not text.strip():
        raise AssertionError(f"not a sentence: {text!r}")


@cache
def a_base() -> GraphTables:
    """Return the graph of the small network."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        raw = find_sheets(base_sheets(Path(folder)))
        return read_records(raw, GraphTables.of(), shipped_codebook()).tables


@cache
def demo() -> Snapshot:
    """Return the demo cluster."""
    return Snapshot(read_records(find_sheets(demo_sheets()), GraphTables.of(), shipped_codebook()).tables)


@cache
def _good_backup() -> bytes:
    import io

    import polars as pl

    from graphmap import model
    from graphmap.store.backup.file import Backup, kept_schema, write_backup

    kept = {kind.label: pl.DataFrame(schema=kept_schema(kind)) for kind in model.KEPT}
    file = io.BytesIO()
    write_backup(Backup(a_base(), kept, "9f86d081"), file)
    return file.getvalue()
