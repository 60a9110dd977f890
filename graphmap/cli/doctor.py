"""The command that looks at an installation."""

import os
from pathlib import Path
from typing import Annotated

import typer

from graphmap.cli.options import StoreOption


def doctor(
    store: StoreOption = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="The settings to look at [default: GRAPHMAP_SETTINGS]."),
    ] = None,
    backups: Annotated[
        Path | None,
        typer.Option(
            "--backups",
            metavar="FOLDER",
            help="Where the backups are [default: /var/backups/graphmap, if it is there].",
        ),
    ] = None,
    port: Annotated[
        list[int] | None,
        typer.Option("--port", metavar="N", min=1, max=65535, help="A port that the app uses; may be repeated."),
    ] = None,
) -> int:
    """Say what is wrong with this installation, and how to fix it. Nothing is changed.

    Exit codes: 0 nothing is wrong, 1 something is, 3 the store can't be used.
    """
    from graphmap.doctor.examination import examine
    from graphmap.doctor.finding import Verdict
    from graphmap.errors import BadData, NoStore
    from graphmap.settings import VARIABLE

    if settings:
        os.environ[VARIABLE] = str(settings.absolute())
    found = []
    for finding in examine(store, port or (), backups):
        found.append(finding)
        typer.echo(f"{finding.verdict:<6} {finding.about:<10} {finding.what}")
        if finding.fix:
            typer.echo(f"{'':<17} → {finding.fix}")
    wrong = [finding for finding in found if finding.verdict is Verdict.WRONG]
    looks = sum(finding.verdict is Verdict.LOOK for finding in found)
    typer.echo(f"\n{len(found)} things looked at: {len(wrong)} wrong, {looks} worth a look.")
    if any(finding.stops_store for finding in wrong):
        return NoStore.exit_code
    return BadData.exit_code if wrong else 0
