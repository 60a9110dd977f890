"""The legend under the map: every kind and depth that is on it, with how many there are."""

from base64 import b64encode
from collections import Counter

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap import look, model
from graphmap.drawing import depths_present
from graphmap.look import Theme
from graphmap.model import KIND

_SHAPES = {
    "dot": Markup('<circle cx="8" cy="8" r="6"/>'),
    "square": Markup('<rect x="2.5" y="2.5" width="11" height="11"/>'),
    "diamond": Markup('<path d="M8 1 15 8 8 15 1 8Z"/>'),
    "triangle": Markup('<path d="M8 2 15 14H1Z"/>'),
    "triangleDown": Markup('<path d="M8 14 15 2H1Z"/>'),
    "hexagon": Markup('<path d="M4.5 2h7L15 8l-3.500 6h-7L1 8Z"/>'),
    "star": Markup('<path d="m8 1 2.100 4.600 5 .5-3.800 3.300 1.200 4.900L8 11.700l-4.500 2.600 1.200-4.900L.9 6.100l5-.5Z"/>'),
}


def show_legend(graph: nx.Graph, theme: Theme) -> None:
    """Show the legend of what `graph` has."""
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    items = [_kind_item(label, count) for label, count in sorted(kinds.items(), key=lambda item: list(KIND).index(item[0]))]
    items += [_depth_item(depth, count, theme) for depth, count in depths_present(graph).items() if count]
    if graph.number_of_edges():
        structural = graph.graph.get("view") == "structure"
        note = "Larger: more lines." if structural else "Larger: stronger ties in all. Wider: a stronger tie. Hollow: no tie."
        items.append(Markup('<li class="note">{}</li>').format(note))
    st.html(Markup('<ul class="gm-legend" aria-label="Legend">{}</ul>').format(Markup("").join(items)))


def _kind_item(label: str, count: int) -> Markup:
    kind = look.KINDS[label]
    mark = _picture(
        Markup('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" fill="{}">{}</svg>').format(kind.colour, _SHAPES[kind.shape])
    )
    return Markup("<li>{}{} <small>{:,}</small></li>").format(mark, KIND[label].plural.capitalize(), count)


def _depth_item(depth: int, count: int, theme: Theme) -> Markup:
    style = look.DEPTHS[depth]
    width = 3 + (look.DEEPEST_EXTRA_WIDTH if depth == len(model.DEPTHS) - 1 else 0)
    dashes = " ".join(map(str, style.dashes)) or "none"
    line = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="10">'
        '<line x1="1" y1="5" x2="43" y2="5" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/></svg>'
    ).format(style.colours[theme], width, dashes)
    return Markup("<li>{}{} <small>{:,}</small></li>").format(_picture(line), model.DEPTHS[depth].capitalize(), count)


def _picture(drawing: Markup) -> Markup:
    """An SVG drawing as an image within the page; Streamlit takes inline SVG out."""
    encoded = b64encode(drawing.encode()).decode()
    return Markup('<img alt="" src="data:image/svg+xml;base64,{}">').format(encoded)
