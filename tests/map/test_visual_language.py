"""The visual language: what can be told apart, and on which page."""

import math
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from graphmap import model
from graphmap.graph.actors import LABELS
from graphmap.map import visual_language
from tools.sight import apart, contrast, oklab

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
BACKGROUNDS = {
    theme: colours["backgroundColor"]
    for theme, colours in tomllib.loads(CONFIG.read_text())["theme"].items()
    if theme in ("light", "dark")
}


def test_black_on_white_has_the_contrast_that_wcag_gives_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_there_is_a_light_and_a_dark_page() -> None:
    assert set(BACKGROUNDS) == {"light", "dark"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", visual_language.KINDS)
def test_every_kind_can_be_seen_on_both_pages(kind: str, theme: str) -> None:
    assert contrast(visual_language.KINDS[kind].colour, BACKGROUNDS[theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_deeper_a_tie_the_more_it_stands_out(theme: visual_language.Theme) -> None:
    contrasts = [contrast(depth.colours[theme], BACKGROUNDS[theme]) for depth in visual_language.DEPTHS]
    assert contrasts == sorted(contrasts)


def test_every_kind_on_any_map_has_a_look() -> None:
    assert {label for labels in LABELS.values() for label in labels} <= set(visual_language.KINDS)


def test_black_and_white_are_one_apart_to_everybody() -> None:
    assert apart("#000000", "#FFFFFF") == pytest.approx(1, abs=0.01)


def test_red_and_green_of_one_lightness_are_not_told_apart_by_everybody() -> None:
    assert math.dist(oklab("#C83C3C", "all"), oklab("#5F7F00", "all")) > 2 * apart("#C83C3C", "#5F7F00")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_groups_are_told_apart_by_everybody(theme: visual_language.Theme) -> None:
    assert min(apart(*pair) for pair in combinations(visual_language.GROUPS[theme], 2)) >= visual_language.APART


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_group_amount_and_rest_can_be_seen_on_its_page(theme: visual_language.Theme) -> None:
    colours = (*visual_language.GROUPS[theme], *visual_language.AMOUNTS[theme], visual_language.REST[theme])
    assert min(contrast(colour, BACKGROUNDS[theme]) for colour in colours) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_more_of_a_measure_the_more_it_stands_out(theme: visual_language.Theme) -> None:
    amounts = visual_language.AMOUNTS[theme]
    contrasts = [contrast(colour, BACKGROUNDS[theme]) for colour in amounts]
    assert contrasts == sorted(contrasts)
    assert min(apart(*pair) for pair in pairwise(amounts)) >= 0.08


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_by_everybody(theme: visual_language.Theme) -> None:
    assert contrast(visual_language.TEXT[theme], BACKGROUNDS[theme]) >= 7


def test_kinds_of_one_shape_are_told_apart_by_everybody() -> None:
    alike = [pair for pair in combinations(visual_language.KINDS.values(), 2) if pair[0].shape == pair[1].shape]
    assert alike
    assert min(apart(one.colour, other.colour) for one, other in alike) >= 0.08


def test_no_two_kinds_have_the_same_colour() -> None:
    assert len({kind.colour for kind in visual_language.KINDS.values()}) == len(visual_language.KINDS)


@pytest.mark.parametrize("labels", [LABELS["organisations"], LABELS["structure"]])
def test_kinds_on_one_map_differ_in_shape_or_the_two_are_the_plainest(labels: tuple[str, ...]) -> None:
    alike = {
        frozenset(pair)
        for pair in combinations(labels, 2)
        if visual_language.KINDS[pair[0]].shape == visual_language.KINDS[pair[1]].shape
    }
    assert alike <= {frozenset({"School", "Person"})}


def test_every_depth_has_a_look() -> None:
    assert len(visual_language.DEPTHS) == len(model.DEPTHS)


def test_ties_that_only_share_are_told_from_deeper_ones_without_colour() -> None:
    only_sharing = {depth.dashes for depth in visual_language.DEPTHS[: model.BEYOND_SHARING]}
    deeper = {depth.dashes for depth in visual_language.DEPTHS[model.BEYOND_SHARING :]}
    assert not only_sharing & deeper
    assert () not in only_sharing


def test_every_two_depths_are_told_apart_without_colour() -> None:
    without_colour = [
        (depth.dashes, visual_language.tie_width(1, 1, number)) for number, depth in enumerate(visual_language.DEPTHS)
    ]
    assert len(set(without_colour)) == len(model.DEPTHS)


def test_one_event_is_told_from_every_settled_depth_by_its_pattern() -> None:
    assert visual_language.ONE_EVENT_DASHES not in {depth.dashes for depth in visual_language.DEPTHS}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_band_is_between_its_line_and_the_page_and_can_be_seen_on_it(theme: visual_language.Theme) -> None:
    for depth in visual_language.DEPTHS[model.BEYOND_SHARING :]:
        colour, page = depth.colours[theme], BACKGROUNDS[theme]
        assert contrast(colour, page) > contrast(visual_language.paler(colour, theme), page) > 1.2


def test_a_node_s_area_and_not_its_radius_grows_with_its_strength() -> None:
    smallest, half, largest = (visual_language.node_size(value, 4) for value in (0, 1, 4))
    assert (smallest, largest) == (visual_language.SMALLEST_NODE, visual_language.LARGEST_NODE)
    assert half == pytest.approx((smallest + largest) / 2)


def test_a_stronger_tie_is_wider() -> None:
    widths = [visual_language.tie_width(value, 10, 1) for value in (0.1, 1, 5, 10)]
    assert widths == sorted(set(widths))
    assert widths[-1] == visual_language.THICKEST_TIE


def test_where_nobody_is_tied_all_nodes_are_small() -> None:
    assert visual_language.node_size(0, 0) == visual_language.SMALLEST_NODE
