"""The command that writes the board paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.files_out import leaving
from graphmap.cli.options import JudgingOptions

if TYPE_CHECKING:
    from graphmap.graph.choice import Choice
    from graphmap.graph.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Report(JudgingOptions):
    """Write a board paper of two pages: a headline, the map, the five cards to act on first, the health of each
    network, dates ahead, and what it is all based on.

    Without a period, it covers the four school terms up to today, or up to --as-at."""

    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write: .pdf .docx .html")]

    def for_snapshot(self, choice: "Choice", snapshot: "Snapshot") -> "Choice":
        """Return the choice with the period that is judged."""
        from graphmap.weak.judging_period import judging_choice

        return judging_choice(choice, self.judged_from(choice, snapshot))

    def run(self) -> None:
        """Write the board paper."""
        from graphmap.cli.terminal import progress_bar
        from graphmap.report import make, paper_format, write
        from graphmap.weak.thresholds_file import described, read_thresholds

        ending = paper_format(self.output)
        thresholds = read_thresholds(self.rules)
        snapshot, choice, about = leaving("report", self, {"rules": described(thresholds)})
        as_at = self.judged_from(choice, snapshot)
        with progress_bar() as progress:
            paper = make(ending, snapshot, choice, as_at, about, thresholds, progress=progress)
        write(self.output, paper)
        typer.echo(f"{self.output}: a board paper; {choice}.", err=True)
