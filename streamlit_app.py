"""Waza Hub: the ASGI entry and the table of contents of the pages."""

import streamlit as st

from pages.routes import entry, faults

if __name__ == "__main__":
    from pages import (
        about,
        accounts,
        directory,
        experts,
        groups,
        home,
        internship,
        subsidy,
        training,
    )
    from pages.kit import page

    page.run(
        (
            *home.PAGES,
            *internship.PAGES,
            *experts.PAGES,
            *groups.PAGES,
            *training.PAGES,
            *subsidy.PAGES,
            *directory.PAGES,
            *accounts.PAGES,
            *about.PAGES,
        )
    )
else:
    app = st.App(
        __file__,
        routes=entry.routes(),
        middleware=entry.middleware(),
        lifespan=entry.lifespan,
        exception_handlers={Exception: faults.of_route},
        on_script_error=faults.of_script,
    )
