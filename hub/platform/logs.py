"""Log lines of the product: one JSON object a line, facts as fields, nothing personal.

Only the listed fields leave; a name, an address or free text cannot.
Source: platform design, part 7.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final, TextIO

ALLOWED: Final = frozenset(
    {
        "actor_id", "command", "count", "incident", "job_id", "ms", "outcome", "page", "path",
        "reason", "record", "record_id", "retry", "role", "seq", "status",
    }
)  # fmt: skip
LOG: Final = logging.getLogger("hub")
REQUEST: Final[ContextVar[str]] = ContextVar("hub_request", default="")
# By which door an act came in: page, cli, job, system; recorded with it.
CHANNEL: Final[ContextVar[str]] = ContextVar("hub_channel", default="system")


def event(name: str, /, level: int = logging.INFO, **fields: object) -> None:
    """Write one line; an unlisted field is a fault of the programmer and stops here."""
    unknown = sorted(fields.keys() - ALLOWED)
    if unknown:
        msg = f"log fields are not listed: {', '.join(unknown)}"
        raise TypeError(msg)
    LOG.log(level, name, extra={"hub_fields": fields})


class JsonLines(logging.Formatter):
    """One line per record: time, level, event, request, fields; a fault adds its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record; line breaks inside values are escaped by JSON itself."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if REQUEST.get():
            line["request"] = REQUEST.get()
        line |= getattr(record, "hub_fields", {})
        if hasattr(record, "incident"):
            line["incident"] = record.incident
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(stream: TextIO | None = None, level: str = "INFO") -> None:
    """Send the product's lines to a stream, by default standard error; a second call replaces."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    LOG.handlers = [handler]
    LOG.setLevel(level)
    LOG.propagate = False
