"""Saved views, and stories made of them: what people keep about a network, and nothing of the network itself.

A view is a name and an address, from which it is made anew whenever it is opened. A story is an order of pages, each
with a heading, a text, and the id of the view beside them. A view that is gone leaves its pages as they are, without a
map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphmap.errors import BadData

MOST_PAGES = 100
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_ADDRESS = 200, 10_000, 10_000


@dataclass(frozen=True)
class SavedView:
    """A view under a name. ``address`` has its choice and its display as parameters; ``version`` is nothing before it
    is kept."""

    id: str
    name: str
    address: str
    version: str | None = None


@dataclass(frozen=True)
class Page:
    """One page of a story: a heading, a text as it was written, and the id of the view beside them, or an empty
    text."""

    heading: str = ""
    text: str = ""
    view: str = ""


@dataclass(frozen=True)
class Story:
    """Pages in an order under a title; ``version`` is nothing before it is kept."""

    id: str
    title: str
    pages: tuple[Page, ...] = ()
    version: str | None = None

    def with_page(self, number: int, page: Page) -> "Story":
        """The story with another page in the place of that with this number, counted from 0, or after the last."""
        return replace(self, pages=(*self.pages[:number], page, *self.pages[number + 1 :]))

    def without_page(self, number: int) -> "Story":
        """The story without one of its pages."""
        return replace(self, pages=(*self.pages[:number], *self.pages[number + 1 :]))

    def moved(self, number: int, to: int) -> "Story":
        """The story with the page of this number as number `to`; the others keep their order."""
        others = self.without_page(number).pages
        return replace(self, pages=(*others[:to], self.pages[number], *others[to:]))


def checked_view(view: SavedView, others: Sequence[SavedView]) -> SavedView:
    """`view`, with its name tidied. Raises `BadData` where it has none, another of `others` has it, or it is too long
    to keep."""
    name = _named(view.name, "A view", "in a few words what it shows")
    if any(other.id != view.id and other.name.casefold() == name.casefold() for other in others):
        raise BadData(f"There is a view called ‘{name}’ already; choose another name, or delete that one first.")
    if len(view.address) > _LONGEST_ADDRESS:
        raise BadData("This view names too many actors to be saved; take some of them out first.")
    return replace(view, name=name)


def checked_story(story: Story) -> Story:
    """`story`, with its title and headings tidied. Raises `BadData` where it has no title, or something in it is too
    long to keep."""
    title = _named(story.title, "A story", "what it tells")
    if len(story.pages) > MOST_PAGES:
        raise BadData(f"A story has {MOST_PAGES} pages at most; begin another.")
    for number, page in enumerate(story.pages, 1):
        if len(page.text) > _LONGEST_TEXT:
            raise BadData(
                f"The text of page {number} is longer than {_LONGEST_TEXT:,} letters; nobody reads that beside a map."
            )
        if len(page.heading) > _LONGEST_NAME:
            raise BadData(f"The heading of page {number} is longer than {_LONGEST_NAME} letters; shorten it.")
    pages = tuple(replace(page, heading=" ".join(page.heading.split())) for page in story.pages)
    return replace(story, title=title, pages=pages)


def _named(text: str, what: str, say: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise BadData(f"{what} needs a name; say {say}.")
    if len(name) > _LONGEST_NAME:
        raise BadData(f"{what}’s name has {_LONGEST_NAME} letters at most; shorten it.")
    return name
