"""What is installed is what was locked, and an audit fails for a known fault and for nothing else."""

import json
from importlib.metadata import distributions

from tools.audit import LOCKS, faults_of_licences, faults_of_locks, faults_of_scripts, known_faults, locked


def test_what_is_installed_is_what_the_locks_name() -> None:
    assert list(faults_of_locks(distributions())) == []


def test_every_locked_package_has_a_digest() -> None:
    for lock in LOCKS:
        assert len(locked(lock)) > 50
        assert [package.name for package in locked(lock).values() if not package.hashes] == []


def test_no_package_asks_for_more_than_we_give() -> None:
    assert list(faults_of_licences(distributions())) == []


def test_what_runs_in_browsers_is_pinned_by_its_digest() -> None:
    assert list(faults_of_scripts()) == []


def test_a_known_fault_is_named_with_the_version_that_mends_it() -> None:
    fault = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
    answer = {
        "dependencies": [
            {"name": "fine", "version": "1.0", "vulns": []},
            {"name": "faulty", "version": "1.9", "vulns": [fault]},
            {"name": "strange", "skip_reason": "Dependency not found on PyPI"},
        ]
    }
    assert known_faults(json.dumps(answer)) == (["faulty 1.9 has a known fault, PYSEC-2026-1: mended in 2.0."], 1)


def test_a_service_that_knows_nothing_is_no_fault() -> None:
    answer = {"dependencies": [{"name": "any", "skip_reason": "Dependency not found on PyPI"}]}
    assert known_faults(json.dumps(answer)) == ([], 1)
