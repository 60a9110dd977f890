"""CONTRIBUTING's recipe for a page, followed: its module, its registration, and this test of it."""

from pathlib import Path

from package_copy import PackageCopy

_PAGE = '''"""The Visits page."""

import streamlit as st

from graphmap.app.shell.language import _


def show() -> None:
    """Show the page."""
    st.title(_("Visits"))
'''

_SCRIPT = """
from streamlit.testing.v1 import AppTest
from starlette.routing import Match
import test_accessibility
from graphmap.app import server, visits

def menu():
    import streamlit as st
    from graphmap.app.pages import navigation
    pages = navigation()
    st.navigation(list(pages))
    visits = next(each for each, page in pages.items() if page.name == "visits")
    st.text(visits.title + " at /" + visits.url_path)

print("menu:", AppTest.from_function(menu).run().text[0].value)
asked = {"type": "http", "path": "/visits", "method": "GET", "headers": []}
print("address:", any(route.matches(asked)[0] is Match.FULL for route in server.ROUTES))
print("walk:", test_accessibility.TITLES["visits"])
print("page:", AppTest.from_string("from graphmap.app import visits\\nvisits.show()").run().title[0].value)
"""


def test_a_page_is_one_module_and_one_line_in_the_registry(tmp_path: Path) -> None:
    copy = PackageCopy(tmp_path)
    (copy.package / "app" / "visits.py").write_text(_PAGE, "utf-8")
    copy.insert(
        "app/pages.py", "from graphmap.app.records import page as records_page\n", "from graphmap.app import visits\n"
    )
    copy.insert(
        "app/pages.py", '    Page("records",', '    Page("visits", later("Visits"), ":material/event:", visits.show),\n'
    )
    assert copy.run(_SCRIPT).splitlines() == [
        "menu: Visits at /visits",
        "address: True",
        "walk: Visits",
        "page: Visits",
    ]
