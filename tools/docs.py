"""Write the docs that are made from the code: `make docs`. A test checks that they are up to date."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from graphmap import model
from graphmap.backend.info import COVERED
from graphmap.backend.interface import DIFFERENT, FUNCTIONS
from graphmap.cli import app
from graphmap.export import anonymise
from graphmap.export.graphs import GRAPH_FORMATS
from graphmap.export.provenance import FIELD_MEANINGS
from graphmap.export.tables import TABLE_FORMATS
from graphmap.graph import direction, settling, tie_profiles
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.health import condition_list, conditions, health
from graphmap.health.indicators import RECENT_TERMS
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.map import visual_language
from graphmap.measures import mixing, ranks, shortest_paths
from graphmap.measures.exact_distances import UNITS_PER_DISTANCE, lengths
from graphmap.measures.measures import MEASURES, PAGERANK_CHANGE
from graphmap.sheets.reading import is_required
from graphmap.weak import cards, introductions, next_steps, priority
from graphmap.weak.priority import HALF_SURE, ROUTINE, Priority, reach, surety
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULES
from graphmap.weak.tables import CARD_MEANINGS, WEAK_MEANINGS
from graphmap.weak.thresholds_file import NUMBERS
from tools.sight import apart, contrast

DOCS = Path(__file__).parent.parent / "docs"
_MADE = "<!-- Made from the code by `make docs`: do not edit by hand. -->\n"


def pages() -> Mapping[Path, str]:
    """Return the text of every page that is made from the code."""
    return {
        DOCS / "backend.md": _MADE + "\n".join(_backend()),
        DOCS / "files.md": _MADE + "\n".join(_files()),
        DOCS / "commands.md": _MADE + "\n".join(_commands()),
        DOCS / "sheets.md": _MADE + "\n".join(_sheets()),
        DOCS / "graph.md": _MADE + "\n".join(_graph()),
        DOCS / "measures.md": _MADE + "\n".join(_measures()),
        DOCS / "weak-links.md": _MADE + "\n".join(weak_links_page()),
        DOCS / "judgement.md": _MADE + "\n".join(_judgement()),
        DOCS / "map.md": _MADE + "\n".join(_map()),
        DOCS / "health.md": _MADE + "\n".join(_health()),
    }


def _commands() -> Iterator[str]:
    yield from (
        "# The command line",
        "",
        "An error is one sentence on standard error. Exit codes: 0 done, 1 bad data, 2 wrong command, 3 no store.",
        "Without `-o`, a table is laid out on a terminal and written as CSV on a pipe.",
        "",
        "The store is `--store URL`, or `GRAPHMAP_STORE`, or your own embedded store. Put a Neo4j server's user and "
        "password into",
        "`GRAPHMAP_USER` and `GRAPHMAP_PASSWORD` or into the URL, and keep them out of your shell's history.",
        "",
    )
    for command in _names_of(get_command(app)):
        answer = CliRunner().invoke(
            app, [*command.split(), "--help"], prog_name="graphmap", terminal_width=78, catch_exceptions=False
        )
        lines = [line.rstrip() for line in answer.stdout.strip().splitlines()]
        yield from (f"## graphmap {command}", "", "```text", *lines, "```", "")


def _names_of(group: object) -> Iterator[str]:
    """Yield what one types for each command of a group and of the groups in it."""
    for word, command in getattr(group, "commands", {}).items():
        yield from (f"{word} {below}" for below in _names_of(command)) if hasattr(command, "commands") else [word]


def _sheets() -> Iterator[str]:
    yield from (
        "# The sheets",
        "",
        "A folder of CSV files with these names, or one Excel workbook with these worksheets. "
        "`graphmap template DIR` writes empty ones.",
        "You can leave out any sheet, and any column that isn't marked as needed. Headings match whatever their "
        "case, spaces and macrons.",
        "A missing column changes nothing in the store; an empty cell empties the value.",
        "",
        "A reference is an id, or a name if only one has it, or `school:12` where an id alone is ambiguous. It can be "
        "to another row, or to",
        "something already in the store. Dates are year-month-day. A row whose first cell starts with `# ` is a note "
        "and is ignored.",
        "",
        "The date of an interaction may also be a month (`2026-03`, `03/2026`, `March 2026`), a term (`2026 T2`, "
        "`Term 2 2026`,",
        "`Wāhanga 2 2026`) or a year. It then counts in the middle, or on the first day while the middle is still to "
        "come. It is shown as",
        "it was given, and has the benefit of the doubt where a rule asks how long ago it was. A date after today is "
        "refused.",
        "Excel turns `2026-03` into a day: format the column as text first.",
        "",
        "Terms are those of `seed/terms.csv`, the Ministry of Education's for 2024 to 2026, which you may edit; "
        "holidays belong to the term before.",
        "A year that isn't in it uses fixed days: 1 January, 18 April, 11 July and 3 October. `graphmap health` names "
        "such years.",
        "",
        "The origin of a network is one of its choices. Your own words go after a colon: `sport: winter tournament`, "
        "`other: we met at a hui`.",
        "Several words without a colon, as older sheets have, are kept and count as *other*. A single word that is no "
        "choice is refused, as",
        "are words that are nearly a choice.",
        "",
        "Rows of `roles_held`, `memberships` and `funding` replace everything stored between the two they name: for a "
        "second period, add a",
        "second row. The cell `participants` lists everyone who took part; a row of `took_part` adds somebody, or says "
        "how they took part.",
        "",
        "A column that isn't listed here can be [a field of your own](fields.md), declared in the sheet `fields`.",
        "",
    )
    for sheet in model.SHEETS:
        yield from (
            f"## {sheet.name}",
            "",
            sheet.meaning,
            "",
            "| heading | needed | holds | for example |",
            "|---|---|---|---|",
        )
        for heading in sheet.headings:
            needed = "yes" if is_required(sheet, heading) else ""
            yield f"| {heading} | {needed} | {_meaning(sheet, heading)} | {_example(sheet, heading)} |"
        yield ""


def _meaning(sheet: model.Sheet, heading: str) -> str:
    if link := sheet.links.get(heading):
        return link.meaning
    property = model.property_of(sheet, heading)
    choices = f" One of: {', '.join(property.choices)}." if property.choices else ""
    kind = "" if property.type is model.Type.TEXT else f" ({property.type.value})"
    return property.meaning + choices + kind


def _example(sheet: model.Sheet, heading: str) -> str:
    link = sheet.links.get(heading)
    return link.example if link else model.property_of(sheet, heading).example


def _graph() -> Iterator[str]:
    yield from ("# The graph", "", "What a store holds, as declared in `graphmap/model.py`.", "", "## Entities", "")
    for kind in model.KINDS:
        yield from _kind(kind, f"{kind.meaning} In a reference: `{kind.word}:id`.")
    yield from ("## Relationships", "", "| from | relationship | to | properties | meaning |", "|---|---|---|---|---|")
    for r in model.RELATIONSHIPS:
        yield (
            f"| {', '.join(r.starts)} | {r.type} | {', '.join(r.ends)} | "
            f"{', '.join(p.name for p in r.properties)} | {r.meaning} |"
        )
    yield from (
        "",
        "## Beside the network",
        "",
        "What people keep in the same store. It comes from no sheet, and no measure counts it.",
        "",
    )
    for kind in model.KEPT:
        yield from _kind(kind, kind.meaning)


def _kind(kind: model.Kind, meaning: str) -> Iterator[str]:
    yield from (f"### {kind.label}", "", meaning, "")
    yield from ("| property | type | when anonymised | meaning |", "|---|---|---|---|")
    for p in kind.properties:
        type = f"{'list of ' if p.many else ''}{p.type.value}{', private' if p.private else ''}"
        yield f"| {p.name} | {type} | {p.leaves.value} | {p.meaning} |"
    yield ""


def _measures() -> Iterator[str]:
    yield from (
        "# Measures and ties",
        "",
        "## graphmap metrics",
        "",
        "One row per actor: `id` (its node key, as in `school:12`), `name`, `kind`, and the measures below. Values are",
        "networkx's; undefined values are empty.",
        "",
        "| column | meaning | unit | source |",
        "|---|---|---|---|",
    )
    yield from (f"| {m.name} | {m.meaning} | {m.unit} | {m.source} |" for m in MEASURES)
    yield from (
        "",
        "## How measures are defined",
        "",
        "w(i, j) is the strength of the tie between actors i and j. A tie is 1/w long, and d(i, j) is the "
        "length of the",
        "shortest path along ties. n is the number of actors.",
        "",
    )
    yield from (f"- **{m.name}**: {m.definition}" for m in MEASURES if m.definition)
    yield from (
        "",
        "## Ranks in two periods",
        "",
        f"The file `ranks` of [the Measures page](metrics.md). {_paragraph(ranks)}",
        "",
    )
    yield from ("| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in ranks.RANK_MEANINGS.items())
    yield from (
        "",
        "## Who works with those like themselves",
        "",
        "`graphmap metrics --by FIELD` groups the actors by [a field](fields.md), a property or their kind. It adds to",
        "each actor:",
        "",
        "| column | meaning |",
        "|---|---|",
    )
    yield from (f"| {name} | {meaning} |" for name, meaning in mixing.ACTOR_MIXING_MEANINGS.items())
    yield from ("", "`FILE.mixing` has one row for every two groups:", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in mixing.MIXING_MEANINGS.items())
    yield from ("", "`FILE.assortativity` has one row, of the whole network:", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in mixing.ASSORTATIVITY_MEANINGS.items())
    yield from ("", "## graphmap ties", "", "One row per tie.", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in TIE_MEANINGS.items())
    yield f"| same | {mixing.SAME} |"
    yield from ("", "## The trend of a tie", "", _paragraph(tie_profiles.Profile), "")
    yield (
        f"`FEWER` is {tie_profiles.FEWER}, `DEEPER` is {tie_profiles.DEEPER}, and `LEAST_INTERACTIONS` "
        f"is {tie_profiles.LEAST_INTERACTIONS}."
    )
    yield from ("", "## Who seeks from whom", "", _paragraph(direction), "")
    yield from ("Reciprocity: " + _paragraph(direction.reciprocity), "")


def _backend() -> Iterator[str]:
    yield from (
        "# networkx at national speed",
        "",
        "graphmap's measures are networkx's. The slow ones run, through networkx's own dispatch, on the "
        "backend `graphmap`,",
        "which comes with it and is built on python-igraph and scipy. Without igraph, functions that need it run on",
        "`rustworkx` (nx-rustworkx) or in networkx itself. The numbers are networkx's to 1e-9 either way.",
        "",
        "To use it in your own code, name the backend in one call or for all:",
        "",
        "```python",
        "import networkx as nx",
        "",
        'nx.betweenness_centrality(graph, weight="distance", backend="graphmap")',
        "",
        'nx.config.backend_priority = ["graphmap"]  # or NETWORKX_BACKEND_PRIORITY=graphmap; '
        "networkx does what the backend can't",
        'nx.community.leiden_communities(graph, weight="weight", seed=1)',
        "```",
        "",
        "A graph is converted to arrays once, and networkx keeps them with it until one of the graph's own "
        "methods changes",
        'it. After `graph["a"]["b"]["weight"] = 2` call `graph.__networkx_cache__.clear()`. The arrays,',
        '`graphmap.backend.arrays.GraphArrays.of(graph, "weight")`, also work as a graph for networkx, and can be sent',
        "to another process.",
        "",
        "## Without igraph",
        "",
        "python-igraph is under the GPL, version 2 or later; graphmap itself is under Apache-2.0. igraph is "
        "the extra `fast`",
        "(`pip install graphmap[fast]`), which `make app` installs. You may use the two together freely, but "
        "must pass them",
        "on together under the GPL. Without igraph the values are the same, only slower to come, except for "
        "communities,",
        "where each library finds another of several equally good partitions.",
        "",
        "## What it covers",
        "",
        "Graphs with parallel edges, functions as weights and weights that are not finite are left to networkx.",
        "",
        "| function | igraph | |",
        "|---|---|---|",
    )
    yield from (
        f"| {name} | {'needed' if FUNCTIONS[name].needs_igraph else ''} | {what or 'Every parameter.'} |"
        for name, what in COVERED.items()
    )
    yield from (
        "",
        "networkx uses the backend for graphs of the size from which it is faster, conversion included, and "
        "for graphs that",
        "are converted already.",
        "",
        "## Where it differs from networkx",
        "",
        "- Two paths count as equally short if their lengths differ by less than 1 part in 10¹⁰; networkx "
        "compares floats to",
        "  the last bit.",
        "- `effective_size` by weight, or of a directed graph, is Burt's. networkx 3.6.1 divides by the "
        "strongest tie of the",
        "  wrong end when it does all nodes at once (its values for single nodes, `nodes=[...]`, are right).",
        "- Results come in the order of the graph's nodes and edges.",
        "",
        "networkx's own tests of these functions run against the backend in our tests. They pass, except "
        "these of Louvain",
        "communities:",
        "",
    )
    yield from (f"- `{name}`: {why}." for name, why in DIFFERENT.items())
    yield from (
        "",
        "## PageRank",
        "",
        "Called by networkx, `pagerank` stops where networkx does, once a step changes less than n x `tol` "
        "in all; with the",
        "default 1e-6 that is 0.07 of a total of 1 for 70,000 actors, and leaves single values wrong by up to 40%.",
        f"`graphmap metrics` therefore asks for a change below {PAGERANK_CHANGE:g} at every size, which takes "
        "1.1 to 1.2",
        "times as long, conversion included. To get its values, pass `tol=1e-10 / len(graph), max_iter=10_000`.",
        "",
        "## Lengths",
        "",
        "As floats 1/10 + 1/10 + 1/10 is not 3/10, so one of two equally short paths is missed, and "
        "betweenness is off by up",
        "to about 1e-4. `graphmap metrics` therefore takes betweenness by distances in whole numbers of",
        f"1/{UNITS_PER_DISTANCE:,}, which floats add exactly (`graphmap.measures.exact_distances`). For your "
        "own networkx,",
        "`graphmap.measures.measures.with_lengths(graph)` is the graph with these lengths.",
        "",
    )
    yield _paragraph(lengths)
    yield from ("", "## Large networks", "", _paragraph(shortest_paths), "")
    yield "A Dask cluster can share this work among many machines: [how](cluster.md)."
    yield ""


def _files() -> Iterator[str]:
    yield from (
        "# Files for other tools",
        "",
        "The commands `metrics`, `ties`, `events`, `weak` and `health` write tables: "
        f"{', '.join(f'`{ending}`' for ending in TABLE_FORMATS)}. The command `graph` writes a view as a graph:",
        "",
        "| ending | for | holds |",
        "|---|---|---|",
    )
    yield from (f"| {format.ending} | {format.tools} | {format.holds} |" for format in GRAPH_FORMATS.values())
    yield from (
        "",
        "How to open them in [Gephi](tools/gephi.md), [Kumu](tools/kumu.md), [UCINET and Pajek](tools/ucinet.md), "
        "[R and igraph](tools/r-igraph.md), [pandas, Polars and networkx](tools/pandas.md). "
        "`graphmap package DIR` writes all of",
        "it as a Frictionless data package, with a schema for every table, a README and a citation.",
        "",
        "## Which of them to use",
        "",
        "- **Who works with whom, and how deeply**: `ties`, or `graph` for the network itself.",
        "- **Clustering, constraint, exponential random graphs (ERGMs)**: `graph --two-mode`, with actors and "
        "interactions as two kinds of node.",
        "  As ties, a hui of thirty is a clique of thirty, which makes everybody look closed in and tightly knit. "
        "Borgatti & Everett 1997.",
        "- **What happened, and how large it was**: `events`, one row per interaction; a note never leaves.",
        "- **Who asks whom**: `metrics --directed`, with in- and out-degree, reciprocity and prestige. Wasserman & "
        "Faust 1994.",
        "",
        "All of them can be written with `--anonymise`.",
        "",
        "## Where a file comes from",
        "",
        "Every file holds these fields, or the file `FILE.about.json` beside it does. The same store, options, "
        "`--date` (or",
        "`SOURCE_DATE_EPOCH`) and `--key` give the same files to the byte.",
        "",
        "| field | meaning |",
        "|---|---|",
    )
    yield from (f"| {name} | {meaning} |" for name, meaning in FIELD_MEANINGS.items())
    yield from ("", "## Without names", "", _paragraph(anonymise), "")
    yield (
        "Without `--key FILE` the codes differ at every run, and nobody can turn them back into names. With it, FILE "
        "lists the codes with"
    )
    yield "their names: only you can read it, so keep it apart from the data. What anonymising cannot protect:"
    yield from ("", *(f"- {sentence}" for sentence in anonymise.NOT_PROTECTED), "")
    yield (
        f"Groups of fewer than {anonymise.LEAST_ALIKE} who are alike in everything that is written are listed on "
        "standard error."
    )
    yield ""


def weak_links_page() -> Iterator[str]:
    """Return the lines of the page about weak links, all from the rules themselves."""
    yield from (
        "# How weak links are found",
        "",
        "A weak link is a tie, an actor, a role or a network that one of these rules finds. It has a severity from 0 "
        "to 1, a reason, the",
        "interactions behind it, a next step and a [priority](judgement.md#priority). Weak links with one cause make a "
        "[card](judgement.md#cards).",
        "The app shows the cards on [This term](this-term.md); `graphmap weak` writes all weak links.",
        "",
        "Weak links are judged from today, or from the day that `--as-at` gives, over the four school terms up to that "
        "day. `--since` and",
        "`--until` give another period. Where nothing is recorded in the year before that day, or fewer than "
        "`least_interactions` in the",
        "period, only roles are judged, and the output says so. No record doesn't mean nothing happened.",
        "",
        "The numbers in `code` are [below](#the-numbers). To use your own, write them in a TOML file and run "
        "`graphmap weak --rules FILE`.",
        "",
    )
    for about, heading in (("network", "Networks"), ("actor", "Actors"), ("tie", "Ties"), ("role", "Roles")):
        yield from (f"## {heading}", "")
        for rule in RULES:
            if rule.about == about:
                yield from _rule(rule)
    yield from ("## Next steps", "", _paragraph(next_steps), "", "Introductions: " + _paragraph(introductions), "")
    yield from ("## The numbers", "", "```toml", "[rules]")
    yield from (f"{number.name} = {number.default}  # {number.meaning}" for number in NUMBERS)
    yield from ("```", "", "## graphmap weak", "", "One row for each weak link.", "")
    yield from ("| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in WEAK_MEANINGS.items())
    yield from ("", "## graphmap weak --cards", "", "One row for each card, the first to act on first.", "")
    yield from ("| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in CARD_MEANINGS.items())
    yield ""


def _judgement() -> Iterator[str]:
    """Return the lines of the page about depth, priority and cards, from the code that judges."""
    yield from ("# How graphmap judges", "", "The rules are on the page about [weak links](weak-links.md).", "")
    yield from ("## How deep a tie is", "", _paragraph(settling), "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in settling.SETTLING_MEANINGS.items())
    yield ""
    yield (
        f"In numbers: at least {settling.LEAST_TIMES} interactions of that depth or deeper, with a share of at least "
        f"{settling.LEAST_SHARE:g} of the strength; lately is within {settling.STALE_DAYS} days of the day judged "
        "from. An example: 54 swaps of resources between two schools and one moderation of all eight. Each swap adds "
        "1, the moderation 1/7. So 0.14 of 54.14, less than a hundredth, is beyond sharing, and it happened once: the "
        "tie has settled at sharing, and its standing is beginning."
    )
    yield ""
    yield from _priority()
    yield from _cards()
    yield from ("## What each order rests on", "", "| first | then | because |", "|---|---|---|")
    yield from (f"| {first} | {then} | {because} |" for first, then, because in ORDERS)
    yield from ("", "## Where people may differ", "", *(f"- {choice}" for choice in DEBATABLE))
    yield from ("", "## Sources", "", *(f"- {source}" for source in SOURCES), "")
    yield from (
        "The sources give the order of depths, the strength of an interaction, and what makes a network fragile; each "
        "rule names its own. The numbers of settling, priority and cards are graphmap's choices: no source gives them.",
        "",
    )


ORDERS = (
    (
        "a person who leaves this term and alone carries the only tie of two schools",
        "any single event",
        "severity 1 and urgency 1, against a severity of 0.5 at most and an urgency of 0.6",
    ),
    (
        "any single event",
        "a pair without a partner in common",
        "a severity of 0.3 or more, against 0.05 at most",
    ),
    (
        "somebody who parts fifty from fifty",
        "the middle of a chain of three beside them",
        "both are measured against all in view: about half of all pairs, against 1 pair of all, and the reach of those "
        "cut off",
    ),
    (
        "a network without iwi",
        "the same network with half its work without a goal",
        "severity 1 against 0.5, with the same reach, urgency and surety",
    ),
    (
        "six schools whose ties all stop at sharing",
        "any one of those ties",
        "a card has the reach and the records of all its weak links",
    ),
    (
        "a small real problem",
        "a workshop of eighty",
        "an event of more than six is no finding about any pair, and two of them add 2/79 to a tie, too faint for a "
        "habit",
    ),
    (
        "one who carries most of the deep work",
        "one of many who carry a little more than the others",
        "half of the severity is the share itself, and below twice an equal share there is no finding",
    ),
)
"""Which of two comes first, and why: the page about judging."""

DEBATABLE = (
    "A tie that rests on one event has no settled depth, however deep that event was: its standing is one event. It "
    "counts as only sharing where that event went no deeper.",
    "Attendance counts people. In the view of organisations a meeting of two schools with forty people there adds "
    "1/39 to their tie. Leave attendance out where a few schools meet as schools.",
    "Twice an equal share is all there is among four actors, so who carries too much is judged from five.",
    "Where nobody’s part is recorded, a facilitator who was there counts as leading.",
    "A leaver comes before any single event; but a network of forty schools whose ties are all single events is one "
    "card that may come before somebody who leaves and carries one tie.",
    "Where nothing is recorded for a year, roles are still judged, because they need no record of work.",
    "An interaction may be dated by its month, term or year. Roles, memberships, goals and grants have whole dates.",
)
"""Choices that could have been made another way."""

SOURCES = (
    "Borgatti, S. P. (2006). Identifying sets of key players in a social network. *Computational & Mathematical "
    "Organization Theory*, 12, 21–34. What parts a network.",
    "Katz, S., Earl, L. M., & Ben Jaafar, S. (2009). *Building and Connecting Learning Communities: The Power of "
    "Networks for School Improvement*. Corwin. A clear focus, collaborative inquiry that challenges, and leadership "
    "formal and informal.",
    "Little, J. W. (1990). The persistence of privacy: Autonomy and initiative in teachers’ professional relations. "
    "*Teachers College Record*. From storytelling and sharing to joint work.",
    "Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and "
    "centrality. *Physical Review E*, 64, 016132. An interaction of n adds 1/(n - 1) to a tie.",
)
"""The works that judging as a whole rests on."""


EXAMPLE = Priority(severity=1.0, reach=reach(2, 8), urgency=1.0, surety=surety(6))
"""The example that the page about weak links works by hand: somebody who leaves."""

STAYS = replace(EXAMPLE, severity=0.35, urgency=ROUTINE)
"""The same tie if they stay."""


def _priority() -> Iterator[str]:
    factors = _sentences(priority).replace("`ROUTINE`", f"{ROUTINE:g}").replace("`HALF_SURE`", f"{HALF_SURE:g}")
    yield from (
        "## Priority",
        "",
        factors,
        "",
        "```text",
    )
    yield from ("priority = severity × reach × urgency × surety", "```", "")
    yield (
        "An example, worked by hand. Two of the eight schools in view are tied through six interactions, and Ana alone "
        "carries them. Her role ends this term, so the severity is 1 and the urgency is 1. The tie concerns two of "
        f"eight schools: the reach is √(2/8) = {EXAMPLE.reach:g}. Six records give a surety of 6 / (6 + "
        f"{HALF_SURE:g}) = {EXAMPLE.surety:g}. The priority is {EXAMPLE.severity:g} × {EXAMPLE.reach:g} × "
        f"{EXAMPLE.urgency:g} × {EXAMPLE.surety:g} = {EXAMPLE.value:g}. If Ana stays, the severity is "
        f"{STAYS.severity:g} and the urgency {ROUTINE:g}: the priority is {STAYS.value:g}."
    )
    yield ""


def _cards() -> Iterator[str]:
    yield from ("## Cards", "", _paragraph(cards), "")
    yield (
        "The priority of a card takes the highest severity and urgency among its weak links, and the reach and the "
        "records of all of them together. So six schools whose ties all stop at sharing come before any one of those "
        "ties. Three ties or more that one rule finds in one network are one card; so are ties outside any network "
        "in one connected part of the view. A tie that is the only link between two groups is on the card of its pair: "
        "each such link parts others. Ties between people go by the school that they share; a tie between two schools "
        "goes with one of them. Cards below a priority of "
        f"{cards.LEAST_PRIORITY:g} that share a rule and a network are joined, and so are all but the first four "
        "around schools: such a card comes where the first of them would, since many small matters don't add up to one "
        f"that is worth an hour. Among the first {cards.FIRST} cards, no network has two of one rule, unless there is "
        f"nothing else. A terminal shows the first {cards.FIRST} and all others of at least "
        f"{cards.LEAST_PRIORITY:g}; the rest are counted there, and the file has all."
    )
    yield ""


def _sentences(module: object) -> str:
    """Return a module's docstring as one paragraph, without its indented formula."""
    return " ".join(
        line.strip() for line in (module.__doc__ or "").splitlines() if line.strip() and not line.startswith("    ")
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.title} (`{rule.name}`)", "", rule.definition, "")
    yield from (f"- In the views: {', '.join(rule.views)}.", f"- Severity: {rule.severity}")
    yield from (f"- Source: {rule.source}", "")


