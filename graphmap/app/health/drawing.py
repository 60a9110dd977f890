"""Small drawings of a number term by term, as images for HTML. Labels are text around them, in the page's own type.

Streamlit removes inline SVG from HTML, so a drawing is an image, in the colours of the theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup

from graphmap.map.visual_language import BACKGROUNDS, Theme

_WIDTH, _HEIGHT = 100.0, 100.0  # stretched to wherever the image is; strokes keep their width
_INSET = 8.0  # room for the dots at the edge


@dataclass(frozen=True)
class Inks:
    """The colours of a drawing on one theme."""

    line: str
    zero: str
    depths: Sequence[str]


INKS: Mapping[Theme, Inks] = {
    "light": Inks("#1F8494", "#8A929C", ("#E1ECEE", "#A0C6CD", "#6199A6", "#256E7F", "#0B3A55")),
    "dark": Inks("#1F8494", "#8A929C", ("#243640", "#3C6670", "#5B97A0", "#8CCBC9", "#DDF8F0")),
}
"""Lines are seen on both pages, because a theme can change under them. The depths go from near the page's own colour to
the deepest in even steps, to be told apart without colour too."""

_EDGES: Mapping[Theme, str] = {"light": "#56616D", "dark": "#A3AEB9"}


def line(values: Sequence[float | None], top: float, alt: str, theme: Theme, unsure: Sequence[bool] = ()) -> Markup:
    """Draw `values`, one for each term, as a line from 0 to `top`, with a line at 0 and a dot on the last value.

    A gap is a term without a value. With `unsure`, one for each term, every value has a dot, hollow where it is true.
    """
    inks = INKS[theme]
    spots = [None if value is None else (_across(n, len(values)), _up(value, top)) for n, value in enumerate(values)]
    parts = [_stroke(f"M0 {_up(0, top):g}H{_WIDTH:g}", inks.zero, 1)]
    parts += [
        _stroke(f"M{_point(one)}L{_point(other)}", inks.line, 2) for one, other in pairwise(spots) if one and other
    ]
    last = max((n for n, spot in enumerate(spots) if spot), default=None)
    for n, spot in enumerate(spots):
        if spot and (unsure or n == last or _is_alone(spots, n)):
            parts.append(_stroke(f"M{_point(spot)}h0", inks.line, 7))
            if unsure and unsure[n]:
                parts.append(_stroke(f"M{_point(spot)}h0", BACKGROUNDS[theme], 3.5))
    return _image(parts, alt)


def bars(shares: Sequence[Sequence[float] | None], alt: str, theme: Theme) -> Markup:
    """Draw the `shares` of the depths of each term as one bar, the least depth at the foot."""
    width = _WIDTH / max(1, len(shares))
    parts = []
    for n, of_term in enumerate(shares):
        foot = 0.0
        for depth, share in enumerate(of_term or ()):
            box = f'x="{n * width + width * 0.12:.2f}" y="{_up(foot + share, 1):.2f}"'
            size = f'width="{width * 0.76:.2f}" height="{_up(0, 1) - _up(share, 1):.2f}"'
            look = f'fill="{INKS[theme].depths[depth]}" stroke="{_EDGES[theme]}" stroke-width="0.75"'
            if share:
                parts.append(f'<rect {box} {size} {look} vector-effect="non-scaling-stroke"/>')
            foot += share
    return _image(parts, alt)


def _across(n: int, terms: int) -> float:
    """Return where term `n` is: in the middle of its share of the width, so that labels below can be too."""
    return _WIDTH * (n + 0.5) / terms


def _up(value: float, top: float) -> float:
    return _HEIGHT - _INSET - (_HEIGHT - 2 * _INSET) * value / (top or 1)


def _point(spot: tuple[float, float]) -> str:
    return f"{spot[0]:.2f} {spot[1]:.2f}"


def _is_alone(spots: Sequence[tuple[float, float] | None], n: int) -> bool:
    """Return whether no line meets this value, so that only a dot shows it."""
    return not any(spots[max(0, n - 1) : n]) and not any(spots[n + 1 : n + 2])


def _stroke(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _image(parts: Sequence[str], alt: str) -> Markup:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="100%" height="100%" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>'
    )
    return Markup('<img src="data:image/svg+xml,{}" alt="{}">').format(quote(drawing), alt)
