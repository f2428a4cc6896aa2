"""The middleware around everything: closed doors, the gate, the shell, the headers."""

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from hub.accounts.service import Lack
from hub.i18n import _, use_language
from hub.platform import logs, runtime
from pages.kit import theme
from pages.routes import answers, cookies, faults
from pages.routes.limits import Limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

OPEN_STCORE: Final = ("/_stcore/health", "/_stcore/stream")
HOST_CONFIG: Final = "/_stcore/host-config"
# Same shape as Streamlit's own answer; nobody may steer the page from another origin.
NO_HOST: Final = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
    "resourceCrossOriginMode": None,
}
UPLOAD: Final = "/_stcore/upload_file"
OURS: Final = (
    "/home",
    "/sign-in",
    "/sign-out",
    "/invite",
    "/register",
    "/register/student",
    "/register/expert",
    "/reauth",
    "/totp",
    "/consent",
    "/consent/code",
    "/seat",
    "/healthz",
    "/readyz",
    "/favicon.png",
)
FILES: Final = (
    "/assets/", "/files/", "/ical/", "/password/",
    "/static/", "/media/", "/component/", "/_stcore/",
)  # fmt: skip
UNASKED: Final = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since", b"if-range")
REQUEST_ID: Final = b"x-request-id"
# Where somebody is led who is in but still lacks something.
LACKING: Final = {
    Lack.PASSWORD: "/password/change",
    Lack.SECOND_STEP: "/totp",
    Lack.DEVICE: "/totp",
}
FORM_LIMIT: Final = 64 * 1024
UPLOAD_LIMIT: Final = 11 * 1024 * 1024
HTML_LANG: Final = re.compile(rb'<html lang="en">')


class Edge:
    """ASGI middleware; `app` is Streamlit with our routes."""

    def __init__(self, app: App) -> None:
        """Wrap the application."""
        self._app = app
        self._limits = Limits()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request pass, answer it here, or close the socket."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        number = secrets.token_hex(16)
        logs.REQUEST.set(number)
        if scope["type"] == "websocket":
            await self._socket(_numbered(scope, number), receive, send)
            return
        request = Request(scope, receive)
        guarded = _with_headers(send, request, number)
        try:
            await self._answer(request, guarded)
        except Exception as error:  # noqa: BLE001  the edge of routes: its own words and headers
            await faults.of_route(request, error)(scope, receive, guarded)

    async def _socket(self, scope: Message, receive: Receive, send: Send) -> None:
        """Open the stream of one window of our own, at the pace of a person."""
        connection = HTTPConnection(scope)
        pace = self._limits.messages()

        async def paced() -> Message:
            await pace.wait()
            return await receive()

        with self._limits.socket(_host(connection)) as has_room:
            if has_room and _is_own_socket(connection):
                await self._app(scope, paced, send)
            else:
                await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, request: Request, send: Send) -> None:
        seconds = self._limits.request(_host(request), request.url.path)
        if seconds:
            logs.event("limit", outcome="too_many", path=request.url.path)
            await answers.too_many(request, seconds)(request.scope, request.receive, send)
            return
        early = await _early(request, self._limits)
        if early is not None:
            await early(request.scope, request.receive, send)
        elif _is_page(request):
            await self._shell(request, send)
        else:
            await self._plain(request, send)

    async def _plain(self, request: Request, send: Send) -> None:
        try:
            await self._app(request.scope, _limited(request), send)
        except _TooLarge:
            await Response("", 413)(request.scope, request.receive, send)

    async def _shell(self, request: Request, send: Send) -> None:
        """Answer a page address: the sign-in page for strangers, else Streamlit's shell as ours."""
        found = await run_in_threadpool(cookies.standing, request)
        if found is None or found.lacks is not None:
            wanted = quote(
                request.url.path + (f"?{request.url.query}" if request.url.query else "")
            )
            place = LACKING[found.lacks] if found and found.lacks else "/sign-in"
            answer: Response = RedirectResponse(f"{place}?next={wanted}", 303)
        else:
            answer = _rewritten(request, await self._body(request))
        cookies.lead(request, answer)
        await answer(request.scope, request.receive, send)

    async def _body(self, request: Request) -> bytes:
        """Return the shell as Streamlit serves it, uncompressed."""
        headers = [h for h in request.scope["headers"] if h[0] not in UNASKED]
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app({**request.scope, "headers": headers}, request.receive, collect)
        return b"".join(parts)


