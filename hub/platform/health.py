"""Is this process fit to be sent people: one name and yes or no for each thing it needs.

Source: platform design, part 7 (health). Nothing of the inside is told.
"""

import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from hub.kernel.errors import HubError
from hub.platform import anchors, clock, logs, runtime, schema
from hub.platform.db import Store
from hub.platform.life import LIFE
from models.platform import Delivery, RateWindow
from models.vocab import Channel, DeliveryState

LEAST_FREE: Final = 10
LATEST_NOTICE: Final = timedelta(minutes=15)
LONGEST_SILENCE: Final = 180


def checks(store: Store) -> dict[str, bool]:
    """Every check by its name; one that cannot be made has failed."""
    wanted: dict[str, Callable[[Store], bool]] = {
        "open": lambda _store: not LIFE.is_ending,
        "warm": lambda _store: LIFE.is_warm,
        "write": _can_write,
        "schema": schema.at_head,
        "disk": _has_room,
        "outbox": _is_sent_in_time,
        "worker": lambda _store: LIFE.silence < LONGEST_SILENCE,
    }
    if runtime.settings().anchor_asked:
        wanted["anchor"] = _is_anchored
    return {name: _made(name, check, store) for name, check in wanted.items()}


def _made(name: str, check: Callable[[Store], bool], store: Store) -> bool:
    try:
        return check(store)
    except (SQLAlchemyError, OSError, HubError) as fault:
        logs.event("health.failed", reason=name, outcome=type(fault).__name__)
        return False


def _can_write(store: Store) -> bool:
    """Write a row and take it back."""
    row = {"bucket": f"health:{secrets.token_hex(8)}", "opened_at": clock.now(), "used": 0}
    with store.writing() as session:
        session.connection().execute(sa.insert(RateWindow).values(**row))
        session.rollback()
    return True


def _has_room(_store: Store) -> bool:
    space = shutil.disk_usage(runtime.settings().data_dir)
    return space.free * 100 >= space.total * LEAST_FREE


def _is_sent_in_time(store: Store) -> bool:
    """No notice that the post itself should have sent has waited longer than it may."""
    due = col(Delivery.not_before)
    waiting = select(Delivery.not_before).where(
        col(Delivery.state).in_(
            (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.RETRY)
        ),
        sa.or_(col(Delivery.channel).is_(None), col(Delivery.channel) == Channel.MAIL),
    )
    with store.reading() as session:
        oldest = session.exec(waiting.order_by(due).limit(1)).first()
    return oldest is None or clock.now() - oldest <= LATEST_NOTICE


def _is_anchored(_store: Store) -> bool:
    last = anchors.newest(runtime.settings().anchor_dir / anchors.FILE)
    return last is not None and clock.now() - last <= anchors.OLDEST
