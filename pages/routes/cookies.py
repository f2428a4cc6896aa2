"""The cookies of the edge: the session, and the token of our forms."""

import hmac
import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from hub.accounts.service import actor_of
from hub.platform import clock, runtime
from hub.platform.context import Actor
from pages.kit.page import session_cookie

FORM: Final = "hub_form"
DAY: Final = 86_400


def is_secure() -> bool:
    """Say whether people reach us by TLS."""
    return runtime.settings().public_url.startswith("https://")


def visitor(request: Request) -> Actor | None:
    """Who is behind the session cookie, read anew."""
    return actor_of(runtime.store(), request.cookies.get(session_cookie()), clock.now())


def start(answer: Response, token: str) -> None:
    """Hand the session token to the browser; no script can read it."""
    answer.set_cookie(
        session_cookie(),
        token,
        max_age=DAY // 2,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="lax",
    )


def end(answer: Response) -> None:
    """Take the session cookie back."""
    answer.delete_cookie(
        session_cookie(), path="/", secure=is_secure(), httponly=True, samesite="lax"
    )


def form_token(request: Request) -> str:
    """Return the token of this browser's forms, a new one at the first visit."""
    return request.cookies.get(FORM) or secrets.token_urlsafe(24)


def give_form_token(answer: Response, token: str) -> None:
    """Keep the form token in the browser."""
    answer.set_cookie(FORM, token, path="/", secure=is_secure(), httponly=True, samesite="strict")


def is_own_form(request: Request, token: str) -> bool:
    """Say whether a post comes from our own page: Origin and token must both fit."""
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    scheme = "https" if is_secure() else "http"
    kept = request.cookies.get(FORM, "")
    return origin == f"{scheme}://{host}" and bool(kept) and hmac.compare_digest(kept, token)


def own_path(wanted: str | None) -> str:
    """Return a path of this site to go on to; anything else becomes the home page."""
    path = wanted or "/"
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if plain and path.isprintable() and not path.startswith("/sign-") else "/"
