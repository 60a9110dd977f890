"""A run of one page of the app under its bar, for `AppTest.from_function`, which needs its imports within."""


def visit(name: str) -> None:
    """Show the page of this name as somebody at this computer sees it."""
    from graphmap.access.viewer import ON_THIS_COMPUTER
    from graphmap.app.pages import PAGES
    from graphmap.app.shell.address import arrive
    from graphmap.app.shell.bar import show_bar
    from graphmap.app.shell.frame import open_store
    from graphmap.app.shell.language import settle_language

    page = next(page for page in PAGES if page.name == name)
    settle_language()
    arrive(page.name)
    show_bar(page, PAGES, open_store(), ON_THIS_COMPUTER)
    page.show()
