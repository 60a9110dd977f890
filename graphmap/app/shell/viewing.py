"""Who looks at the page: the account of the person who is signed in, or whoever sits at this computer."""

from graphmap.access.viewer import ON_THIS_COMPUTER, Viewer


def current_viewer() -> Viewer:
    """Return who looks at this page. Nobody is asked to sign in, so it is always somebody at this computer."""
    return ON_THIS_COMPUTER
