"""The only door to SMTP: takes a finished mail and says how the server answered.

A channel without TLS is used on this machine only; certificates are checked.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from ipaddress import ip_address
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from hub.platform.settings import Settings

SECONDS: Final = 20.0
REFUSED: Final = 400
FOR_GOOD: Final = 500


class Answer(StrEnum):
    """What became of a mail."""

    TAKEN = "taken"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer, the code of the server and a word for the log; no text of the server."""

    answer: Answer
    code: int | None = None
    reason: str = ""


class Carrier(Protocol):
    """Something that takes mails."""

    def send(self, message: EmailMessage) -> Outcome:
        """Hand one mail over."""


class Mailbox:
    """Takes every mail and shows it on a page: for a demo without a mail server."""

    def send(self, message: EmailMessage) -> Outcome:
        """Write it out, so that what cannot be sent is not shown either."""
        message.as_bytes(policy=SMTP)
        return Outcome(Answer.TAKEN)


class Smtp:
    """One mail server, asked anew for each mail."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def send(self, message: EmailMessage) -> Outcome:
        """Hand one mail over; a refusal of the address or of the mail is for good."""
        raw = message.as_bytes(policy=SMTP)
        try:
            with self._opened() as server:
                return _handed(server, message, raw)
        except smtplib.SMTPResponseException as error:
            return Outcome(Answer.LATER, error.smtp_code, "refused_us")
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Answer.LATER, None, type(error).__name__[:40])

    def _opened(self) -> smtplib.SMTP:
        """Connect, encrypt unless this is our own machine, sign in where a name is given."""
        url, context = self._url, ssl.create_default_context()
        host = url.hostname or ""
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, url.port or 465, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
        try:
            if url.scheme == "smtp" and not is_loopback(host):
                server.starttls(context=context)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def _handed(server: smtplib.SMTP, message: EmailMessage, raw: bytes) -> Outcome:
    """Name sender and addressee, hand the text over; the addressee alone is refused for good."""
    server.ehlo_or_helo_if_needed()
    code, _said = server.mail(_bare(message["From"]))
    if code >= REFUSED:
        return Outcome(Answer.LATER, code, "sender")
    code, _said = server.rcpt(_bare(message["To"]))
    if code < REFUSED:
        code, _said = server.data(raw)
        if code < REFUSED:
            return Outcome(Answer.TAKEN, code)
    return Outcome(Answer.NEVER if code >= FOR_GOOD else Answer.LATER, code, "refused")


def _bare(header: object) -> str:
    """The address of a header that holds one."""
    return str(header.addresses[0].addr_spec)  # type: ignore[attr-defined]  # a header of the policy


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def carrier(settings: Settings) -> Carrier | None:
    """Who takes mails here; None where the instance sends letters only."""
    if settings.mail == "letters":
        return None
    if settings.smtp_url:
        return Smtp(settings.smtp_url)
    return Mailbox() if settings.is_demo else None
