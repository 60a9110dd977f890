"""The form of the What if page, and the list of edits that the address holds."""

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.language import _, _n, later, words
from graphmap.app.shell.listing import plain
from graphmap.errors import WrongCommand
from graphmap.language.wording import KIND_WORDS, depth_word
from graphmap.model import NodeKey, split_key
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.whatif.suppose import (
    PARAMETERS,
    Edit,
    WithInteraction,
    WithoutEntity,
    WithoutTie,
    can_leave,
    practices,
    read_edit,
    titles,
    to_text,
    told,
)

_LEAVES, _ENDS, _MORE = later("Someone leaves"), later("A tie ends"), later("They do more")
_MOST = 20
"""The largest number of edits tried at once."""
_ASKED = ("leaver", "end", "other-end", "who", "with-whom", "practice")


def edits_in_address() -> tuple[Sequence[Edit], Sequence[str]]:
    """Return the edits in the address, and a sentence for each part that makes no sense."""
    texts = [f"{name}={value}" for name in PARAMETERS for value in st.query_params.get_all(name)]
    edits: list[Edit] = []
    mistakes = (
        [_("Only the first {most} of {number} changes are tried.", most=_MOST, number=len(texts))]
        if len(texts) > _MOST
        else []
    )
    for text in texts[:_MOST]:
        try:
            edits.append(read_edit(text))
        except WrongCommand as error:
            mistakes.append(_("Part of this link doesn’t work: {why}", why=error))
    return edits, mistakes


def put_in_address(edits: Iterable[Edit]) -> None:
    """Replace the edits in the address, and keep everything else there."""
    held: dict[str, list[str]] = {name: [] for name in PARAMETERS}
    for edit in edits:
        name, _, value = to_text(edit).partition("=")
        held[name].append(value)
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in held}
    st.query_params.from_dict({**others, **{name: values for name, values in held.items() if values}})


def list_edits(case: JudgedNetwork, edits: Sequence[Edit]) -> None:
    """List `edits`, each with a button that removes it."""
    st.markdown(_n("**Trying {number} change**", "**Trying {number} changes**", len(edits)))
    st.caption(_("Select one to remove it."))
    with st.container(key="whatif-edits", gap=None):
        for number, edit in enumerate(edits):
            rest = (*edits[:number], *edits[number + 1 :])
            st.button(
                plain(told(case.snapshot, edit, words())),
                key=f"whatif-edit-{number}",
                on_click=put_in_address,
                args=(rest,),
                type="tertiary",
                icon=":material/close:",
            )
    st.button(_("Start again"), on_click=put_in_address, args=((),), icon=":material/restart_alt:")


# ------------------------------------------------------------------------------------------- the form


def ask(case: JudgedNetwork) -> None:
    """Ask for an edit to add."""
    what = st.segmented_control(
        _("What changes"), (_LEAVES, _ENDS, _MORE), format_func=_, default=_LEAVES, required=True, key="whatif-what"
    )
    edit = _ask_who_leaves(case) if what == _LEAVES else _ask_which_tie(case) if what == _ENDS else _ask_what_more(case)
    st.button(_("Try it"), type="primary", disabled=edit is None, on_click=_add, args=(edit,))


def _add(edit: Edit) -> None:
    put_in_address([*edits_in_address()[0], edit])
    for name in _ASKED:
        st.session_state[f"whatif-{name}"] = None


def _ask_who_leaves(case: JudgedNetwork) -> Edit | None:
    leaver = _choose(case, _("Who leaves, or which role ends"), can_leave(case), "leaver")
    return WithoutEntity(leaver) if leaver else None


def _ask_which_tie(case: JudgedNetwork) -> Edit | None:
    end = _choose(case, _("Between"), [node for node in case.graph if case.graph.degree(node)], "end")
    other = _choose(case, _("And"), list(case.graph.adj[end]) if end else [], "other-end")
    return WithoutTie(end, other) if end and other else None


def _ask_what_more(case: JudgedNetwork) -> Edit | None:
    who = _choose(case, _("Who"), list(case.graph), "who")
    whom = _choose(case, _("With"), [node for node in case.graph if node != who] if who else [], "with-whom")
    known = practices(case.snapshot)
    practice = st.selectbox(
        _("Practice"),
        [id for id, row in known.items() if row["depth"] >= case.choice.min_depth],
        index=None,
        format_func=lambda id: f"{known[id]['name'].capitalize()} · {_(depth_word(known[id]['depth']))}",
        placeholder=_("What they do together"),
        key="whatif-practice",
    )
    if practice and known[practice]["how_to_begin"]:
        st.html(
            Markup('<p class="gm-step"><b>{}</b> {}</p>').format(_("How to begin"), known[practice]["how_to_begin"])
        )
    return WithInteraction(who, whom, practice) if who and whom and practice else None


def _choose(case: JudgedNetwork, label: str, keys: Sequence[NodeKey], name: str) -> NodeKey | None:
    """Ask for one of `keys` by name. Ids tell apart those with the same name."""
    called = {
        key: f"{text} · {_(KIND_WORDS[split_key(key)[0].label])}"
        for key, text in titles(case.snapshot, keys, words()).items()
    }
    often = Counter(called.values())
    called = {key: text if often[text] == 1 else f"{text} ({split_key(key)[1]})" for key, text in called.items()}
    chosen: NodeKey | None = st.selectbox(
        label,
        sorted(called, key=lambda key: called[key].casefold()),
        index=None,
        format_func=lambda key: called.get(key, key),
        placeholder=_("Type a name") if keys else _("Choose the other first"),
        key=f"whatif-{name}",
        disabled=not keys,
    )
    return chosen
