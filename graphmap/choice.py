"""What a person chooses to look at, as one frozen value.

The app's address, the command line's options and the library's arguments are all this value, so the
same choice gives the same numbers everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from graphmap import model
from graphmap.dates import NotADate, read_date
from graphmap.errors import WrongCommand

View = Literal["people", "organisations", "networks", "structure"]
VIEWS: tuple[View, ...] = get_args(View)

VIEW_MEANINGS: Mapping[View, str] = {
    "people": "Everyone who took part or held a role, and what they did with each other.",
    "organisations": "Schools, iwi and community partners: a person counts for where they held a role on the day.",
    "networks": "Networks, tied where their members did something together.",
    "structure": "Who belongs to, holds, funds and pursues what, as it is stored: a line is a membership or a role, not a tie.",
}


@dataclass(frozen=True)
class Choice:
    """Who the actors are (``view``), and which interactions count.

    ``since`` and ``until`` are the window's first and last day, both included. ``networks`` are ids:
    only what happened within one of them counts, or all where there is none. Only interactions of
    ``min_depth`` or deeper count.
    """

    view: View = "organisations"
    since: date | None = None
    until: date | None = None
    networks: tuple[str, ...] = ()
    min_depth: int = 0

    def to_parameters(self) -> dict[str, str | list[str]]:
        """The choice as the parameters of an address; what is as by default is left out."""
        parameters: dict[str, str | list[str]] = {}
        if self.view != Choice.view:
            parameters["view"] = self.view
        if self.since:
            parameters["since"] = self.since.isoformat()
        if self.until:
            parameters["until"] = self.until.isoformat()
        if self.networks:
            parameters["network"] = list(self.networks)
        if self.min_depth:
            parameters["min-depth"] = model.DEPTHS[self.min_depth]
        return parameters


def read_choice(
    view: str | None = None,
    since: str | None = None,
    until: str | None = None,
    networks: tuple[str, ...] = (),
    min_depth: str | None = None,
) -> Choice:
    """The choice that these texts make, as they stand on a command line or in an address.

    ``min_depth`` is a depth's name or its number. Raises `WrongCommand` for a text that means nothing.
    """
    choice = Choice(_view(view), _day("since", since), _day("until", until), networks, _depth(min_depth))
    if choice.since and choice.until and choice.until < choice.since:
        raise WrongCommand(f"The window ends ({choice.until}) before it begins ({choice.since}).")
    return choice


def _view(text: str | None) -> View:
    if not text:
        return Choice.view
    for view in VIEWS:
        if view == text.lower():
            return view
    raise WrongCommand(f"There is no view ‘{text}’; choose one of: {', '.join(VIEWS)}.")


def _day(option: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return read_date(text)
    except NotADate as error:
        raise WrongCommand(f"{option}: ‘{text}’ {error.why}. {error.fix}") from None


def _depth(text: str | None) -> int:
    if not text:
        return Choice.min_depth
    named = [depth for depth, name in enumerate(model.DEPTHS) if text.lower() in (name, name.split()[0], str(depth))]
    if not named:
        listed = ", ".join(f"{depth} {name}" for depth, name in enumerate(model.DEPTHS))
        raise WrongCommand(f"There is no depth ‘{text}’; choose one of: {listed}.")
    return named[0]