def _paragraph(told: object) -> str:
    return " ".join((told.__doc__ or "").split())


def _health() -> Iterator[str]:
    yield from (
        "# Health",
        "",
        _paragraph(health),
        "",
        "## graphmap health",
        "",
        "One row for each network and term.",
        "",
    )
    yield from ("| column | meaning | source |", "|---|---|---|")
    sources = {measure.name: measure.source for measure in HEALTH_MEASURES}
    yield from (f"| {name} | {meaning} | {sources.get(name, '')} |" for name, meaning in health.HEALTH_MEANINGS.items())
    yield from (
        "",
        "## graphmap health --conditions",
        "",
        "One row for each network and condition.",
        "",
        "| column | meaning |",
        "|---|---|",
        *(f"| {name} | {meaning} |" for name, meaning in conditions.CONDITION_MEANINGS.items()),
        "",
        "A condition is strong where every number below is as good as its bound *strong* or better, thin where every "
        "one is",
        "as bad as its bound *thin* or worse, and mixed otherwise. A number is the mean over the last "
        f"{RECENT_TERMS} judged terms, or the",
        "last where that is written. The bounds are this project's own: research names the conditions, not how much of "
        "each is",
        "enough. Relational trust is not measured, because records of who met can't show it.",
        "",
        "| condition | number | good | strong | thin |",
        "|---|---|---|---|---|",
    )
    for title, number in condition_list.bounds():
        column = f"{number.columns}{', the last' if number.latest else ''}{', per term' if number.counts else ''}"
        yield f"| {title} | {column} | {number.good} | {number.strong:g} | {number.thin:g} |"
    yield from ("", "| condition | what a survey would tell | how to measure it |", "|---|---|---|")
    yield from (f"| {each.title} | {each.survey} | {each.how} |" for each in condition_list.CONDITIONS)
    yield ""


