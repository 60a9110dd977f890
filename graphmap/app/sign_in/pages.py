"""The pages for people who aren't let in: sign in, and whom to ask. The server answers with them instead of the app.

They are HTML of their own, so that nothing of the app runs, and no session begins, for somebody who isn't let in."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from graphmap.app import STYLES, THEME
from graphmap.app.sign_in.login import Login
from graphmap.language.words import LANGUAGES, Words
from graphmap.settings import Settings

SIGN_IN = "/sign-in"
"""The address that sends people to their provider."""

SIGN_OUT = "/auth/logout"
"""Streamlit's own address, which forgets who somebody is, here and at their provider."""

SCRIPT = f"<script>{THEME.read_text('utf-8')}</script>"
"""The only script of these pages."""

_STYLE = Path(__file__).parent.parent / "frontend" / "sign_in.css"
_TOKENS = next(style for style in STYLES if style.name == "tokens.css")


def words_asked(parameters: Mapping[str, str]) -> Words:
    """Return the language that an address asks for."""
    return Words(next((name for name in LANGUAGES if name == parameters.get("lang")), "en"))


def sign_in_page(settings: Settings, words: Words, to: str) -> str:
    """Return the page that asks somebody to sign in, and leads on to the address `to`."""
    sign_in = settings.sign_in
    assert sign_in
    return _page(
        words,
        words("Sign in to see the network"),
        [words("Only people with an account here can see it.")],
        _link(
            f"{SIGN_IN}?{urlencode({'to': to})}",
            words("Sign in with {provider}", provider=sign_in.name) if sign_in.name else words("Sign in"),
        ),
        settings,
    )


def stranger_page(settings: Settings, words: Words, login: Login) -> str:
    """Return the page for somebody who signed in and has no account, or whose address isn't known to be theirs."""
    if not login.email:
        why = words("Your sign-in came without an e-mail address.")
    elif login.is_verified:
        why = words("You signed in as {login}, and there is no account for this address.", login=login.email)
    else:
        why = words(
            "You signed in as {login}. Your provider hasn’t checked that this address is yours, so it can’t be used "
            "here.",
            login=login.email,
        )
    return _page(
        words,
        words("You don’t have access yet"),
        [why, words("To get access, ask {contact}.", contact=settings.contact)],
        _link(SIGN_OUT, words("Sign out")),
        settings,
    )


def trouble_page(settings: Settings, words: Words) -> str:
    """Return the page for when the accounts can't be read."""
    return _page(
        words,
        words("The network can’t be opened now"),
        [words("Try again in a minute. If it stays so, ask {contact}.", contact=settings.contact)],
        _link("/", words("Try again")),
        settings,
    )


def _link(address: str, text: str) -> Markup:
    return Markup('<a class="main" href="{}">{}</a>').format(address, text)


def _page(words: Words, title: str, sentences: list[str], action: Markup, settings: Settings) -> str:
    style = "\n".join(file.read_text("utf-8") for file in (_TOKENS, _STYLE))
    body = Markup("<h1>{}</h1>{}<p>{}</p>").format(
        title, Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in sentences), action
    )
    return _HTML.format(
        language=words.language,
        title=Markup.escape(title),
        script=SCRIPT,
        style=style,
        body=body,
        host=Markup.escape(settings.host),
    )


_HTML = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · graphmap</title>
{script}
<style>{style}</style>
</head>
<body>
<header translate="no"><b>graphmap</b> <span>{host}</span></header>
<main>{body}</main>
</body>
</html>
"""
