"""Settings from the environment; an unknown or wrong one refuses to start and names its cure."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

ROOT: Final = Path(__file__).resolve().parents[2]
ENVIRONMENTS: Final = ("demo", "production", "test")
MAILS: Final = ("smtp", "letters")
SEARCHES: Final = ("ready", "asked")
TOTPS: Final = ("staff", "optional")
_ADDRESS: Final = re.compile(r"[\x21-\x7e]{1,64}@[A-Za-z0-9.-]{1,190}")
KNOWN: Final = (
    "HUB_ENV",
    "HUB_PUBLIC_URL",
    "HUB_DATA_DIR",
    "HUB_DATABASE_URL",
    "HUB_KEYRING_FILE",
    "HUB_ANCHOR_DIR",
    "HUB_CONTACT",
    "HUB_SMTP_URL",
    "HUB_MAIL_FROM",
    "HUB_MAIL",
    "HUB_TOTP",
    "HUB_SHARED_ADDRESSES",
    "HUB_CLAMD",
    "HUB_SEARCH",
    "HUB_DEV",
    "HUB_TEST_POSTGRES_URL",
    "HUB_TEST_CHROMIUM",
)
UNKNOWN: Final = Reason(
    "settings.unknown",
    N_("設定 {name} はありません。つづりを確かめてください。使える設定：{known}"),
)
WRONG: Final = Reason(
    "settings.wrong", N_("設定 {name} の値 {value} は使えません。使える値：{known}")
)
NO_MAIL: Final = Reason(
    "settings.no_mail",
    N_(
        "本番では HUB_SMTP_URL と HUB_MAIL_FROM が必要です。"
        "メールを使わないときは HUB_MAIL=letters としてください。"
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data lie and how the instance runs."""

    env: str
    public_url: str
    data_dir: Path
    database_url: str
    keyring_file: Path
    anchor_dir: Path
    anchor_asked: bool
    contact: str
    shared_addresses: tuple[str, ...]
    smtp_url: str = ""
    mail_from: str = ""
    mail: str = "smtp"
    totp: str = "optional"
    clamd: str = ""
    search: str = "ready"

    @property
    def is_demo(self) -> bool:
        """A demo instance offers sign-in without a password; no other one does."""
        return self.env == "demo"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings; `Refused` names the wrong one."""
    given = os.environ if environ is None else environ
    for name in sorted(n for n in given if n.startswith("HUB_")):
        if name not in KNOWN:
            raise Refused(UNKNOWN, name=name, known=", ".join(KNOWN))
    env = given.get("HUB_ENV", "demo")
    if env not in ENVIRONMENTS:
        raise Refused(WRONG, name="HUB_ENV", value=env, known=", ".join(ENVIRONMENTS))
    data_dir = Path(given.get("HUB_DATA_DIR", str(ROOT / "var")))
    return Settings(
        env=env,
        public_url=given.get("HUB_PUBLIC_URL", "http://127.0.0.1:8501"),
        data_dir=data_dir,
        database_url=given.get("HUB_DATABASE_URL", f"sqlite:///{data_dir / 'hub.sqlite3'}"),
        keyring_file=Path(given.get("HUB_KEYRING_FILE", str(data_dir / "keyring.json"))),
        anchor_dir=Path(given.get("HUB_ANCHOR_DIR", str(data_dir / "anchors"))),
        anchor_asked=bool(given.get("HUB_ANCHOR_DIR")),
        contact=given.get("HUB_CONTACT", "03-0000-0000"),
        shared_addresses=_networks(given.get("HUB_SHARED_ADDRESSES", "")),
        smtp_url=_smtp(given.get("HUB_SMTP_URL", "")),
        mail_from=_mail_from(given),
        mail=_mail(given.get("HUB_MAIL", "smtp")),
        totp=_totp(given.get("HUB_TOTP", TOTPS[env != "production"])),
        clamd=_clamd(given.get("HUB_CLAMD", "")),
        search=_search(given.get("HUB_SEARCH", "ready")),
    )


def refuse_silence(here: Settings) -> None:
    """Refuse to serve people of whom some would never hear anything, without anybody knowing."""
    if here.env == "production" and here.mail != "letters" and not here.smtp_url:
        raise Refused(NO_MAIL)


def _smtp(given: str) -> str:
    """Address of the mail server: smtp (STARTTLS; plain on this machine only) or smtps."""
    url = urlsplit(given)
    try:
        port = url.port
    except ValueError:
        port = 0
    fits = url.scheme in {"smtp", "smtps"} and url.hostname and port != 0
    if given and not (fits and url.path in {"", "/"} and not url.query):
        example = "smtp://name:password@mail.example.jp:587"
        # The address may hold a password, so it is not said again.
        raise Refused(WRONG, name="HUB_SMTP_URL", value="…", known=example)
    return given


def _mail_from(given: Mapping[str, str]) -> str:
    """Sender of the mails; asked for as soon as there is a mail server."""
    sender = given.get("HUB_MAIL_FROM", "")
    if _ADDRESS.fullmatch(sender) or not (sender or given.get("HUB_SMTP_URL")):
        return sender
    raise Refused(WRONG, name="HUB_MAIL_FROM", value=sender, known="waza-hub@city.example.jp")


def _mail(given: str) -> str:
    if given not in MAILS:
        raise Refused(WRONG, name="HUB_MAIL", value=given, known=", ".join(MAILS))
    return given


def _totp(given: str) -> str:
    """Whether people of an office must have a second step; in production they must by default."""
    if given not in TOTPS:
        raise Refused(WRONG, name="HUB_TOTP", value=given, known=", ".join(TOTPS))
    return given


def _search(given: str) -> str:
    """Whether the process that searches starts with the server, or with the first search."""
    if given not in SEARCHES:
        raise Refused(WRONG, name="HUB_SEARCH", value=given, known=", ".join(SEARCHES))
    return given


def _clamd(given: str) -> str:
    """Where the virus scanner listens: a socket file, or a port of this machine alone."""
    known = r"unix:/[^\0]+|(127\.0\.0\.1|\[::1\]|localhost):[1-9][0-9]{0,4}"
    if given and not re.fullmatch(known, given):
        example = "unix:/run/clamav/clamd.ctl, 127.0.0.1:3310"
        raise Refused(WRONG, name="HUB_CLAMD", value=given, known=example)
    return given


def _networks(given: str) -> tuple[str, ...]:
    """Addresses or networks, parted by commas, behind which many people sit."""
    found = []
    for one in filter(None, (part.strip() for part in given.split(","))):
        try:
            found.append(str(ipaddress.ip_network(one, strict=False)))
        except ValueError as error:
            example = "192.0.2.7, 2001:db8::/48"
            raise Refused(WRONG, name="HUB_SHARED_ADDRESSES", value=one, known=example) from error
    return tuple(found)
