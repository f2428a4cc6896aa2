"""Links of mails that carry a token: which notices have one, and where it leads.

The token is made from the notice's nonce and the keyring when the mail goes out; it stands in no
row, no log and no page, except in the mailbox of a demo that has no mail server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.platform import crypto, mail
from hub.platform.settings import Settings
from models.platform import OutboxRow

NONCE: Final = "nonce"
PARAM: Final = "t"


@dataclass(frozen=True, slots=True)
class TokenPage:
    """Where a token leads, and for what it is good alone."""

    path: str
    purpose: str


RESET: Final = TokenPage("password/reset", "reset")
INVITE: Final = TokenPage("invite", "invite")
MAIL_CODE: Final = "accounts.mail_code"
FIGURES: Final = 10
PAGES: Final[Mapping[str, TokenPage]] = {"accounts.reset": RESET, "accounts.invited": INVITE}


def has_token(row: OutboxRow) -> bool:
    """Say whether the mail of a notice carries a token."""
    return row.kind in PAGES and NONCE in row.params


def has_code(row: OutboxRow) -> bool:
    """Say whether the mail of a notice brings a code to sign in with."""
    return row.kind == MAIL_CODE and NONCE in row.params


def code_of(ring: crypto.Keyring, nonce: str) -> str:
    """The figures that a nonce and the keyring make; the nonce alone says nothing of them."""
    made = ring.token(MAIL_CODE, nonce)
    return f"{int.from_bytes(made.encode()) % 10**FIGURES:0{FIGURES}d}"


def code(row: OutboxRow, here: Settings) -> str:
    """The figures of a mail, in groups that are easy to type."""
    made = code_of(crypto.keyring(here.keyring_file), str(row.params[NONCE]))
    return f"{made[:3]} {made[3:6]} {made[6:]}"


def path(row: OutboxRow, here: Settings) -> str:
    """Path of the link, token included."""
    found = PAGES[row.kind]
    token = crypto.keyring(here.keyring_file).token(found.purpose, str(row.params[NONCE]))
    return f"{found.path}?{PARAM}={token}"


def bare_path(row: OutboxRow) -> str:
    """Path of the link without its token."""
    return PAGES[row.kind].path


def are_shown(here: Settings) -> bool:
    """Say whether the mails of this instance can be read on its own page only."""
    return isinstance(mail.carrier(here), mail.Mailbox)
