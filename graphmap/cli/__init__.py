"""The command line. Each command parses its options, calls the library and shows the result; nothing is computed
here."""

import os
import sys
from collections.abc import Callable, Mapping

import typer
from typer.exceptions import TyperException

from graphmap.cli import access, backup, data_in, data_out, doctor, doubles, engine, log, report, rights
from graphmap.cli.options import Command, CommandWithFormats, as_function
from graphmap.cli.process_list import hide_passwords
from graphmap.errors import BadData, GraphmapError

_STOPPED = 130  # the exit code of a program that Ctrl-C ends

app = typer.Typer(
    name="graphmap",
    help="Map who works with whom in a cluster of schools, how deeply, and which link breaks next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(
    help="Start, stop and look at the embedded store; back up and restore any store.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(db, name="db")
who_may = typer.Typer(
    help="Say who may sign in, and what they may see and do.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(who_may, name="access")
people = typer.Typer(
    help="People's rights: who is to be told, letters, everything about one person, withdrawing, erasing.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(people, name="rights")

_COMMANDS: Mapping[typer.Typer, Mapping[str, Callable[..., int | None] | type[Command]]] = {
    app: {
        "demo": data_in.demo,
        "check": data_in.check,
        "load": data_in.load,
        "map": data_in.write_map,
        "template": data_in.template,
        "sample": data_in.sample,
        "metrics": data_out.Metrics,
        "ties": data_out.Ties,
        "events": data_out.Events,
        "weak": data_out.Weak,
        "health": data_out.Health,
        "graph": data_out.Graph,
        "package": data_out.Package,
        "report": report.Report,
        "doubles": doubles.doubles,
        "log": log.log,
        "undo": log.undo,
        "app": engine.open_app,
        "doctor": doctor.doctor,
    },
    db: {
        "start": engine.start,
        "stop": engine.stop,
        "status": engine.status,
        "backup": backup.backup,
        "restore": backup.restore,
        "migrate": backup.migrate,
    },
    who_may: {
        "grant": access.grant,
        "revoke": access.revoke,
        "list": access.list_accounts,
    },
    people: {
        "list": rights.list_people,
        "due": rights.due,
        "told": rights.told,
        "letter": rights.letter,
        "export": rights.export,
        "withdraw": rights.withdraw,
        "erase": rights.erase,
    },
}
for _group, _commands in _COMMANDS.items():
    for _name, _command in _commands.items():
        _group.command(name=_name, cls=CommandWithFormats)(
            as_function(_command) if isinstance(_command, type) else _command
        )


def main() -> None:
    """Run the command line; an error becomes one sentence on standard error and an exit code."""
    hide_passwords()
    try:
        result = app(standalone_mode=False)
        sys.stdout.flush()
        if result == _STOPPED:  # Typer turns Ctrl-C within a command into this
            raise KeyboardInterrupt
    except GraphmapError as error:
        _end(str(error), error.exit_code)
    except TyperException as error:
        _end(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _end("Stopped. Nothing is half-written.", _STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BadData.exit_code)
    except Exception as error:
        if os.environ.get("GRAPHMAP_DEBUG"):
            raise
        _end(
            f"graphmap has a fault ({type(error).__name__}). Please report it; GRAPHMAP_DEBUG=1 shows where it is.",
            BadData.exit_code,
        )
    sys.exit(result if isinstance(result, int) else 0)


def _end(sentence: str, exit_code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(exit_code)
