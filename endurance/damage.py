"""Bits that flip on the disk: in an embedded store's files, and in the snapshot that is kept of one."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from endurance.edits import plain
from endurance.engines import EmbeddedEngine, new_engine
from endurance.fuzz.cases import a_base
from endurance.oracle import differences
from endurance.result import Result, timed
from endurance.running_store import WatchedStore
from graphmap.errors import GraphmapError
from graphmap.store import snapshot_cache
from graphmap.store.location import EmbeddedLocation
from graphmap.store.snapshot_cache import KeptGraph, cache_folder, keep_graph, kept_graph
from graphmap.store.store import open_store


def store_results(times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Flip bits in a copy of a store so many times, and read the copy as a command does."""
    result = Result("flipped bits in the store", "embedded")
    random = Random(seed)
    with new_engine("embedded") as engine, TemporaryDirectory() as folder:
        watched = WatchedStore(engine, seed)
        with open_store(engine.location) as store:
            for _ in range(30):
                watched.write(store, watched.next_edit())
        engine.stop()
        for number in range(times):
            with timed(result):
                copy = Path(folder) / str(number)
                shutil.copytree(engine.data, copy)
                place = _flip(copy / "databases", random)
                _read(watched, copy, place, result)
                shutil.rmtree(copy, ignore_errors=True)
            save(result)


def _flip(folder: Path, random: Random) -> str:
    """Flip a few bits of what has been written in a file of the store."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.stat().st_size)
    while True:
        file = random.choice(files)
        content = bytearray(file.read_bytes())
        written = [at for at, byte in enumerate(content) if byte]
        if written:
            break
    for at in random.sample(written, min(len(written), random.choice([1, 4, 64]))):
        content[at] ^= 1 << random.randrange(8)
    file.write_bytes(content)
    return file.name


def _read(watched: WatchedStore, copy: Path, place: str, result: Result) -> None:
    engine = EmbeddedEngine(copy)
    try:
        with open_store(engine.location) as store:
            found = store.read_all()
            store.log()
        other = differences(watched.oracle.state, plain(found.tables))
        result.end("a changed value went unnoticed" if other else "nothing that is read was hit")
        if other:
            result.note = f"unnoticed, for example in {place}: {other[0][:150]}"
    except GraphmapError as error:
        result.faults_in_sentence(str(error))
        result.end("refused in a sentence")
    except Exception as error:  # noqa: BLE001
        result.end("a fault")
        result.fault(f"{place}: {type(error).__name__}: {error}")
    finally:
        engine.kill()


def cache_results(times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Flip a bit of a kept snapshot so many times."""
    result = Result("flipped bits in the kept snapshot", "embedded")
    random = Random(seed)
    least, snapshot_cache.LEAST_ROWS = snapshot_cache.LEAST_ROWS, 0
    try:
        with timed(result), TemporaryDirectory() as folder:
            location = EmbeddedLocation(Path(folder))
            for _ in range(times):
                keep_graph(location, KeptGraph("m", "r", 1, a_base()))
                file = random.choice(sorted(cache_folder(location).rglob("*.*")))
                content = bytearray(file.read_bytes())
                content[random.randrange(len(content))] ^= 1 << random.randrange(8)
                file.write_bytes(content)
                kept = kept_graph(location)
                if kept is not None and differences(plain(a_base()), plain(kept.tables)):
                    result.fault(f"{file.name} was read although a bit had changed")
                result.end("read anew" if kept is None else "nothing that is read was hit")
    finally:
        snapshot_cache.LEAST_ROWS = least
    save(result)
