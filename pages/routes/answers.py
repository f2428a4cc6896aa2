"""Plain HTML answers and the headers that every answer carries."""

import base64
import hashlib
import math
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from hub.i18n import _, translated, use_language
from hub.kernel.errors import Refused
from hub.platform import logs, runtime
from hub.platform.db import BUSY
from hub.platform.life import ENDING
from pages.kit import theme
from pages.kit.tokens import ROOT_SIZES

SHELL: Final = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)
FILES: Final = theme.assets()
# Refusals that pass by themselves.
PASSING: Final = (BUSY, ENDING)
INCIDENT_LENGTH: Final = 8


def _shell_hash() -> str:
    """CSP source of the one inline script that the installed Streamlit ships."""
    found = INLINE.findall(SHELL.read_bytes())
    if len(found) != 1:
        msg = f"the shell of this Streamlit has {len(found)} inline scripts, expected 1"
        raise RuntimeError(msg)
    return base64.b64encode(hashlib.sha256(found[0]).digest()).decode()


POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' 'sha256-{_shell_hash()}'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
)


def preferences(request: Request) -> theme.Preferences:
    """Language and size of this visitor: the address wins over the cookie."""
    kept = theme.preferences(request.cookies.get(theme.COOKIE))
    lang = request.query_params.get("lang", kept.lang)
    size = request.query_params.get("size", str(kept.size))
    return theme.preferences(f"{lang}.{size}")


def page(
    request: Request,
    template: str,
    status: int = 200,
    *,
    path: str = "",
    is_once: bool = False,
    **values: object,
) -> HTMLResponse:
    """Render one of our own pages in the visitor's language and text size.

    `path` is where its links for size and language lead; without it, to the page's own address.
    What is shown once has no such links: they would lead away from it for good.
    """
    chosen = preferences(request)
    use_language(chosen.lang)
    html = TEMPLATES.get_template(template).render(
        lang=chosen.lang,
        size=chosen.size,
        sizes=_sizes(request, chosen, path),
        other=_other(request, chosen, path),
        head=theme.head(FILES),
        icon=FILES["icon.png"].address,
        product=_("わざハブ"),
        tools_words=_("文字の大きさと言語"),
        size_words=_("文字の大きさ"),
        desk_words=_("お困りのときは　区の産業振興課"),
        is_once=is_once,
        desk=runtime.settings().contact,
        **values,
    )
    answer = HTMLResponse(html, status, headers={"cache-control": "no-store"})
    if {"lang", "size"} & set(request.query_params):
        answer.set_cookie(
            theme.COOKIE, f"{chosen.lang}.{chosen.size}", max_age=31_536_000, samesite="lax"
        )
    return answer


def busy(request: Request, seconds: float, refusal: Refused | None = None) -> HTMLResponse:
    """Say that the service cannot take this now, and when to come back."""
    use_language(preferences(request).lang)
    said = translated((refusal.reason if refusal else BUSY).text)
    return _later(request, 503, seconds, _("混み合っています"), said)


def refused(request: Request) -> HTMLResponse:
    """Say that a form was too old, or not ours."""
    use_language(preferences(request).lang)
    return page(
        request, "refused.html", 403,
        title=_("もう一度お試しください"),
        words=_("画面が古くなったか、ほかの場所から送られました。"),
        back=_("ログインの画面へ進む"),
    )  # fmt: skip


def too_many(request: Request, seconds: float) -> HTMLResponse:
    """Say that one address has asked for too much, and how long to wait."""
    use_language(preferences(request).lang)
    said = _("短い時間に多くの操作がありました。入力は保存されています。")
    return _later(request, 429, seconds, _("少しお待ちください"), said)


def _later(request: Request, status: int, seconds: float, title: str, said: str) -> HTMLResponse:
    minutes = max(1, math.ceil(seconds / 60))
    answer = page(
        request, "later.html", status,
        title=title,
        words=said,
        wait=_("約{minutes}分待ってから、もう一度お試しください。").format(minutes=minutes),
        number=_("番号 {incident} を区の窓口へお伝えください。").format(
            incident=logs.REQUEST.get()[:INCIDENT_LENGTH]
        ),
        back=_("ホームへ戻る"),
    )  # fmt: skip
    answer.headers["retry-after"] = str(max(1, math.ceil(seconds)))
    return answer


def _sizes(request: Request, chosen: theme.Preferences, path: str) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is the present one, for each text size."""
    names = dict(zip(ROOT_SIZES, (_("標準"), _("大"), _("特大")), strict=True))
    return [
        (
            _("{size}（今の大きさ）").format(size=name) if size == chosen.size else name,
            _here(request, chosen.lang, size, path),
            size == chosen.size,
        )
        for size, name in names.items()
    ]


def _other(request: Request, chosen: theme.Preferences, path: str) -> dict[str, str]:
    """Return the link to the other language."""
    lang, name = ("en", "English") if chosen.lang == "ja" else ("ja", "日本語")  # noqa: i18n - each language names itself
    return {"lang": lang, "name": name, "address": _here(request, lang, chosen.size, path)}


def _here(request: Request, lang: str, size: int, path: str) -> str:
    """Return this page's address in another language or size; after a post, its form's."""
    path = path or (request.url.path if request.method == "GET" else "/sign-in")
    kept = {"next": request.query_params["next"]} if "next" in request.query_params else {}
    return f"{path}?{urlencode({'lang': lang, 'size': size, **kept})}"
