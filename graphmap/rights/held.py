"""Everything that is held about one person, as they may ask for it (IPP 6): as JSON, and as a page to read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl
from markupsafe import Markup

from graphmap import model
from graphmap.actions.saving import actions
from graphmap.language.wording import day as day_in_words
from graphmap.model import NodeKey
from graphmap.records.forms import stored_cells
from graphmap.rights.mentions import Mentions
from graphmap.rights.register import rights_of
from graphmap.store.store import Store
from graphmap.stories.saving import saved_views, stories
from graphmap.tables import GraphTables


@dataclass(frozen=True)
class Held:
    """Everything held about a person. ``mentioned`` has the texts elsewhere that have their name."""

    name: str
    key: NodeKey
    record: Mapping[str, str]
    rights: Mapping[str, str]
    roles: Sequence[Mapping[str, str]]
    interactions: Sequence[Mapping[str, str]]
    log: Sequence[Mapping[str, str]]
    earlier_values: Sequence[Mapping[str, str]]
    cards: Sequence[Mapping[str, str]]
    stories: Sequence[Mapping[str, str]]
    views: Sequence[Mapping[str, str]]
    mentioned: Sequence[Mapping[str, str]]

    def as_json(self) -> str:
        """Return it as JSON, for other programs."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    def as_page(self) -> str:
        """Return it as a page of HTML to read or print, which asks for nothing from anywhere."""
        parts = Markup("").join(_part(title, meaning, getattr(self, name)) for name, title, meaning in _PARTS)
        return str(
            Markup(
                '<!doctype html>\n<html lang="en-NZ"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width">'
                "<title>What is held about {}</title><style>{}</style></head>"
                "<body><h1>What is held about {}</h1>{}</body></html>\n"
            ).format(self.name, _STYLE, self.name, parts)
        )


_STYLE = Markup(
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2a33}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;"
    "border-bottom:1px solid #d5dde2}h2{margin-top:2rem}p.none{color:#5a6872}"
)

_PARTS = (
    ("record", "Your record", "The record itself, and the cluster's own fields."),
    ("rights", "Why we hold it, and what you answered", ""),
    ("roles", "Roles", "The roles you hold or held, and where."),
    ("interactions", "What you took part in", "With whom, when, and what was noted."),
    ("cards", "Steps taken on", "Next steps that you took on, or that are about you."),
    ("stories", "Stories", "Pages of stories that name you."),
    ("views", "Saved views", "Saved views of the map that name you."),
    ("mentioned", "Elsewhere", "Other texts that have your name."),
    ("log", "Changes", "What was changed that concerns you, when and by whom."),
    ("earlier_values", "Earlier values", "What your record said before."),
)


def _part(title: str, meaning: str, rows: Mapping[str, str] | Sequence[Mapping[str, str]]) -> Markup:
    listed = (
        [{"what": name, "value": value} for name, value in rows.items()] if isinstance(rows, Mapping) else list(rows)
    )
    shown = [row for row in listed if any(row.values())]
    head = Markup("<h2>{}</h2>{}").format(title, Markup("<p>{}</p>").format(meaning) if meaning else "")
    if not shown:
        return head + Markup('<p class="none">Nothing.</p>')
    names = list(shown[0])
    heads = Markup("").join(Markup("<th>{}</th>").format(name.replace("_", " ")) for name in names)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(row[name]) for name in names))
        for row in shown
    )
    return head + Markup("<table><tr>{}</tr>{}</table>").format(heads, lines)


def held_about(store: Store, tables: GraphTables, person: NodeKey) -> Held:
    """Return everything that `store` holds about `person`; `tables` is the graph in it."""
    rights, id = rights_of(tables, person), model.split_key(person)[1]
    names = dict(tables.entities(model.KIND).select("key", "name").iter_rows())
    keys = store.merged_into(person)
    earlier, naming = store.earlier_rows(keys), _naming(store, keys)
    mentions = Mentions({names[person], *(str(row["name"]) for _, row in earlier if row["name"])})
    return Held(
        name=names[person],
        key=person,
        record={"id": id, **stored_cells(tables, "Person", [id])[id]},
        rights=rights,
        roles=_roles(tables, person, names),
        interactions=_interactions(tables, person, names),
        log=[
            {
                "change": str(change.seq),
                "when": change.act.at.isoformat(sep=" ", timespec="minutes"),
                "by": change.act.by,
                "what": change.act.what,
                "why": change.act.why,
            }
            for change in store.log()
            if change.seq in naming or mentions.are_in(f"{change.act.by} | {change.act.why}")
        ],
        earlier_values=[
            {
                "before_change": str(change.seq),
                "id": str(row["id"]),
                "name": str(row["name"]),
                "fields": row["extra"] or "",
            }
            for change, row in earlier
        ],
        cards=[
            {
                "card": card.title,
                "step": card.step,
                "who": card.who,
                "taken": card.taken.isoformat(),
                "state": card.state,
            }
            for card in actions(store)
            if person in card.about or mentions.are_in(f"{card.who} | {card.title} | {card.why}")
        ],
        stories=[
            {"story": story.title, "heading": page.heading, "text": page.text}
            for story in stories(store)
            for page in story.pages
            if mentions.are_in(f"{story.title} | {page.heading} | {page.text}")
        ],
        views=[
            {"view": view.name}
            for view in saved_views(store)
            if mentions.are_in(view.name) or f"person%3A{id}" in view.address
        ],
        mentioned=_mentioned(tables, person, mentions, names),
    )


def _naming(store: Store, keys: Iterable[NodeKey]) -> set[int]:
    return {change.seq for key in keys for change in store.log(entity=key)}


def _roles(tables: GraphTables, person: NodeKey, names: Mapping[NodeKey, str]) -> list[Mapping[str, str]]:
    at = tables.relationships["AT"].select(end="start", place="end")
    held = tables.relationships["HOLDS"].filter(pl.col("start") == person).join(at, on="end", how="left")
    return [
        {
            "role": names[row["end"]],
            "at": names.get(row["place"] or "", ""),
            "since": str(row["since"] or ""),
            "until": str(row["until"] or ""),
        }
        for row in held.iter_rows(named=True)
    ]


def _interactions(tables: GraphTables, person: NodeKey, names: Mapping[NodeKey, str]) -> list[Mapping[str, str]]:
    took_part = tables.relationships["TOOK_PART"]
    mine = took_part.filter(pl.col("start") == person).select("end", "part").unique("end")
    there = took_part.join(mine.select("end"), on="end", how="semi").group_by("end").agg("start")
    rows = tables.kinds["Interaction"].with_columns(tables.keys("Interaction").alias("end"))
    found = rows.join(mine, on="end").join(there, on="end").sort("date", "id")
    return [
        {
            "when": row["dated"] or day_in_words(row["date"]),
            "practice": row["practice"],
            "part": row["part"] or "",
            "others": ", ".join(sorted(names[key] for key in row["start"] if key != person)),
            "note": row["note"] or "",
            "from": row["source"] or "",
        }
        for row in found.iter_rows(named=True)
    ]


def _mentioned(
    tables: GraphTables, person: NodeKey, mentions: Mentions, names: Mapping[NodeKey, str]
) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    for label, table in tables.kinds.items():
        texts = [name for name, type in table.schema.items() if type == pl.String and name != "id"]
        for row in table.select("id", *texts).iter_rows(named=True):
            key = model.node_key(label, row["id"])
            found += [
                {"where": f"{model.KIND[label].word}, {names[key]}", "what": name, "text": str(row[name])}
                for name in texts
                if key != person and row[name] and label != "Rights" and mentions.are_in(row[name])
            ]
    return found
