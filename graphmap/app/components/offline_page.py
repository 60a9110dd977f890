"""A map as a web page in one file. It works offline, holds only what it draws, and can be moved, zoomed and read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from graphmap.app.components.bundle import FRONTEND, STYLE, bundle, vis_source
from graphmap.language.words import Language
from graphmap.map.visual_language import BACKGROUNDS, TEXT, Theme

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
:root {{ color-scheme: {theme}; {colours} }}
body {{ margin: 0; padding: 1rem clamp(0.75rem, 3vw, 2.5rem); color: var(--st-text-color);
  background: var(--st-background-color); font-family: var(--st-font); }}
h1 {{ margin: 0 0 0.25rem; font-size: 1.4rem; overflow-wrap: anywhere; }}
p {{ margin: 0 0 0.25rem; overflow-wrap: anywhere; }}
main {{ margin-top: 0.75rem; }}
.network-map {{ height: max(20rem, calc(100vh - 18rem)) !important; }}
{style}
</style>
</head>
<body>
<h1>{title}</h1>
{lines}
<main id="map"></main>
<script type="application/json" id="data">{data}</script>
<script type="module">
{script}
const data = JSON.parse(document.getElementById("data").textContent);
const nobodyAsks = () => {{}};
show({{ parentElement: document.getElementById("map"), data, setStateValue: nobodyAsks, setTriggerValue: nobodyAsks }});
</script>
</body>
</html>
""")

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
"""Fetch nothing and send nothing, whatever is in a name."""

_COLOURS = {
    "light": {"border": "#D5DAE0", "secondary-background": "#F4F6F8", "primary": "#1F7A8C"},
    "dark": {"border": "#39424D", "secondary-background": "#182029", "primary": "#7CCFC6"},
}


_HEIGHT = 640  # pixels, of a map that fills its page in the app

_KEPT = (
    "key",
    "title",
    "height",
    "words",
    "nodes",
    "edges",
    "extent",
    "options",
    "caption",
    "backdrop",
    "arrangement",
    "enlarged",
    "isForPaper",
)
"""The parts of a map's data that its page keeps."""


@dataclass(frozen=True)
class Caption:
    """The words on a downloaded map: `title`, the `lines` under it, and the name of the `file` without its ending."""

    title: str
    lines: tuple[str, ...]
    file: str


def page_of(data: Mapping[str, Any], caption: Caption, theme: Theme, language: Language, now: Mapping[str, Any]) -> str:
    """Write the map of `data`, which is that of `network_map`, as HTML.

    `now` is its state on the screen: the ``view`` (position and scale), and the ``places`` of the nodes.
    """
    places = now["places"]
    shown = {
        **kept_data(data),
        "nodes": [
            {**node, **{axis: places.get(node["id"], node)[axis] for axis in ("x", "y")}} for node in data["nodes"]
        ],
        "startView": now["view"],
    }
    return document(caption.title, caption.lines, shown, theme, language)


def kept_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the parts of `data` for a map that nothing steers: all that it draws, and no others to search for."""
    return {
        **{name: data[name] for name in _KEPT},
        "height": data["height"] or _HEIGHT,
        "legend": data["legend"] and {**data["legend"], "canChange": False},
        "findable": {"others": [], "hasMore": False},
        "centre": None,
        "canMakePage": False,
        "terms": None,
    }


def document(title: str, lines: Sequence[str], data: Mapping[str, Any], theme: Theme, language: Language) -> str:
    """Write a page in `language` that shows `data`, a map or a story, under a title and some lines."""
    script = bundle(FRONTEND / "network_map" / "index.js", vis_source()).replace("</script", "<\\/script")
    return str(
        _PAGE.format(
            policy=_POLICY,
            title=title,
            theme=theme,
            language=language,
            lines=Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines),
            colours=Markup(_colours(theme)),  # noqa: S704 — ours, as is the next
            style=Markup(STYLE.read_text("utf-8")),  # noqa: S704
            script=Markup(script),  # noqa: S704 — ours and vis-network's
            data=Markup(_in_script(json.dumps(data, ensure_ascii=False))),  # noqa: S704 — nothing in it can end the script
        )
    )


def _colours(theme: Theme) -> str:
    colours = {"text": TEXT[theme], "background": BACKGROUNDS[theme], **_COLOURS[theme]}
    properties = "".join(f"--st-{name}-color: {colour}; " for name, colour in colours.items())
    return f"{properties}--st-font: system-ui, sans-serif; --st-base-radius: 0.5rem;"


def _in_script(text: str) -> str:
    """Escape JSON so that no name in it can end the script."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
