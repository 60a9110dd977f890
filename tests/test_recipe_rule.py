"""CONTRIBUTING's recipe for a rule, followed in a copy of the project: one file, and everything knows of it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

RULE = '''
"""A network whose work is never reported back to anyone."""

from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import ids_of
from graphmap.weak.next_steps import fixed
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import networks_to_judge

REPORTS = Number("least_reports", 1, "A network should report back at least this often.")


def find(judged):
    for network, interactions in networks_to_judge(judged):
        reports = interactions.filter(practice="joint report")
        if len(reports) < judged.thresholds[REPORTS]:
            reason = judged.words("{name} has not reported back.", name=judged.name(network))
            yield Finding(network, None, 1.0, reason, ids_of(interactions))


RULE = Rule(
    name="no_report",
    title="Nobody reports back",
    about="network",
    views=NETWORK_VIEWS,
    definition="The network has not reported back.",
    severity="1 below `least_reports`.",
    source="Katz, Earl & Jaafar 2009.",
    find=find,
    step=fixed("Ask whānau what {name} should report on."),
    numbers=(REPORTS,),
)
'''

SHOW = """
from pathlib import Path
import sys

from cases import within_ours
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds_file import read_thresholds
from graphmap.weak.tables import weak_links
from tools.catalogue import of_the_core
from tools.docs import weak_links_page

def found(judged):
    return weak_links(judged).filter(rule="no_report").select("subject", "severity", "reason", "next_step").rows()

events = ["school visit: lea tom"] * 5
print(found(within_ours(*events)))
Path("rules.toml").write_text("[rules]\\nleast_reports = 0\\n")
print(found(within_ours(*events, thresholds=read_thresholds(Path("rules.toml")))))
print("\\n".join(weak_links_page()))
print([rule.title for rule in RULES if rule.about == "network"])
print("Nobody reports back" in set(of_the_core()))
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a copy of the project with one rule file more says."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("graphmap", "tools", "seed", "queries", "tests"):
        shutil.copytree(PROJECT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "frontend"))
    (copy / "graphmap/weak/rules/no_report.py").write_text(RULE, encoding="utf-8")
    paths = f"{copy}:{copy / 'tests'}"
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=copy, env={"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_table_has_it_with_a_next_step_and_its_number_can_be_overridden(shown: str) -> None:
    found, overridden, *_ = shown.splitlines()
    assert found == ("[('network:ours', 1.0, 'Ours has not reported back.', 'Ask whānau what Ours should report on.')]")
    assert overridden == "[]"


def test_the_docs_have_it_with_its_number(shown: str) -> None:
    assert "### Nobody reports back (`no_report`)" in shown
    assert "least_reports = 1  # A network should report back at least this often." in shown


def test_it_comes_last_among_its_like_and_its_words_can_be_translated(shown: str) -> None:
    *_, titles, translatable = shown.splitlines()
    assert titles.endswith("'Deep work depends on facilitators', 'Nobody reports back']")
    assert translatable == "True"
