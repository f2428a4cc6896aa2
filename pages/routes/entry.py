"""What `streamlit_app.py` hands to Streamlit: routes, middleware, life of the process."""

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from pages.routes import calendars, downloads, places, sign_in
from pages.routes.edge import Edge
from pages.routes.lifespan import lifespan as lifespan  # noqa: PLC0414  the entry's door


def routes() -> Sequence[BaseRoute]:
    """Every address that Streamlit does not serve."""
    return [*places.routes(), *sign_in.routes(), *downloads.routes(), *calendars.routes()]


def middleware() -> Sequence[Middleware]:
    """The one layer around everything."""
    return [Middleware(Edge)]
