"""What a person chooses to look at, as one frozen value.

The app's address, the command line's options and the library's arguments all map to this value, so the same choice
gives the same numbers everywhere.
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
    "people": "People who took part or held a role, tied by what they did together.",
    "organisations": "Schools, iwi and community partners. A person counts for the organisation where they held a "
    "role that day.",
    "networks": "Networks, tied by what their members did together.",
    "structure": "Memberships, roles, funding and goals as they are stored. A line is one of these, not a tie.",
}


Weighting = Literal["newman", "count", "decay"]
WEIGHTINGS: tuple[Weighting, ...] = get_args(Weighting)

HALF_LIFE_DAYS = 365
"""The age at which an interaction counts for half, under the weighting ``decay``."""

WEIGHTING_MEANINGS: Mapping[Weighting, str] = {
    "newman": "Each interaction with n actors adds 1/(n - 1) to the tie of each pair of them (Newman 2001).",
    "count": "Each interaction adds 1 to the tie of each pair in it, however many took part.",
    "decay": f"As newman, but an interaction counts for half if it is {HALF_LIFE_DAYS} days older than the "
    "period's last day, a quarter if twice that, and so on.",
}


@dataclass(frozen=True)
class Choice:
    """Which actors are shown (``view``) and which interactions count.

    ``since`` and ``until`` are the first and last day of the period, both included. ``networks`` are ids: only what
    happened within one of them counts, or everything where there are none. Only interactions of ``min_depth`` or deeper
    count. ``weighting`` is what an interaction adds to the strength of a tie. Ties are judged from ``as_at``, or from
    the last day of the period or of the records.
    """

    view: View = "organisations"
    since: date | None = None
    until: date | None = None
    networks: tuple[str, ...] = ()
    min_depth: int = 0
    weighting: Weighting = "newman"
    as_at: date | None = None

    def __str__(self) -> str:
        """The choice in words, always with its view and weighting."""
        parts = {"view": self.view, **self.to_parameters(), "weighting": self.weighting}
        if self.as_at:
            parts["as at"] = self.as_at.isoformat()
        return ", ".join(
            f"{name} {value if isinstance(value, str) else ' and '.join(value)}" for name, value in parts.items()
        )

    def to_parameters(self) -> dict[str, str | list[str]]:
        """The choice as the parameters of an address, without those that are as by default and without ``as_at``."""
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
    """Read a choice from texts on a command line or in an address.

    ``min_depth`` is the name of a depth or its number. Raises `WrongCommand` for a text that means nothing.
    """
    choice = Choice(
        _view(view),
        read_day("since", since),
        read_day("until", until),
        networks,
        _depth(min_depth),
        _weighting(weighting),
    )
    if choice.since and choice.until and choice.until < choice.since:
        raise WrongCommand(f"The period ends ({choice.until}) before it begins ({choice.since}); swap the two dates.")
    return choice


def _view(text: str | None) -> View:
    return one_of("view", VIEWS, text or Choice.view)


def _weighting(text: str | None) -> Weighting:
    return one_of("weighting", WEIGHTINGS, text or Choice.weighting)


def one_of(what: str, options: tuple[T, ...], text: str) -> T:
    """The option that `text` names, in any case. Raises `WrongCommand` where no such `what` exists."""
    for option in options:
        if option == text.lower():
            return option
    raise WrongCommand(f"There is no {what} ‘{text}’; choose one of: {', '.join(options)}.")


def read_day(option: str, text: str | None) -> date | None:
    """Return the day that `text` names, if any. Raises `WrongCommand`, which names the `option`, where it is none."""
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
