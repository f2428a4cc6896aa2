"""What `streamlit_app.py` hands to Streamlit: routes, middleware, life of the process."""

from collections.abc import Sequence

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
from pages.routes.edge import Edge
from pages.routes.lifespan import lifespan as lifespan  # noqa: PLC0414  the entry's door


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
