"""Split long work over the cores of this machine or over a Dask cluster, with the same result.

Work comes as pieces of one function over one shared value, which is sent once and not with every piece. The pieces and
the order of their results never depend on how many processes there are, so neither does their sum."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, TypeVar

from joblib import Parallel, cpu_count, delayed
from joblib.externals.loky.backend.resource_tracker import ensure_running
from joblib.externals.loky.process_executor import TerminatedWorkerError

from graphmap.errors import GraphmapError, NoCluster
from graphmap.release import graphmap_version

if TYPE_CHECKING:
    from distributed import Client

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

CLUSTER_VARIABLE = "GRAPHMAP_CLUSTER"
"""The environment variable that names the scheduler of a cluster, where no option does."""

PATIENCE = "10s"
"""How long a scheduler may take to answer."""

_TRIES = 4  # for a piece whose process is killed
_IS_WORKER = "GRAPHMAP_WORKS"  # set in the environment of a worker process


def in_parallel(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    cluster: str | None = None,
    cores: int | None = None,
) -> Iterator[Result]:
    """Yield the result of `work` for each of `pieces`, in order, as they are done.

    The work is done by the cluster whose scheduler is at the address `cluster`, or by one process here for each of
    ``cores`` (all by default). If a process is killed, only its pieces are done again. Raises `NoCluster`, and
    `GraphmapError` if processes keep being killed.
    """
    return _on_cluster(work, shared, pieces, cluster) if cluster else _here(work, shared, pieces, cores or cpu_count())


def _here(
    work: Callable[[Shared, Piece], Result], shared: Shared, pieces: Sequence[Piece], cores: int
) -> Iterator[Result]:
    many = 1 if _IS_WORKER in os.environ else max(1, min(cores, len(pieces)))
    warnings.filterwarnings(
        "ignore", ".*tasks .* have been (cancelled|successfully executed)", UserWarning
    )  # after Ctrl-C this is no news
    if many > 1:
        _start_tracker()
    done = 0
    for _ in range(_TRIES):
        try:
            run = Parallel(n_jobs=many, return_as="generator", initializer=_set_up_worker)
            for result in run(delayed(work)(shared, piece) for piece in pieces[done:]):
                done += 1
                yield result
            return
        except TerminatedWorkerError:
            continue
    raise GraphmapError(
        "The processes that measure keep being killed, most likely because memory runs out; "
        "choose fewer networks or a shorter period, or use a cluster with --cluster."
    )


def _start_tracker() -> None:
    """Start joblib's clean-up process in a way that keeps its warnings from the user."""
    name = "PYTHONWARNINGS"
    before = os.environ.get(name)
    os.environ[name] = ",".join(filter(None, [before, "ignore:resource_tracker:UserWarning"]))
    try:
        ensure_running()
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _set_up_worker() -> None:
    """Set up a worker process: it starts no others, since all cores are taken, and leaves Ctrl-C to its parent.

    Ctrl-C at a terminal reaches workers too; they end in silence.
    """
    os.environ[_IS_WORKER] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _on_cluster(
    work: Callable[[Shared, Piece], Result], shared: Shared, pieces: Sequence[Piece], address: str
) -> Iterator[Result]:
    """Use Dask itself rather than joblib, which waits forever for the work of a killed worker."""
    client = _client(address)
    from distributed import CancelledError, KilledWorker

    done = 0
    with client:
        _check_workers(client, address)
        for _ in range(_TRIES):
            try:
                (sent,) = client.scatter([shared], broadcast=True, hash=False)  # type: ignore[no-untyped-call]  # to all, so that one may be lost
                waiting = [client.submit(work, sent, piece, pure=False) for piece in pieces[done:]]
                while waiting:
                    result = waiting.pop(0).result()
                    done += 1
                    yield result
                return
            except (CancelledError, KilledWorker):
                continue  # the workers with the shared value are gone: send it again
    raise GraphmapError(
        f"The workers of the cluster at {address} keep being killed; check their logs and their memory."
    )


def _client(address: str) -> "Client":
    """Connect to the scheduler at `address`. Raises `NoCluster`."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "Dask, which a cluster needs, is not installed. Install it with: pip install graphmap[cluster]"
        ) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        raise NoCluster(
            f"No Dask scheduler answers at {address}; check the address and that the scheduler is running."
        ) from None


def _check_workers(client: "Client", address: str) -> None:
    """Raise `NoCluster` if there are no workers, or if some of the cluster has another version of graphmap."""
    found: dict[str, Any] = client.run(version, "graphmap", on_error="return")
    if not found:
        raise NoCluster(f"The cluster at {address} has no workers; start one with: dask worker {address}")
    try:
        found = {"scheduler": client.run_on_scheduler(version, "graphmap"), **found}  # type: ignore[no-untyped-call]
    except PackageNotFoundError as missing:
        found = {"scheduler": missing}
    for which, theirs in found.items():
        if theirs != graphmap_version():
            has = f"version {theirs}" if isinstance(theirs, str) else "none"
            who = "The scheduler" if which == "scheduler" else f"The worker at {which}"
            raise NoCluster(f"{who} needs graphmap {graphmap_version()} but has {has}; install that version there.")


def cluster_address(address: str | None) -> str | None:
    """Return the address of the cluster to use: `address`, else the one in the environment, else None."""
    return address or os.environ.get(CLUSTER_VARIABLE) or None