class _TooLarge(Exception):
    """More bytes than a form or an upload may have."""


def _host(connection: HTTPConnection) -> str | None:
    """Address of the visitor; behind a proxy on this machine, the one that the proxy names."""
    return connection.client.host if connection.client else None


def _numbered(scope: Message, number: str) -> Message:
    """Let the runs of a window know its number; one that the browser invents is dropped."""
    kept = [h for h in scope["headers"] if h[0] != REQUEST_ID]
    return {**scope, "headers": [*kept, (REQUEST_ID, number.encode())]}


def _is_own_socket(connection: HTTPConnection) -> bool:
    origin = connection.headers.get("origin", "")
    return origin.partition("://")[2] == connection.headers.get("host", "?") and _is_own_host(
        connection
    )


def _is_own_host(connection: HTTPConnection) -> bool:
    host = connection.headers.get("host", "").rsplit(":", 1)[0]
    public = runtime.settings().public_url.partition("://")[2].rsplit(":", 1)[0]
    return host in {public, "127.0.0.1", "localhost"}


async def _early(request: Request, limits: Limits) -> Response | None:
    """Answer what never reaches the application."""
    path = request.url.path
    if not _is_own_host(request):
        return Response("", 400)
    if path == HOST_CONFIG:
        return JSONResponse(NO_HOST)
    if path.startswith("/_stcore/"):
        if path.startswith(UPLOAD):
            known = await run_in_threadpool(cookies.visitor, request)
            if known is None:
                return Response("", 404)
            seconds = limits.upload(known.person_id or 0) if request.method == "PUT" else 0.0
            return answers.too_many(request, seconds) if seconds else None
        return None if path in OPEN_STCORE else Response("", 404)
    return None


def _is_page(request: Request) -> bool:
    """Say whether somebody opens an address of a page."""
    path = request.url.path
    own = path in OURS or path.startswith(FILES)
    return request.method in {"GET", "HEAD"} and not own


def _rewritten(request: Request, body: bytes) -> Response:
    """Give the shell our language, text size, style, script and words."""
    chosen = theme.preferences(request.cookies.get(theme.COOKIE))
    use_language(chosen.lang)
    opening = f'<html lang="{chosen.lang}" data-size="{chosen.size}">'.encode()
    body = HTML_LANG.sub(opening, body, count=1)
    body = body.replace(b"<title>Streamlit</title>", f"<title>{_('わざハブ')}</title>".encode())
    body = body.replace(b"</head>", theme.head(answers.FILES).encode() + b"</head>", 1)
    needed = _("この画面には JavaScript が必要です。ブラウザーの設定を確かめてください。")
    noscript = f"<noscript>{needed}</noscript>".encode()
    body = re.sub(rb"<noscript>.*?</noscript>", noscript, body, count=1, flags=re.DOTALL)
    return Response(body, media_type="text/html", headers={"cache-control": "no-store"})


def _limited(request: Request) -> Receive:
    """Count the body while it streams in."""
    limit = UPLOAD_LIMIT if request.url.path.startswith(UPLOAD) else FORM_LIMIT
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _TooLarge
        return message

    return receive


def _with_headers(send: Send, request: Request, number: str) -> Send:
    """Put our headers on every answer, errors included."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _value in answers.HEADERS}
            kept = [h for h in message["headers"] if h[0].lower() not in ours]
            extra = [*answers.HEADERS, (REQUEST_ID, number.encode())]
            if cookies.is_secure():
                extra.append((b"strict-transport-security", b"max-age=31536000"))
            if not any(h[0].lower() == b"cache-control" for h in kept) and not (
                request.url.path.startswith(("/static/", "/assets/"))
            ):
                extra.append((b"cache-control", b"no-store"))
            message["headers"] = [*kept, *extra]
        await send(message)

    return guarded
