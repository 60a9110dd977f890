"""Write the parts of the docs that are made from the code: `make docs`; a test holds them to it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
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
from graphmap.graph import direction, tie_profiles
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.health import health
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.map import visual_language
from graphmap.measures import ranks, shortest_paths
from graphmap.measures.exact_distances import UNITS, lengths
from graphmap.measures.measures import MEASURES
from graphmap.sheets.reading import is_required
from graphmap.weak import introductions, next_steps
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.weak_links import RULES, WEAK_MEANINGS
from tools.sight import apart, contrast

DOCS = Path(__file__).parent.parent / "docs"
_MADE = "<!-- Made from the code by `make docs`: do not edit by hand. -->\n"


def pages() -> Mapping[Path, str]:
    """The text of every page that is made from the code."""
    return {
        DOCS / "backend.md": _MADE + "\n".join(_backend()),
        DOCS / "files.md": _MADE + "\n".join(_files()),
        DOCS / "commands.md": _MADE + "\n".join(_commands()),
        DOCS / "sheets.md": _MADE + "\n".join(_sheets()),
        DOCS / "graph.md": _MADE + "\n".join(_graph()),
        DOCS / "measures.md": _MADE + "\n".join(_measures()),
        DOCS / "weak-links.md": _MADE + "\n".join(_weak_links()),
        DOCS / "map.md": _MADE + "\n".join(_map()),
        DOCS / "health.md": _MADE + "\n".join(_health()),
    }


def _commands() -> Iterator[str]:
    yield from (
        "# The command line",
        "",
        "Errors are one sentence on standard error. Exit codes: 0 done, 1 bad data, 2 a wrong command, 3 no store.",
        "Without `-o`, a table is shown on a terminal and written as CSV on a pipe.",
        "",
        "The store is `--store URL`, else `GRAPHMAP_STORE`, else your own embedded store. A Neo4j "
        "server's user and password",
        "go into the URL or into `GRAPHMAP_USER` and `GRAPHMAP_PASSWORD`; keep them out of your shell's history.",
        "",
    )
    for command in _names_of(get_command(app)):
        answer = CliRunner().invoke(
            app, [*command.split(), "--help"], prog_name="graphmap", terminal_width=78, catch_exceptions=False
        )
        lines = [line.rstrip() for line in answer.stdout.strip().splitlines()]
        yield from (f"## graphmap {command}", "", "```text", *lines, "```", "")


def _names_of(group: object) -> Iterator[str]:
    """What one types for each command of a group, and of the groups in it."""
    for word, command in getattr(group, "commands", {}).items():
        yield from (f"{word} {below}" for below in _names_of(command)) if hasattr(command, "commands") else [word]


def _sheets() -> Iterator[str]:
    yield from (
        "# The sheets",
        "",
        "A folder of CSV files with these names, or one Excel workbook with these worksheets. "
        "`graphmap template DIR` writes them",
        "empty. Any sheet may be missing, and any column but those marked as needed; headings "
        "match without regard to case,",
        "spaces or macrons. A column that is missing says nothing, and leaves what is stored as it "
        "is; an empty cell empties it.",
        "",
        "A reference is an id, or a name where that is unambiguous, or both as in `school:12`. It "
        "may be to another row, or to what",
        "is in the store already. Dates are year-month-day. A row whose first cell begins with `# "
        "` is a note and is passed over.",
        "",
        "The sheets `roles_held`, `memberships` and `funding` say all there is between the two "
        "that a row names: a second spell is a",
        "second row. The cell `participants` says all there is of who took part; a row of "
        "`took_part` adds to it, or says how.",
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
    yield from ("# The graph", "", "What a store holds, as `graphmap/model.py` declares it.", "", "## Entities", "")
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
        "What people keep in the same store. No sheet brings it, and nothing measured has it.",
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
        "One row an actor: `id` (its node key, as in `school:12`), `name`, `kind`, and the "
        "measures below, in networkx's",
        "conventions. Strength is a tie's weight; shortest paths go by distance, which is "
        "1/weight. What is undefined is empty.",
        "",
        "| column | meaning | source |",
        "|---|---|---|",
    )
    yield from (f"| {m.name} | {m.meaning} | {m.source} |" for m in MEASURES)
    yield from (
        "",
        "## Ranks in two windows",
        "",
        f"The file `ranks` of [the Metrics page](metrics.md). {_paragraph(ranks)}",
        "",
    )
    yield from ("| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in ranks.RANK_MEANINGS.items())
    yield from ("", "## graphmap ties", "", "One row a tie.", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in TIE_MEANINGS.items())
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
        "graphmap's measures are networkx's. The slow ones run through networkx's own dispatch on "
        "the backend `graphmap`, which comes",
        "with it and whose core is python-igraph and scipy; what needs igraph where there is none, "
        "on `rustworkx` (nx-rustworkx); the rest",
        "in networkx itself. The numbers are networkx's to 1e-9, whichever does it.",
        "",
        "Your own code gets it by naming the backend, in one call or in all:",
        "",
        "```python",
        "import networkx as nx",
        "",
        'nx.betweenness_centrality(graph, weight="distance", backend="graphmap")',
        "",
        'nx.config.backend_priority = ["graphmap"]  # or NETWORKX_BACKEND_PRIORITY=graphmap; '
        "networkx does what the backend cannot",
        'nx.community.leiden_communities(graph, weight="weight", seed=1)',
        "```",
        "",
        "A graph is turned into arrays once, and networkx keeps them with it until one of the "
        "graph's own methods changes it. After",
        '`graph["a"]["b"]["weight"] = 2` call `graph.__networkx_cache__.clear()`. The arrays themselves,',
        '`graphmap.backend.arrays.GraphArrays.of(graph, "weight")`, are a graph for networkx too, '
        "and can be sent to another process.",
        "",
        "## Without igraph",
        "",
        "python-igraph is under the GPL, version 2 or later; graphmap itself is under Apache-2.0. "
        "It is the extra `fast`",
        "(`pip install graphmap[fast]`), which `make app` installs. Who passes on graphmap "
        "together with igraph must do so under the GPL;",
        "using the two obliges to nothing. Without it what needs it is left to rustworkx or "
        "networkx: the values are the same, only",
        "slower, but for communities, where each library finds another of the partitions that are as good.",
        "",
        "## What it has",
        "",
        "Never a graph with parallel edges, a function as weight, or weights that are not finite: networkx does those.",
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
        "networkx hands a graph over from the size on where it is quicker, conversion included; a "
        "graph that is converted already, always.",
        "",
        "## Where it differs from networkx",
        "",
        "- Two paths count as equally short if their lengths differ by less than 1 part in 10¹⁰; "
        "networkx compares floats to the last bit.",
        "- `effective_size` by weight, or of a directed graph, is Burt's. networkx 3.6.1 divides "
        "by the strongest tie of the wrong end",
        "  when it does all nodes at once (its own values for single nodes, `nodes=[...]`, are right).",
        "- The order of what is found is that of the graph's nodes and edges.",
        "",
        "networkx's own tests of these functions run against the backend in our tests. They pass, "
        "but for these of Louvain communities:",
        "",
    )
    yield from (f"- `{name}`: {why}." for name, why in DIFFERENT.items())
    yield from (
        "",
        "## Lengths",
        "",
        "As floats 1/10 + 1/10 + 1/10 is not 3/10, so of two paths that are equally short one is "
        "missed, and betweenness is off by up to",
        "some 1e-4. `graphmap metrics` therefore takes betweenness by distance in whole numbers of "
        f"1/{UNITS:,}, which floats add",
        "exactly (`graphmap.measures.exact_distances`; "
        "`graphmap.measures.measures.with_lengths(graph)` is the graph with them, for your own "
        "networkx).",
        "",
    )
    yield _paragraph(lengths)
    yield from ("", "## Large networks", "", _paragraph(shortest_paths), "")
    yield "With a Dask cluster the same work is shared by many machines: [how](cluster.md)."
    yield ""


def _files() -> Iterator[str]:
    yield from (
        "# Files that leave",
        "",
        "Tables (`metrics`, `ties`, `weak`, `health`) are `.csv`, `.json`, `.parquet` or `.xlsx`, "
        "a view (`graph`) is any of these:",
        "",
        "| ending | for | holds |",
        "|---|---|---|",
    )
    yield from (f"| {format.ending} | {format.tools} | {format.holds} |" for format in GRAPH_FORMATS.values())
    yield from (
        "",
        "How to open them: [Gephi](tools/gephi.md), [Kumu](tools/kumu.md), [UCINET and Pajek](tools/ucinet.md), "
        "[R and igraph](tools/r-igraph.md), [pandas, Polars and networkx](tools/pandas.md). "
        "`graphmap package DIR` writes all of it as a",
        "Frictionless data package, with a schema for every table, a README and a citation.",
        "",
        "## Where it comes from",
        "",
        "Every file says so, or a file beside it, `FILE.about.json`, does. With the same store, "
        "options and `--date` (or",
        "`SOURCE_DATE_EPOCH`), and with `--anonymise` the same `--key`, the files are the same to the byte.",
        "",
        "| field | meaning |",
        "|---|---|",
    )
    yield from (f"| {name} | {meaning} |" for name, meaning in FIELD_MEANINGS.items())
    yield from ("", "## Without names", "", _paragraph(anonymise), "")
    yield (
        "Without `--key FILE` the codes are others at every run, and nobody can turn them back. With "
        "it, FILE holds the secret and who"
    )
    yield "each code stands for: only its owner can read it; keep it apart from the data. What cannot be protected:"
    yield from ("", *(f"- {sentence}" for sentence in anonymise.NOT_PROTECTED), "")
    yield (
        f"Small cells are listed on standard error: fewer than {anonymise.LEAST_ALIKE} alike in all "
        "that is written of them."
    )
    yield ""


def _weak_links() -> Iterator[str]:
    yield from (
        "# How weak links are found",
        "",
        "A weak link is a tie, an actor, a role or a network that one of these rules names, with a "
        "severity from 0 to 1, its reason,",
        "the interactions that it rests on, and a next step. Where fewer interactions are in the "
        "window than `least_interactions`, only",
        "roles are judged, and the output says so. Nothing recorded is not the same as nothing done.",
        "",
        "The numbers in `code` are [below](#the-numbers); give your own in a TOML file with "
        "`graphmap weak --rules FILE`.",
        "",
    )
    for about, heading in (("network", "Networks"), ("actor", "Actors"), ("tie", "Ties"), ("role", "Roles")):
        yield from (f"## {heading}", "")
        for rule in RULES:
            if rule.about == about:
                yield from (
                    f"### {rule.title} (`{rule.name}`)",
                    "",
                    rule.definition,
                    "",
                    f"- In the views: {', '.join(rule.views)}.",
                )
                yield from (f"- Severity: {rule.severity}", f"- Source: {rule.source}", "")
    yield from ("## Next steps", "", _paragraph(next_steps), "", "Introductions: " + _paragraph(introductions), "")
    yield from ("## The numbers", "", "```toml", "[rules]")
    yield from (f"{number.name} = {number.default}  # {number.metadata['meaning']}" for number in fields(Thresholds))
    yield from ("```", "", "## graphmap weak", "", "One row a weak link.", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in WEAK_MEANINGS.items())
    yield ""


def _paragraph(told: object) -> str:
    return " ".join((told.__doc__ or "").split())


def _health() -> Iterator[str]:
    yield from ("# Health", "", _paragraph(health), "", "## graphmap health", "", "One row a network and term.", "")
    yield from ("| column | meaning | source |", "|---|---|---|")
    sources = {measure.name: measure.source for measure in HEALTH_MEASURES}
    yield from (f"| {name} | {meaning} | {sources.get(name, '')} |" for name, meaning in health.HEALTH_MEANINGS.items())
    yield ""


def _map() -> Iterator[str]:
    yield from (
        "# The look of the map",
        "",
        "What anything looks like is decided in `graphmap/map/visual_language.py`, and nothing "
        "rests on colour alone. Contrasts are WCAG 2.2's, with the",
        "light and the dark page. Distances are in Oklab, where black and white are 1 apart: the "
        "least to full sight and to",
        "simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009). "
        "The tests hold every figure to its bound.",
        "",
        "## Kinds",
        "",
        "Each has a shape and a colour.",
        "",
        "| kind | shape | colour | contrast, light | dark |",
        "|---|---|---|---|---|",
    )
    for label, kind in visual_language.KINDS.items():
        told = (f"{contrast(kind.colour, page):.1f}" for page in visual_language.BACKGROUNDS.values())
        yield f"| {model.KIND[label].plural} | {kind.shape} | `{kind.colour}` | {' | '.join(told)} |"
    yield from (
        "",
        "Hollow: an actor without a tie in the window. Hollow with a broken rim: one for whom "
        "nothing at all is recorded in it, at any",
        "depth, so that nobody knows. Larger: more of the measure that is chosen; who has no value "
        "is drawn smallest, and counted.",
        "",
        "## Ties",
        "",
        "A tie's deepest work shows in its dashes and its width as well as in its colour. A "
        "stronger tie is wider. With arrows, a line",
        "leads from who seeks to whom they seek from; where each seeks from the other there are two, bowed apart.",
        "",
        "| depth | drawn | contrast, light | dark |",
        "|---|---|---|---|",
    )
    for name, depth in zip(model.DEPTHS, visual_language.DEPTHS, strict=True):
        drawn = f"dashes of {depth.dashes[0]}, gaps of {depth.dashes[1]}" if depth.dashes else "solid"
        wider = ", wider" if name == model.DEPTHS[-1] else ""
        told = (f"{contrast(depth.colours[theme], page):.1f}" for theme, page in visual_language.BACKGROUNDS.items())
        yield f"| {name} | {drawn}{wider} | {' | '.join(told)} |"
    yield from (
        "",
        "## Colour by something else",
        "",
        "![The map in the dark, coloured and sized by betweenness, with arrows for who seeks from whom](map-dark.png)",
        "",
        "Then shapes still say the kind. Groups (networks, communities, parts, regions) have a "
        "colour each from the largest on, as far as",
        "colours go that everybody can tell apart; the rest are grey, and listed and counted all "
        "the same. A measure's values are in at",
        "most five classes, with about as many actors in each.",
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
        "It lists everything on the map with its count. A click on an entry shows only what has "
        "it: several of one sort add up, another",
        "sort narrows them; the rest fades. A click on a swatch recolours the entry, ↺ gives its "
        "own colour back. Both are in the",
        "page's address.",
        "",
        "## Names",
        "",
        "The largest marks keep their names longest; nearer, there is room for more. No name "
        "covers another or a mark. What is pointed",
        "at or chosen has its name in full.",
        "",
        "## To take away",
        "",
        "*Look* has sizes for a projector and for paper, which is dark on white. The arrow at the "
        "map's corner takes away what is in view,",
        "with its title, its window, the date of the data and its legend: as a PNG, double or four "
        "times the size of the screen; as SVG,",
        "where text is text; or as one HTML file that explores offline, fetches nothing, and "
        "carries only what it draws.",
    )


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
