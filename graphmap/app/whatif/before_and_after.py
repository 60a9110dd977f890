"""The numbers before and after as a table."""

from collections.abc import Mapping

from markupsafe import Markup

from graphmap.app.shell.language import _
from graphmap.whatif.comparison import Shape


def table(before: Shape, after: Shape) -> Markup:
    """Return a table of before and after, with differences in bold."""
    row = Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>")
    changed = Markup("<tr><th scope='row'>{}</th><td>{}</td><td><b>{}</b></td></tr>")
    would_be = _cells(after)
    rows = [
        (row if was == would_be[name] else changed).format(name, was, would_be[name])
        for name, was in _cells(before).items()
    ]
    head = Markup("<thead><tr><td></td><th scope='col'>{}</th><th scope='col'>{}</th></tr></thead>").format(
        _("Before"), _("After")
    )
    return Markup('<table class="gm-compare">{}<tbody>{}</tbody></table>').format(head, Markup("").join(rows))


def _cells(shape: Shape) -> Mapping[str, str]:
    return {
        _("Actors"): f"{shape.actors:,}",
        _("Ties"): f"{shape.ties:,}",
        _("Ties settled beyond sharing"): _percent(shape.beyond),
        _("Separate parts"): f"{shape.components:,}",
        _("Actors in the largest part"): f"{shape.largest:,}",
        _("Reach: share of others an actor can reach"): _percent(shape.reach),
        _("Fragmentation: share of pairs with no path"): _percent(shape.fragmentation),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
