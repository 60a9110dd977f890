"""What a page shows when the store can't write."""

from streamlit.testing.v1 import AppTest


def page_whose_store_is_gone() -> None:
    import streamlit as st

    from graphmap.app.shell.store_errors import store_errors
    from graphmap.errors import NoStore

    with store_errors():
        if st.button("Write"):
            raise NoStore("The store has stopped; start it again.")
        st.markdown("Written.")
    st.markdown("The rest of the page.")


def test_a_write_that_fails_is_one_sentence_on_the_page_and_no_traceback() -> None:
    page = AppTest.from_function(page_whose_store_is_gone).run()
    page.button[0].click().run()
    assert [error.value.replace("\\", "") for error in page.error] == ["The store has stopped; start it again."]
    assert not page.exception
    assert [text.value for text in page.markdown] == ["The rest of the page."]


def test_a_write_that_works_shows_no_error() -> None:
    page = AppTest.from_function(page_whose_store_is_gone).run()
    assert [text.value for text in page.markdown] == ["Written.", "The rest of the page."]
    assert not page.error
