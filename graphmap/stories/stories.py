"""Saved views, and stories made of them. They hold nothing of the network itself.

A view is a name and an address, and is drawn again each time it is opened. A story is a series of pages, each with a
heading, a text and the id of the view beside them. When a view is deleted, its pages stay, without a map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphmap.errors import BadData

MOST_PAGES = 100
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_ADDRESS = 200, 10_000, 10_000


@dataclass(frozen=True)
class SavedView:
    """A view under a name. ``address`` has its choice and display as parameters; ``version`` is None until kept."""

    id: str
    name: str
    address: str
    version: str | None = None


@dataclass(frozen=True)
class Page:
    """One page of a story: a heading, a text as people wrote it, and the id of the view beside them, if any."""

    heading: str = ""
    text: str = ""
    view: str = ""


@dataclass(frozen=True)
class Story:
    """A title and a series of pages; ``version`` is None until it is kept."""

    id: str
    title: str
    pages: tuple[Page, ...] = ()
    version: str | None = None

    def with_page(self, number: int, page: Page) -> "Story":
        """Return the story with `page` in place of this number, counted from 0, or after the last."""
        return replace(self, pages=(*self.pages[:number], page, *self.pages[number + 1 :]))

    def without_page(self, number: int) -> "Story":
        """Return the story without one of its pages."""
        return replace(self, pages=(*self.pages[:number], *self.pages[number + 1 :]))

    def moved(self, number: int, to: int) -> "Story":
        """Return the story with the page of this number as number `to`; the others keep their order."""
        others = self.without_page(number).pages
        return replace(self, pages=(*others[:to], self.pages[number], *others[to:]))


def checked_view(view: SavedView, others: Sequence[SavedView]) -> SavedView:
    """Return `view` with its name tidied.

    Raises `BadData` where it has no name, one of `others` has that name, or it is too long to keep."""
    name = _named(view.name, "A view", "in a few words what it shows")
    if any(other.id != view.id and other.name.casefold() == name.casefold() for other in others):
        raise BadData(f"There is a view called ‘{name}’ already; choose another name, or delete that one first.")
    if len(view.address) > _LONGEST_ADDRESS:
        raise BadData("This view lists too many actors to be saved; remove some of them first.")
    return replace(view, name=name)


def checked_story(story: Story) -> Story:
    """Return `story` with its title and headings tidied.

    Raises `BadData` where it has no title, or something in it is too long to keep."""
    title = _named(story.title, "A story", "what it is about")
    if len(story.pages) > MOST_PAGES:
        raise BadData(f"A story can have at most {MOST_PAGES} pages; start another story.")
    for number, page in enumerate(story.pages, 1):
        if len(page.text) > _LONGEST_TEXT:
            raise BadData(
                f"The text of page {number} is longer than {_LONGEST_TEXT:,} letters; shorten it, or use two pages."
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
        raise BadData(f"{what}’s name can have at most {_LONGEST_NAME} letters; shorten it.")
    return name
