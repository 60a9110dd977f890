"""Takes a snapshot of a store, moves one on by what has changed, and goes back to what was known on a day."""

from datetime import date

from graphmap.graph.snapshot import Snapshot
from graphmap.progress import Progress, silent
from graphmap.store.log import last_known
from graphmap.store.snapshot_cache import KeptGraph, keep_graph, kept_graph
from graphmap.store.store import Store


def take_snapshot(store: Store, progress: Progress = silent) -> Snapshot:
    """Return the whole graph in `store`. What was kept of it on the disk is moved on by what has changed since.

    Raises `NoStore`, and `BadData` where another program wrote something that graphmap can't use.
    """
    mark = store.mark()
    kept = kept_graph(store.location) if mark.revision is not None else None
    if kept is not None and kept.mark == str(mark):
        return Snapshot(kept.tables, mark.revision, seq=kept.seq)
    found = store.follow(kept.seq, kept.tables, kept.revision) if kept is not None else None
    found = found or store.read_all(progress)
    if found.revision is not None and found.revision == mark.revision:
        keep_graph(store.location, KeptGraph(str(mark), found.revision, found.seq, found.tables))
    return Snapshot(found.tables, found.revision, seq=found.seq)


def follow(store: Store, snapshot: Snapshot) -> Snapshot:
    """Return the graph in `store` as it is now, from `snapshot` and what has changed since; itself if nothing has.

    It is read anew only where that can't be followed. Raises what `take_snapshot` does.
    """
    found = store.follow(snapshot.seq, snapshot.tables, snapshot.revision)
    if found is None:
        return take_snapshot(store)
    if found.seq == snapshot.seq:
        return snapshot
    return Snapshot(found.tables, found.revision, seq=found.seq)


def known_on(store: Store, snapshot: Snapshot, day: date) -> Snapshot:
    """Return the graph as it was known at the end of `day`: without what was recorded later.

    Of the time before the log began, it is as the log found it. Raises `NoStore`.
    """
    changes = [change for change in store.log() if change.seq <= snapshot.seq]
    seq = max(last_known(changes, day), changes[-1].seq if changes and changes[-1].act.what == "migrated" else 0)
    if seq >= snapshot.seq:
        return snapshot
    revision = next((change.id for change in changes if change.seq == seq), None)
    return Snapshot(store.take_back(snapshot.tables, snapshot.seq, seq), revision, seq=seq)
