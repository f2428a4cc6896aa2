"""What `streamlit_app.py` hands to Streamlit: routes, middleware, life of the process."""

from collections.abc import Sequence

from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from pages.routes import (
    calendars,
    consent,
    downloads,
    forgot,
    invite,
    passwords,
    places,
    reauth,
    register,
    seat,
    sign_in,
    sign_out,
    totp,
)
from pages.routes.edge import UPLOAD_LIMIT, Edge
from pages.routes.lifespan import lifespan as lifespan  # noqa: PLC0414  the entry's door

# Beyond its own measure the reader of forms writes a plain file to the disk; nothing may be larger
# than ours, so what people send stays in memory.
MultiPartParser.spool_max_size = UPLOAD_LIMIT


def routes() -> Sequence[BaseRoute]:
    """Every address that Streamlit does not serve."""
    files = (
        places,
        sign_in,
        sign_out,
        passwords,
        forgot,
        reauth,
        totp,
        invite,
        register,
        consent,
        seat,
        downloads,
        calendars,
    )
    return [route for file in files for route in file.routes()]


def middleware() -> Sequence[Middleware]:
    """The one layer around everything."""
    return [Middleware(Edge)]
