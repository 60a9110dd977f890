"""The Health page's drawings and rows, from numbers small enough to check by hand."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import get_args
from urllib.parse import unquote

import polars as pl
import pytest
from markupsafe import escape
from networks import demo_snapshot

from graphmap.app.health.all_measures import charts, labelled, title_of
from graphmap.app.health.drawing import INKS, bars, line
from graphmap.app.health.rows import counts, rows, small_chart, summary
from graphmap.app.health.wording import short_term
from graphmap.graph.choice import Choice
from graphmap.health.health import health
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.health.overview import ConditionOverview, TermValue
from graphmap.map.visual_language import BACKGROUNDS, Theme
from graphmap.model import DEPTHS
from tools.sight import contrast, oklab

DEMO = health(demo_snapshot(), Choice())
RURAL = "network:tauira-rural-schools"
THEMES: tuple[Theme, ...] = get_args(Theme)

COHESION = ConditionOverview(
    "cohesion",
    "Cohesion",
    "poor",
    "worse",
    "Few are tied.",
    "It fell.",
    "The share within reach",
    (TermValue("Term 4 2024", 0.8), TermValue("Term 1 2025", None), TermValue("Term 2 2025", 0.2)),
    counts=False,
    more_is_good=True,
    good=0.8,
    poor=0.5,
    basis="the record",
    survey="",
    how="Record it.",
)
TRUST = replace(
    COHESION,
    condition="relational_trust",
    title="Relational trust",
    verdict="not known",
    direction="not known",
    facts="Ask people.",
    trend="",
    series=(),
    basis="nothing yet",
    how="Ask people.",
)


def paths(image: str) -> list[str]:
    return re.findall(r'<path d="([^"]+)"', unquote(image))


# ----------------------------------------------------------------------------------------- drawings


def test_a_line_has_a_gap_where_a_term_has_no_value_and_a_dot_on_a_value_alone() -> None:
    zero, joined, alone = paths(line([0.0, 1.0, None, 0.5], 1.0, "", "light"))
    assert zero.endswith("H100")
    assert joined == "M12.50 92.00L37.50 8.00"
    assert alone == "M87.50 50.00h0"


def test_a_value_of_one_term_is_a_dot() -> None:
    assert paths(line([0.5], 1.0, "", "light"))[1:] == ["M50.00 50.00h0"]


def test_a_term_that_is_too_little_to_judge_has_a_hollow_dot() -> None:
    drawn = unquote(line([0.5, 0.5], 1.0, "", "dark", unsure=[False, True]))
    assert drawn.count(f'stroke="{BACKGROUNDS["dark"]}"') == 1


def test_a_drawing_of_nothing_but_zeros_lies_on_its_line_at_0() -> None:
    assert paths(line([0.0, 0.0], 0.0, "", "light"))[1] == "M25.00 92.00L75.00 92.00"


def test_bars_add_up_to_the_whole_and_a_term_without_a_value_has_none() -> None:
    heights = re.findall(r' height="([\d.]+)" fill', unquote(bars([(0.5, 0.5, 0, 0, 0), None], "", "light")))
    assert heights == ["42.00", "42.00"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_five_depths_are_told_apart_without_colour(theme: Theme) -> None:
    lightness = [oklab(colour, "all")[0] for colour in INKS[theme].depths]
    assert all(abs(one - other) >= 0.12 for one, other in pairwise(lightness))


@pytest.mark.parametrize("theme", THEMES)
def test_lines_are_seen_on_either_page(theme: Theme) -> None:
    assert all(
        contrast(ink, page) >= 3 for page in BACKGROUNDS.values() for ink in (INKS[theme].line, INKS[theme].zero)
    )


def test_terms_are_written_short() -> None:
    assert short_term("Term 1 2025") == "T1 25"


@pytest.mark.parametrize(
    ("first", "terms", "shown"),
    [
        ((1, 2024), 4, [0, 1, 2, 3]),
        ((3, 2024), 12, [2, 6, 10]),
        ((2, 2024), 6, [0, 5]),
        ((1, 2000), 60, [0, 12, 24, 36, 48]),
    ],
)
def test_below_a_chart_there_are_as_many_terms_as_have_room(
    first: tuple[int, int], terms: int, shown: list[int]
) -> None:
    start = first[0] - 1 + 4 * first[1]
    assert list(labelled([f"Term {n % 4 + 1} {n // 4}" for n in range(start, start + terms)])) == shown


# --------------------------------------------------------------------------------------------- rows


def test_a_row_has_its_verdict_its_direction_its_sentences_and_its_basis() -> None:
    row = rows([COHESION], "light")
    for text in ("Poor", "Getting worse", "Few are tied.", "It fell.", "Measured from the record", "More is good"):
        assert text in row
    assert "The share within reach: 80% or more is good, 50% or less is poor." in row


def test_a_chart_names_its_first_and_last_value_and_term_and_has_its_values_in_words() -> None:
    chart = small_chart(COHESION, "light")
    assert re.findall(r">([^<>]+)</span>", chart) == ["80%", "20%", "T4 24", "T2 25"]
    assert 'alt="The share within reach: Term 4 2024 80%, Term 2 2025 20%."' in chart


def test_where_less_is_good_the_chart_and_the_bounds_say_so() -> None:
    row = rows([replace(COHESION, more_is_good=False, good=0.1, poor=0.3)], "light")
    assert "Less is good" in row
    assert "10% or less is good, 30% or more is poor." in row


def test_what_is_not_measured_says_how_to_and_has_neither_a_chart_nor_a_direction() -> None:
    row = rows([TRUST], "light")
    assert "Not measured yet" in row
    assert "Ask people." in row
    assert "<img" not in row
    assert "Too early" not in row


def test_one_term_is_a_value_without_a_first_one() -> None:
    chart = small_chart(replace(COHESION, series=(TermValue("Term 2 2025", 0.2),)), "light")
    assert re.findall(r">([^<>]+)</span>", chart) == ["20%", "T2 25"]


def test_the_summary_counts_the_verdicts_and_leads_to_the_poor_ones_and_those_getting_worse() -> None:
    mixed = replace(COHESION, condition="role_clarity", title="Clear roles", verdict="mixed")
    found = summary([COHESION, mixed, TRUST])
    assert re.findall(r"<b>(\d)</b> ([^<]+)", found) == [("1", "Mixed"), ("1", "Poor"), ("1", "Not measured yet")]
    assert re.findall(r"<p>([^<]+) <a href=\"([^\"]+)\"", found) == [
        ("Poor:", "#condition-cohesion"),
        ("Getting worse:", "#condition-role_clarity"),
    ]


def test_verdicts_that_nobody_has_are_not_counted() -> None:
    assert "Good" not in counts([COHESION])


def test_a_second_period_has_a_sentence_in_each_row_or_says_that_there_is_none() -> None:
    roles = replace(COHESION, condition="role_clarity")
    found = rows([COHESION, roles, TRUST], "light", compared={"cohesion": "It fell from 80% to 20%."})
    assert "It fell from 80% to 20%." in found
    assert found.count("can’t be compared") == 1  # of trust nothing is known in any period
    assert "Two periods" not in rows([COHESION], "light")


def test_hostile_texts_are_escaped() -> None:
    bad = '"><script>alert(1)</script>'
    found = rows([replace(COHESION, title=bad, facts=bad, trend=bad, number=bad, how=bad)], "light", {"cohesion": bad})
    assert "<script>" not in found


# --------------------------------------------------------------------------------------- all measures


def test_every_measure_has_a_chart_under_the_heading_of_its_condition() -> None:
    found = charts(DEMO.filter(pl.col("network") == RURAL), "light")
    depths = {name.split()[0] for name in DEPTHS}
    drawn = [measure for measure in HEALTH_MEASURES if measure.unit != "yes or no" and measure.name not in depths]
    missing = [m.name for m in drawn if f"<figcaption>{escape(title_of(m))}</figcaption>" not in found]
    assert missing == []
    assert "<figcaption>Depth of work</figcaption>" in found
    assert found.count("<h3>") == 9  # trust has no measure, and those of challenge and inquiry are the depths


def test_a_measure_without_a_value_in_any_term_says_so() -> None:
    assert "No value in any term" in charts(DEMO.filter(pl.col("network") == RURAL), "light")
