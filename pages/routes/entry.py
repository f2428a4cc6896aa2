"""What `streamlit_app.py` hands to Streamlit: routes, middleware, life of the process."""

import gc
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from hub import wiring
from hub.i18n import _
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import jobs, runtime, schema
from pages.routes import answers, places, sign_in
from pages.routes.edge import Edge

LOG: Final = logging.getLogger("hub.entry")
NOT_AT_HEAD: Final = Reason(
    "start.not_at_head",
    N_("データベースの形が古いままです。「hub migrate」を実行してください。"),
)


def routes() -> Sequence[BaseRoute]:
    """Every address that Streamlit does not serve."""
    return [*places.routes(), *sign_in.routes()]


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
    gc.collect()
    gc.freeze()
    workers = jobs.Workers()
    workers.start()
    try:
        yield {}
    finally:
        await run_in_threadpool(workers.stop)
        runtime.forget()


async def fault(request: Request, error: Exception) -> Response:
    """Answer a fault of a route: a number and the desk, never a traceback."""
    incident = secrets.token_hex(4)
    LOG.error("route.fault", exc_info=error, extra={"incident": incident})
    return answers.page(
        request,
        "refused.html",
        500,
        title=_("うまく動きませんでした"),
        words=_("番号 {incident} を区の窓口へお伝えください。").format(incident=incident),
        back=_("ログインの画面へ進む"),
    )
