"""Splitting long work over the cores of this machine, or over a Dask cluster, with the same result.

Work comes as pieces of one function over one shared value. The pieces and the order in which their results come back
never depend on how many do the work, so neither does what they add up to. The shared value is sent once, not with every
piece."""

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
"""The environment variable that names the scheduler of a cluster where no option does."""

_TRIES = 4  # that a piece gets while whoever has it is ended from outside
_PATIENCE = "10s"  # for a scheduler to answer
_HANDED_OUT = "GRAPHMAP_WORKS"  # set in the environment of a process that works for another


def spread(
    work: Callable[[Shared, Piece], Result],
    shared: Shared,
    pieces: Sequence[Piece],
    cluster: str | None = None,
    cores: int | None = None,
) -> Iterator[Result]:
    """The result of `work` for each of `pieces`, in their order, as they are done.

    They are done by the cluster whose scheduler is at the address `cluster`, or by as many processes here as there are
    ``cores`` (all by default). A process that is ended from outside costs only the pieces that it had: they are
    done again. Raises `NoCluster`, and `GraphmapError` where processes keep being ended.
    """
    return _on_cluster(work, shared, pieces, cluster) if cluster else _here(work, shared, pieces, cores or cpu_count())


def _here(
    work: Callable[[Shared, Piece], Result], shared: Shared, pieces: Sequence[Piece], cores: int
) -> Iterator[Result]:
    many = 1 if _HANDED_OUT in os.environ else max(1, min(cores, len(pieces)))
    warnings.filterwarnings(
        "ignore", ".*tasks .* have been (cancelled|successfully executed)", UserWarning
    )  # as Ctrl-C means it
    if many > 1:
        _start_tracker()
    done = 0
    for _ in range(_TRIES):
        try:
            run = Parallel(n_jobs=many, return_as="generator", initializer=_work_for_another)
            for result in run(delayed(work)(shared, piece) for piece in pieces[done:]):
                done += 1
                yield result
            return
        except TerminatedWorkerError:
            continue
    raise GraphmapError(
        "The processes that measure keep being ended, most often for want of memory; "
        "choose fewer networks or a shorter window, or hand the work to a cluster with --cluster."
    )


def _start_tracker() -> None:
    """Start the process that clears up after processes that were ended, which is not to tell a person what it found."""
    told = "PYTHONWARNINGS"
    before = os.environ.get(told)
    os.environ[told] = ",".join(filter(None, [before, "ignore:resource_tracker:UserWarning"]))
    try:
        ensure_running()
    finally:
        if before is None:
            del os.environ[told]
        else:
            os.environ[told] = before


def _work_for_another() -> None:
    """In a process that works: it hands nothing on, since all cores are taken, and leaves stopping to whoever started
    it.

    Ctrl-C at a terminal goes to it too; it is ended without a word.
    """
    os.environ[_HANDED_OUT] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _on_cluster(
    work: Callable[[Shared, Piece], Result], shared: Shared, pieces: Sequence[Piece], address: str
) -> Iterator[Result]:
    """By Dask itself rather than through joblib, which waits for ever for what a worker had that was ended."""
    client = _client(address)
    from distributed import CancelledError, KilledWorker

    done = 0
    with client:
        _check_workers(client, address)
        for _ in range(_TRIES):
            try:
                (sent,) = client.scatter([shared], broadcast=True, hash=False)  # type: ignore[no-untyped-call]  # to all, so that one may go
                waiting = [client.submit(work, sent, piece, pure=False) for piece in pieces[done:]]
                while waiting:
                    result = waiting.pop(0).result()
                    done += 1
                    yield result
                return
            except (CancelledError, KilledWorker):
                continue  # the workers that had the shared value are gone: send it anew
    raise GraphmapError(
        f"The workers of the cluster at {address} keep being ended; see their logs, and whether their memory is enough."
    )


def _client(address: str) -> "Client":
    """A connection to the scheduler at `address`. Raises `NoCluster`."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("A cluster needs Dask, which is not installed: pip install graphmap[cluster].") from None
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        raise NoCluster(f"No Dask scheduler answers at {address}; check the address, and that it is running.") from None


def _check_workers(client: "Client", address: str) -> None:
    """Raise `NoCluster` where there is no worker, or where this version of graphmap is not all over the cluster."""
    found: dict[str, Any] = client.run(version, "graphmap", on_error="return")
    if not found:
        raise NoCluster(f"The cluster at {address} has no worker; start one with: dask worker {address}")
    try:
        found = {"scheduler": client.run_on_scheduler(version, "graphmap"), **found}  # type: ignore[no-untyped-call]
    except PackageNotFoundError as missing:
        found = {"scheduler": missing}
    for which, theirs in found.items():
        if theirs != graphmap_version():
            has = f"version {theirs}" if isinstance(theirs, str) else "none"
            who = "The scheduler" if which == "scheduler" else f"The worker at {which}"
            raise NoCluster(
                f"{who} must have graphmap {graphmap_version()} and has {has}; install that version where it runs."
            )


def cluster_address(told: str | None) -> str | None:
    """The cluster to use: as `told`, else what the environment says, else none."""
    return told or os.environ.get(CLUSTER_VARIABLE) or None
