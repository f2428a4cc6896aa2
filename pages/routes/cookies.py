"""The cookies of the edge: the session, the token of our forms, the way to a process."""

import hmac
import re
import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hub.accounts import service
from hub.accounts.service import Standing
from hub.platform import clock, runtime
from hub.platform.context import Actor
from pages.kit.page import session_cookie

FORM: Final = "hub_form"
# A random word, not a credential; a name that nginx can read as a variable.
ROUTE: Final = "hub_route"
DEVICES: Final = ("__Host-hub_device", "hub_device")
DAY: Final = 86_400
# The parameter of a link that carries a token, and how long its page may stay open.
TOKEN: Final = "t"  # noqa: S105  a name, not a secret
QUARTER: Final = 900
DEVICE_DAYS: Final = 180
# What no token of ours holds.
NO_TOKEN: Final = re.compile(r"[^A-Za-z0-9_.-]")


def is_secure() -> bool:
    """Say whether people reach us by TLS."""
    return runtime.settings().public_url.startswith("https://")


def visitor(request: Request) -> Actor | None:
    """Who is behind the session cookie, read anew."""
    return service.actor_of(runtime.store(), request.cookies.get(session_cookie()), clock.now())


def standing(request: Request) -> Standing | None:
    """Who is behind the session cookie, also somebody who still lacks something."""
    return service.standing(runtime.store(), request.cookies.get(session_cookie()), clock.now())


def own_standing(request: Request) -> Standing | None:
    """Who has signed in here, also while that person types at the desk for another."""
    return service.own_standing(runtime.store(), request.cookies.get(session_cookie()), clock.now())


def start(answer: Response, token: str, *, stays: bool = False) -> None:
    """Hand the session token to the browser; no script can read it."""
    answer.set_cookie(
        session_cookie(),
        token,
        max_age=int(service.STAY.total_seconds()) if stays else DAY // 2,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="lax",
    )


def device_cookie() -> str:
    """Name of the cookie by which an account knows this browser again."""
    return DEVICES[0] if is_secure() else DEVICES[1]


def device(request: Request) -> str | None:
    """Return what this browser brings of an earlier sign-in."""
    return request.cookies.get(device_cookie())


def know(answer: Response, token: str) -> None:
    """Let the browser be known for half a year; it opens nothing by itself."""
    answer.set_cookie(
        device_cookie(),
        token,
        max_age=DEVICE_DAYS * DAY,
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


def take_token(request: Request, name: str, path: str) -> Response | None:
    """Move the token of a link from the address into a cookie of that page alone.

    None when the address has none; then `request.cookies` may hold it under the name.
    """
    token = request.query_params.get(TOKEN)
    if not token:
        return None
    moved = RedirectResponse(path, 303)
    kept = NO_TOKEN.sub("", token)[:100]
    moved.set_cookie(
        name, kept, max_age=QUARTER, path=path, secure=is_secure(), httponly=True,
        samesite="lax",
    )  # fmt: skip
    return moved


def lead(request: Request, answer: Response) -> None:
    """Give a new browser the sign by which a proxy leads it always to the same process."""
    if ROUTE not in request.cookies:
        answer.set_cookie(
            ROUTE,
            secrets.token_hex(8),
            path="/",
            secure=is_secure(),
            httponly=True,
            samesite="lax",
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
    return origin == f"{scheme}://{host}" and bool(kept) and _is_same(kept, token)


def _is_same(kept: str, token: str) -> bool:
    """Compare what a browser sent, whatever signs it holds."""
    first, second = (text.encode("utf-8", "replace") for text in (kept, token))
    return hmac.compare_digest(first, second)


def own_path(wanted: str | None) -> str:
    """Return a path of this site to go on to; anything else becomes the home page."""
    path = wanted or "/"
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if plain and path.isprintable() and not path.startswith("/sign-") else "/"
