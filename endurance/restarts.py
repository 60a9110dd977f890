"""The engine ends and comes back under the running app, which tells so in a sentence and goes on."""

from collections.abc import Callable

from endurance.engines import new_engine
from endurance.result import Result, timed
from endurance.running_store import WatchedStore
from endurance.writer import Writer
from graphmap.store.store import open_store


def restart_results(engine_name: str, times: int, seed: int, save: Callable[[Result], None]) -> None:
    """Kill or stop the engine so many times under one run of the app, which writes before, meanwhile and after."""
    result = Result("the server restarted under the app", engine_name)
    with new_engine(engine_name) as engine:
        watched = WatchedStore(engine, seed)
        app = Writer("app", engine.address, watched.sheets)
        try:
            if (said := app.answer()) != 0:
                result.fault(str(said))
            for number in range(times):
                with timed(result):
                    _restart(watched, app, result, kill=number % 2 == 0)
                save(result)
        finally:
            app.close()


def _restart(watched: WatchedStore, app: Writer, result: Result, kill: bool) -> None:
    engine = watched.engine
    before = _write(watched, app)
    (engine.kill if kill else engine.stop)()
    meanwhile = _write(watched, app)
    engine.start()
    after = _write(watched, app)
    for said in (before, after):
        if said:
            result.fault(f"the app didn't go on: {said}")
    if meanwhile:
        result.faults_in_sentence(meanwhile)
    with open_store(engine.location) as store:
        _, faults = watched.oracle.settle(store, None)
    for fault in faults:
        result.fault(fault)
    result.end("told in a sentence, then went on" if meanwhile else "went on without a word")


def _write(watched: WatchedStore, app: Writer) -> str:
    """Let the app write something; return the sentence where it couldn't."""
    edit = watched.next_edit(loads=False)
    app.give(edit)
    answer = app.answer()
    if isinstance(answer, str):
        return answer
    return watched.oracle.acknowledge(answer, edit) or ""
