"""A plugin for networkx's own tests that counts the tests in which each function of our backend ran."""

import json
import os
from collections import defaultdict
from typing import Any

import pytest

from graphmap.backend.interface import FUNCTIONS, Function

_tests: dict[str, set[str]] = defaultdict(set)
_running = ""
_names = {id(function): name for name, function in FUNCTIONS.items()}
_call = Function.__call__


def _counted(self: Function, *args: Any, **kwargs: Any) -> Any:
    result = _call(self, *args, **kwargs)
    _tests[_names[id(self)]].add(_running)
    return result


Function.__call__ = _counted  # type: ignore[method-assign]


def pytest_runtest_setup(item: pytest.Item) -> None:
    global _running  # noqa: PLW0603
    _running = item.nodeid


def pytest_sessionfinish() -> None:
    with open(os.environ["GRAPHMAP_RAN"], "w", encoding="utf-8") as file:
        json.dump({name: len(_tests[name]) for name in FUNCTIONS}, file)
