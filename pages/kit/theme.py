"""Which files the browser gets from us, under which hashed addresses.

``pages/routes`` serves ``assets()`` under ``/assets/`` and puts ``head()`` at the
end of the shell's ``<head>``. The scripts are not deferred: ``hub.js`` must run
before Streamlit's module to tell it its own address. No other module of the
project knows style or script.
"""

import hashlib
from typing import Final, NamedTuple

from pages.kit.tokens import ASSETS, ROOT_SIZES

ICON: Final = str(ASSETS / "icon.png")
SERVED: Final = (
    ("hub.css", "text/css; charset=utf-8"),
    ("words.ja.js", "text/javascript; charset=utf-8"),
    ("hub.js", "text/javascript; charset=utf-8"),
    ("icon.png", "image/png"),
)
COOKIE: Final = "hub_prefs"
LANGUAGES: Final = ("ja", "en")


class Asset(NamedTuple):
    """One file as it goes over the wire."""

    address: str
    media_type: str
    body: bytes


class Preferences(NamedTuple):
    """What the shell must know before the first paint."""

    lang: str
    size: int


def assets() -> dict[str, Asset]:
    """Every served file by its plain name; read once at start-up."""
    return {name: _asset(name, media_type) for name, media_type in SERVED}


def _asset(name: str, media_type: str) -> Asset:
    """Read one file and put the hash of its content into its address."""
    body = (ASSETS / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    mark = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"/assets/{stem}.{mark}.{ending}", media_type, body)


def preferences(cookie: str | None) -> Preferences:
    """Language and text size from the cookie ``ja.18``; anything else means the defaults."""
    lang, _, size = (cookie or "").partition(".")
    chosen = next((each for each in ROOT_SIZES if str(each) == size), ROOT_SIZES[0])
    return Preferences(lang if lang in LANGUAGES else "ja", chosen)


def head(files: dict[str, Asset]) -> str:
    """The tags that belong at the end of the shell's ``<head>``."""
    rows = [f'<link rel="stylesheet" href="{files["hub.css"].address}">']
    rows += [f'<script src="{files[name].address}"></script>' for name in ("words.ja.js", "hub.js")]
    rows.append(f'<link rel="icon" href="{files["icon.png"].address}">')
    return "".join(rows)
