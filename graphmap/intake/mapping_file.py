"""Read mappings from files such as ``mapping.toml``, with the line of every problem, and write them so that they read
back the same."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from graphmap.errors import BadData
from graphmap.intake.mapping import FREE, SECTIONS, FileMapping
from graphmap.sheets.problems import BadSheets, Problem, broken, nearest
from graphmap.toml_text import read_toml

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LINE_OF_ERROR = re.compile(r"at line (\d+)")


def read_mapping(path: Path) -> FileMapping:
    """Return the mapping in the file at `path`.

    Raises `BadData` where there is none, and `BadSheets` with every problem in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadData(
            f"The mapping {path} cannot be read ({error.strerror}); graphmap map FILE -o {path.name} writes one."
        ) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise broken(path.name, "not UTF-8", "The text is not UTF-8", "Save it again as UTF-8.", row=row) from None
    return mapping_from(text, path.name)


def mapping_from(text: str, name: str) -> FileMapping:
    """Return the mapping in a TOML text, which problems call `name`. Raises `BadSheets` with every problem in it."""
    try:
        sections = read_toml(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = _LINE_OF_ERROR.search(str(error))
        raise broken(
            name,
            "broken TOML",
            f"The mapping cannot be read ({error})",
            'Write keys and values as in: "Works with" = "joint planning".',
            row=int(line[1]) if line else text.count("\n") + 1,
        ) from None
    lines = dict(_lines(text))
    problems: list[Problem] = []
    read: dict[str, dict[str, str]] = {}
    for section, said in sections.items():
        if section not in SECTIONS:
            problems.append(_unknown(name, lines.get((section, ""), 0), "", section, SECTIONS, "section"))
        elif not isinstance(said, dict):
            problems.append(
                Problem(
                    name,
                    lines.get(("", section), 0),
                    section,
                    "not a section",
                    "",
                    "is a section",
                    f"Write [{section}] on a line.",
                )
            )
        else:
            read[section] = dict(_read_section(name, section, said, lines, problems))
    if problems:
        raise BadSheets(sorted(problems))
    return FileMapping(read, name, lines)


def _read_section(
    name: str, section: str, said: Mapping[str, object], lines: Mapping[tuple[str, str], int], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    for key, value in said.items():
        line = lines.get((section, key), 0)
        declared = SECTIONS[section].get(key)
        text = value.isoformat() if type(value) is date else value
        if declared is None and section not in FREE:
            problems.append(_unknown(name, line, f"[{section}]", key, SECTIONS[section], "key"))
        elif not isinstance(text, str):
            fix = f"Put it between quotes: {_quoted(key) if section in FREE else key} = {_quoted(str(value))}."
            problems.append(Problem(name, line, f"[{section}] {key}", "not a text", str(value), "is not a text", fix))
        elif declared is not None and declared.choices and text not in declared.choices:
            guess = nearest(text, declared.choices)
            fix = (
                f"Did you mean {_quoted(guess)}? " if guess else ""
            ) + f"It is one of: {', '.join(declared.choices)}."
            problems.append(
                Problem(name, line, f"[{section}] {key}", "unknown choice", text, "is not allowed here", fix)
            )
        else:
            yield key, text


def _unknown(name: str, line: int, column: str, value: str, known: Iterable[str], what: str) -> Problem:
    guess = nearest(value, known)
    fix = (f"Did you mean {guess}? " if guess else "") + f"It is one of: {', '.join(known)}."
    return Problem(name, line, column, f"unknown {what}", value, f"is not a {what} of a mapping", fix)


def _lines(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """The line of every section (with an empty key) and of every key that begins a line."""
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.fullmatch(line):
            section = header[1].strip()
            yield (section, ""), number
        elif key := _KEY.match(line):
            yield (section, _read_key(key[1])), number


def _read_key(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    try:
        return str(read_toml(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        return text


# ------------------------------------------------------------------------------------------- writing


def mapping_text(mapping: FileMapping) -> str:
    """Return `mapping` as TOML that reads back as the same mapping."""
    return "\n".join(_section_lines(mapping)) + "\n"


def _section_lines(mapping: FileMapping) -> Iterator[str]:
    for section in SECTIONS:
        if said := mapping.section(section):
            yield from (f"[{section}]", *(mapping_line(key, value) for key, value in said.items()), "")


def mapping_line(key: str, value: str) -> str:
    """Return a key and its value as TOML."""
    return f"{key if _BARE.fullmatch(key) else _quoted(key)} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """`text` between quotes as in TOML: JSON's escapes, and one for a character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
