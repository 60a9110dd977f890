"""The visual language: what can be told apart, and on which page."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from graphmap import look, model
from graphmap.actors import LABELS

CONFIG = Path(__file__).parent.parent / ".streamlit" / "config.toml"
BACKGROUNDS = {
    theme: colours["backgroundColor"] for theme, colours in tomllib.loads(CONFIG.read_text())["theme"].items() if theme in ("light", "dark")
}


def luminance(colour: str) -> float:
    """The relative luminance of a colour, by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_that_wcag_gives_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_there_is_a_light_and_a_dark_page() -> None:
    assert set(BACKGROUNDS) == {"light", "dark"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", look.KINDS)
def test_every_kind_can_be_seen_on_both_pages(kind: str, theme: str) -> None:
    assert contrast(look.KINDS[kind].colour, BACKGROUNDS[theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_deeper_a_tie_the_more_it_stands_out(theme: look.Theme) -> None:
    contrasts = [contrast(depth.colours[theme], BACKGROUNDS[theme]) for depth in look.DEPTHS]
    assert contrasts == sorted(contrasts)


def test_every_kind_on_any_map_has_a_look() -> None:
    assert {label for labels in LABELS.values() for label in labels} <= set(look.KINDS)


def test_no_two_kinds_have_the_same_colour() -> None:
    assert len({kind.colour for kind in look.KINDS.values()}) == len(look.KINDS)


@pytest.mark.parametrize("labels", [LABELS["organisations"], LABELS["structure"]])
def test_kinds_on_one_map_differ_in_shape_or_the_two_are_the_plainest(labels: tuple[str, ...]) -> None:
    alike = {frozenset(pair) for pair in combinations(labels, 2) if look.KINDS[pair[0]].shape == look.KINDS[pair[1]].shape}
    assert alike <= {frozenset({"School", "Person"})}


def test_every_depth_has_a_look() -> None:
    assert len(look.DEPTHS) == len(model.DEPTHS)


def test_ties_that_only_share_are_told_from_deeper_ones_without_colour() -> None:
    only_sharing = {depth.dashes for depth in look.DEPTHS[: model.BEYOND_SHARING]}
    deeper = {depth.dashes for depth in look.DEPTHS[model.BEYOND_SHARING :]}
    assert not only_sharing & deeper
    assert () not in only_sharing


def test_every_two_depths_are_told_apart_without_colour() -> None:
    without_colour = [(depth.dashes, look.tie_width(1, 1, number)) for number, depth in enumerate(look.DEPTHS)]
    assert len(set(without_colour)) == len(model.DEPTHS)


def test_a_node_s_area_and_not_its_radius_grows_with_its_strength() -> None:
    smallest, half, largest = (look.node_size(value, 4) for value in (0, 1, 4))
    assert (smallest, largest) == (look.SMALLEST_NODE, look.LARGEST_NODE)
    assert half == pytest.approx((smallest + largest) / 2)


def test_a_stronger_tie_is_wider() -> None:
    widths = [look.tie_width(value, 10, 1) for value in (0.1, 1, 5, 10)]
    assert widths == sorted(set(widths))
    assert widths[-1] == look.THICKEST_TIE


def test_where_nobody_is_tied_all_nodes_are_small() -> None:
    assert look.node_size(0, 0) == look.SMALLEST_NODE
