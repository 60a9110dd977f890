"""Reads TOML that anybody may have written: what would take Python's reader minutes, or all its stack, is refused."""

import tomllib
from typing import Any

_LONGEST = 256 * 1024
_MOST_DOTS = 100  # in a line: each dot in a key is a table in a table, and thousands of them take minutes


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables in `text`. Raises `tomllib.TOMLDecodeError` for everything that can't be read."""
    if len(text) > _LONGEST:
        raise tomllib.TOMLDecodeError(f"it is longer than {_LONGEST // 1024} KiB")
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > _MOST_DOTS:
            raise tomllib.TOMLDecodeError(f"tables in tables without end (at line {number})")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("brackets in brackets without end") from None
    except ValueError as error:  # a number of thousands of digits, or a day that no calendar has
        raise tomllib.TOMLDecodeError(str(error)) from None
