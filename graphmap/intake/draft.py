"""Draft a mapping: what is known about a file is filled in, and everything else is a comment that asks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphmap.intake.foreign import Foreign
from graphmap.intake.mapping import FREE, SECTION_MEANINGS, SECTIONS, FileMapping, Key
from graphmap.intake.mapping_file import mapping_line
from graphmap.intake.practices import Practices
from graphmap.intake.turning import turn
from graphmap.progress import Progress, silent


def draft_of(
    foreign: Foreign, mapping: FileMapping | None, codebook: Sequence[str], progress: Progress = silent
) -> str:
    """Return a mapping of `foreign` to fill in, which continues `mapping` if there is one.

    What is known is written as keys, what isn't as comments with their meaning. Each unknown answer or kind comes with
    the number of its rows and the nearest practice. Read back, the draft is a mapping of what is known.
    """
    given = mapping or FileMapping()
    turned = turn(foreign, given, codebook, progress)
    practices = Practices(given, codebook)
    asked = {
        "practices": {
            answer: _comment(count, practices.guess(answer))
            for answer, count in (turned.practices or {}).items()
            if answer
        },
        "kinds": {value: _comment(count, "") for value, count in (turned.kinds or {}).items() if value},
    }
    whole = given.over(foreign.suggested)
    return "\n".join(_draft_lines(foreign, whole, {**asked, "fields": _unread(foreign, whole)})) + "\n"


def _unread(foreign: Foreign, mapping: FileMapping) -> Mapping[str, str]:
    """Return the columns of actors that mean nothing yet: fields of a cluster's own may be in them."""
    used = {column for section in ("nodes", "properties", "fields") for column in mapping.section(section).values()}
    return {heading: "" for heading in (foreign.nodes.headings if foreign.nodes else ()) if heading not in {*used, ""}}


def _comment(count: int, guess: str) -> str:
    return f"   # in {count:,} {'row' if count == 1 else 'rows'}" + (f"; nearest: {guess}" if guess else "")


def _draft_lines(foreign: Foreign, mapping: FileMapping, questions: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"# What {foreign.edges.file} means, read as {foreign.format}. Fill in lines and remove their #, then:"
    yield "#   graphmap check FILE --map THIS      graphmap load FILE --map THIS"
    yield f"# Columns of ties: {_listed(foreign.edges.headings)}"
    if foreign.nodes is not None:
        yield f"# Columns of {foreign.nodes.file}: {_listed(foreign.nodes.headings)}"
    for section, keys in SECTIONS.items():
        if section in ("nodes", "properties", "fields") and foreign.nodes is None:
            continue
        yield from ("", f"# {SECTION_MEANINGS[section]}", f"[{section}]")
        known = mapping.section(section)
        for key, declared in keys.items():
            yield from _draft_key(key, declared, known.get(key, ""))
        for value in (*known, *questions.get(section, {})) if section in FREE else ():
            yield (
                mapping_line(value, known[value])
                if value in known
                else f"# {mapping_line(value, value if section == 'fields' else '')}{questions[section][value]}"
            )


def _draft_key(key: str, declared: Key, value: str) -> Iterator[str]:
    choices = f" One of: {', '.join(declared.choices)}." if declared.choices else ""
    yield (
        mapping_line(key, value) if value else f"# {mapping_line(key, declared.example)}"
    ) + f"   # {declared.meaning}{choices}"


def _listed(headings: Iterable[str]) -> str:
    return ", ".join(" ".join(heading.split()) for heading in headings)
