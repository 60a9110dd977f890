"""What a person chooses to look at, as one frozen value.

The app's address, the command line's options and the library's arguments are all this value, so the
same choice gives the same numbers everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar, get_args

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.language.dates import NotADate, read_date

T = TypeVar("T", bound=str)

View = Literal["people", "organisations", "networks", "structure"]
VIEWS: tuple[View, ...] = get_args(View)

VIEW_MEANINGS: Mapping[View, str] = {
    "people": "Everyone who took part or held a role, and what they did with each other.",
    "organisations": "Schools, iwi and community partners: a person counts for where they held a role on the day.",
    "networks": "Networks, tied where their members did something together.",
    "structure": "Who belongs to, holds, funds and pursues what, as it is stored: a line is a membership or a "
    "role, not a tie.",
}


Weighting = Literal["newman", "count", "decay"]
WEIGHTINGS: tuple[Weighting, ...] = get_args(Weighting)

HALF_LIFE_DAYS = 365
"""How long ago an interaction is that counts for half, under the weighting ``decay``."""

WEIGHTING_MEANINGS: Mapping[Weighting, str] = {
    "newman": "Each interaction with n actors adds 1/(n - 1) to the tie of each pair of them (Newman 2001).",
    "count": "Each interaction adds 1 to the tie of each pair in it, however many took part.",
    "decay": f"As newman, but an interaction counts for half once it is {HALF_LIFE_DAYS} days before the "
    "window's last day, and so on.",
}


@dataclass(frozen=True)
class Choice:
    """Who the actors are (``view``), and which interactions count.

    ``since`` and ``until`` are the window's first and last day, both included. ``networks`` are ids:
    only what happened within one of them counts, or all where there is none. Only interactions of
    ``min_depth`` or deeper count. ``weighting`` says what an interaction adds to the strength of a tie.
    """

    view: View = "organisations"
    since: date | None = None
    until: date | None = None
    networks: tuple[str, ...] = ()
    min_depth: int = 0
    weighting: Weighting = "newman"

    def __str__(self) -> str:
        """The choice in words, with its view and its weighting even where they are the defaults."""
        parts = {"view": self.view, **self.to_parameters(), "weighting": self.weighting}
        return ", ".join(
            f"{name} {value if isinstance(value, str) else ' and '.join(value)}" for name, value in parts.items()
        )

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
        if self.weighting != Choice.weighting:
            parameters["weighting"] = self.weighting
        return parameters


def read_choice(
    view: str | None = None,
    since: str | None = None,
    until: str | None = None,
    networks: tuple[str, ...] = (),
    min_depth: str | None = None,
    weighting: str | None = None,
) -> Choice:
    """The choice that these texts make, as they stand on a command line or in an address.

    ``min_depth`` is a depth's name or its number. Raises `WrongCommand` for a text that means nothing.
    """
    choice = Choice(
        _view(view), _day("since", since), _day("until", until), networks, _depth(min_depth), _weighting(weighting)
    )
    if choice.since and choice.until and choice.until < choice.since:
        raise WrongCommand(f"The window ends ({choice.until}) before it begins ({choice.since}).")
    return choice


def _view(text: str | None) -> View:
    return one_of("view", VIEWS, text or Choice.view)


def _weighting(text: str | None) -> Weighting:
    return one_of("weighting", WEIGHTINGS, text or Choice.weighting)


def one_of(what: str, options: tuple[T, ...], text: str) -> T:
    """The one of `options` that `text` names, whatever its case. Raises `WrongCommand` where there is no such
    `what`."""
    for option in options:
        if option == text.lower():
            return option
    raise WrongCommand(f"There is no {what} ‘{text}’; choose one of: {', '.join(options)}.")


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
