"""Small addresses: the home page's name, our files, and the health of the process."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from hub.platform import health, runtime
from pages.routes import answers


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route("/home", to_home, methods=["GET"]),
        Route("/assets/{name}", asset, methods=["GET"]),
        Route("/healthz", alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
    ]


def to_home(request: Request) -> Response:
    """Go to the first page: Streamlit knows its default page by `/` only."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 303)


def asset(request: Request) -> Response:
    """Serve one of our files; its address changes with its content."""
    for file in answers.FILES.values():
        if file.address == request.url.path:
            keep = {"cache-control": "public, max-age=31536000, immutable"}
            return Response(file.body, media_type=file.media_type, headers=keep)
    return Response("", 404)


def alive(_request: Request) -> Response:
    """Say that the process runs; asks no database."""
    return JSONResponse({"process": "ok"})


def ready(_request: Request) -> Response:
    """Say by name what is well; 503 as long as anything is not."""
    found = health.checks(runtime.store())
    states = {name: "ok" if is_well else "ng" for name, is_well in found.items()}
    return JSONResponse(states, 200 if all(found.values()) else 503)