def _map() -> Iterator[str]:
    yield from (
        "# The look of the map",
        "",
        "The look of everything is declared in `graphmap/map/visual_language.py`, and nothing depends on colour alone.",
        "Contrasts are WCAG 2.2's, with the light and the dark page. Distances are in Oklab, where black and "
        "white are 1",
        "apart: the least for full sight and for simulated protanopia, deuteranopia and tritanopia (Machado, "
        "Oliveira &",
        "Fernandes 2009). The tests check every figure against its limit.",
        "",
        "## Kinds",
        "",
        "Each kind has a shape and a colour.",
        "",
        "| kind | shape | colour | contrast, light | dark |",
        "|---|---|---|---|---|",
    )
    for label, kind in visual_language.KINDS.items():
        contrasts = (f"{contrast(kind.colour, page):.1f}" for page in visual_language.BACKGROUNDS.values())
        yield f"| {model.KIND[label].plural} | {kind.shape} | `{kind.colour}` | {' | '.join(contrasts)} |"
    yield from (
        "",
        "A hollow mark is an actor without a tie in the period. If its rim is broken, nothing at all is "
        "recorded about the",
        "actor in the period, so nobody knows. A larger mark has more of the chosen measure; an actor "
        "without a value is",
        "drawn smallest, and counted.",
        "",
        "## Ties",
        "",
        "The dashes, width and colour of a tie show the depth it has *settled* at: the deepest level reached at "
        "least twice that,",
        "with everything deeper, carries a fifth or more of its strength. One moderation does not change the line of "
        "a pair that",
        "has swapped resources for two years. A stronger tie is wider. With arrows, a line runs from the actor who "
        "seeks to the",
        "one they seek from; if both seek from each other there are two lines, bowed apart.",
        "",
        "| settled depth | drawn | contrast, light | dark |",
        "|---|---|---|---|",
    )
    for name, depth in zip(model.DEPTHS, visual_language.DEPTHS, strict=True):
        drawn = f"dashes of {depth.dashes[0]}, gaps of {depth.dashes[1]}" if depth.dashes else "solid"
        wider = ", wider" if name == model.DEPTHS[-1] else ""
        contrasts = (
            f"{contrast(depth.colours[theme], page):.1f}" for theme, page in visual_language.BACKGROUNDS.items()
        )
        yield f"| {name} | {drawn}{wider} | {' | '.join(contrasts)} |"
    dots, gaps = visual_language.ONE_EVENT_DASHES
    yield from (
        "",
        "Three standings have a mark, which needs no colour:",
        "",
        "| standing | mark | meaning |",
        "|---|---|---|",
        "| beginning | a diamond on the line | Not settled beyond sharing, but something deeper happened in the last "
        "year. |",
        "| lapsed | a thin line within a pale band | Settled beyond sharing, but nothing that deep in the last year. |",
        f"| one event | thin; dots of {dots}, gaps of {gaps} | Too little to settle: it has the colour of that event’s "
        "depth. |",
        "",
        "The last year is the one before the end of the period, or before the last record. On the map of everybody, "
        "lines have",
        "their pattern and mark around whoever you point at. Where a line stands for many ties it has a mark if at "
        "least half",
        "of them do. The panel, the table and what a line says when you point at it put it in words, such as *Settled "
        "at challenge:",
        "6 of 9 interactions since March 2025 went beyond sharing*.",
        "",
        "## Colour by something else",
        "",
        "![The map in the dark, coloured and sized by betweenness, with arrows for who seeks from whom]"
        "(pictures/map-betweenness-1440-dark.png)",
        "",
        "Shapes still show the kind. Groups (networks, communities, parts, regions) have a colour each, from "
        "the largest on,",
        "as far as there are colours that everybody can tell apart; the rest are grey, but listed and "
        "counted too. The values",
        "of a measure are in at most five classes, with about as many actors in each.",
        "",
        "| colours | theme | how many | least contrast | least distance between two |",
        "|---|---|---|---|---|",
    )
    for what, palettes in (("groups", visual_language.GROUPS), ("classes of a measure", visual_language.AMOUNTS)):
        for theme, colours in palettes.items():
            least = min(contrast(colour, visual_language.BACKGROUNDS[theme]) for colour in colours)
            yield (
                f"| {what} | {theme} | {len(colours)} | {least:.1f} | "
                f"{min(apart(*pair) for pair in combinations(colours, 2)):.2f} |"
            )
    yield from (
        "",
        "## The legend",
        "",
        "The legend lists everything on the map with its count. Click an entry to make only its actors or "
        "ties stand out:",
        "several entries of one sort add up, entries of another sort narrow them, and the rest fades. Click "
        "a swatch to",
        "choose another colour; ↺ restores it. Both are in the page's address.",
        "",
        "## Names",
        "",
        "With fewer than 30 marks, all are named; a word that most names begin with may be left out, and a thin line "
        "leads to a name that found no room beside its mark. With more, the largest marks keep their names",
        "longest; zoom in to make room for more. No name covers another or a mark, or reaches over the edge.",
        "",
        "## To take away",
        "",
        "*Look* has sizes for a projector and for paper (dark on white). The arrow at the corner of the map "
        "saves what is in",
        "view, with its title, period, date and legend: as a PNG at two or four times the size of the "
        "screen, as SVG with",
        "text as text, or as one HTML file that works offline, fetches nothing, and contains only what it draws.",
    )


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
