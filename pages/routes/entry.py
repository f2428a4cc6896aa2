"""What `streamlit_app.py` hands to Streamlit: routes, middleware, life of the process."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.runtime.pages_manager import PagesManager

from hub import wiring
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import jobs, runtime, schema
from pages.routes import calendars, downloads, places, sign_in
from pages.routes.edge import Edge

NOT_AT_HEAD: Final = Reason(
    "start.not_at_head",
    N_("データベースの形が古いままです。「hub migrate」を実行してください。"),
)


def routes() -> Sequence[BaseRoute]:
    """Every address that Streamlit does not serve."""
    return [*places.routes(), *sign_in.routes(), *downloads.routes(), *calendars.routes()]


def middleware() -> Sequence[Middleware]:
    """The one layer around everything."""
    return [Middleware(Edge)]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Check the database, start the workers, end them with the process."""
    wiring.bind()
    store = runtime.store()
    if not schema.at_head(store):
        raise Refused(NOT_AT_HEAD)
    # Until the first run Streamlit takes our folder `pages` for its old kind of pages and tells
    # the first visitor of a deep link that the page does not exist.
    PagesManager.uses_pages_directory = False
    gc.collect()
    gc.freeze()
    workers = jobs.Workers()
    workers.start()
    try:
        yield {}
    finally:
        await run_in_threadpool(workers.stop)
        runtime.forget()
