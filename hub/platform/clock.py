"""The only module that reads the clock; everything else is handed `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place that reads the clock
