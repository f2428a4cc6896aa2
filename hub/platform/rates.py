"""How often something may be tried: windows in the database, shared by every process.

Source: platform design, part 1.3. Only failures are counted; who has failed too often is made to
wait, never shut out. Addresses and sign-in numbers are kept as digests.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.platform import clock
from hub.platform.db import Store, forget, insert_into
from models.platform import RateWindow

WINDOW: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=1)
SHARED_TIMES: Final = 10
UPLOAD_WINDOW: Final = timedelta(minutes=10)
MOST_UPLOADS: Final = 30
MOST_KILOBYTES: Final = 500 * 1024
LONGEST_WAIT: Final = 30
NO_ADDRESS: Final = "0.0.0.0/32"


@dataclass(frozen=True, slots=True)
class Limit:
    """One window: its name in the database, and from which failure on one has to wait."""

    bucket: str
    most: int
    step: int


def address(host: str | None) -> str:
    """Return the network that counts as one visitor: an IPv4 address, or a /64 of IPv6."""
    try:
        found = ipaddress.ip_address(host or "")
    except ValueError:
        return NO_ADDRESS
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    width = 64 if found.version == 6 else 32  # noqa: PLR2004  the sizes that part 1.3 names
    return str(ipaddress.ip_network((found, width), strict=False))


def is_shared(network: str, shared: Sequence[str]) -> bool:
    """Say whether a school or an office stands behind an address."""
    asked = ipaddress.ip_network(network)
    known = [ipaddress.ip_network(one, strict=False) for one in shared]
    return any(one.version == asked.version and asked.subnet_of(one) for one in known)  # type: ignore[arg-type]  # versions are equal


def sign_in(login: str, network: str, *, shared: bool) -> tuple[Limit, Limit, Limit]:
    """Windows of one try to sign in: account and address, address, all; the same for any number."""
    times = SHARED_TIMES if shared else 1
    return (
        Limit(_bucket("account", login.strip().upper(), network), 10, 2),
        Limit(_bucket("address", network), 60 * times, 1),
        Limit(_bucket("all"), 600, 1),
    )


def count(session: Session, buckets: Sequence[str], now: datetime) -> None:
    """Count one failure in each window; an old window begins anew."""
    for bucket in sorted(buckets):
        _counted(session, bucket, now, WINDOW)


def take(session: Session, limits: Sequence[Limit], now: datetime, window: timedelta) -> bool:
    """Count one use in each window; False when one of them has been used too often."""
    used = [
        _counted(session, limit.bucket, now, window) <= limit.most
        for limit in sorted(limits, key=lambda one: one.bucket)
    ]
    return all(used)


def digits(account_id: int) -> Limit:
    """Window of the digits of one account's device."""
    return Limit(_bucket("digits", str(account_id)), 5, 0)


def forgotten(login: str, network: str, device: str, *, shared: bool) -> tuple[Limit, ...]:
    """Windows of a wish for a new password: number, address, device; the same for any number."""
    times = SHARED_TIMES if shared else 1
    found = [
        Limit(_bucket("forgot-account", login), 3, 0),
        Limit(_bucket("forgot-address", network), 20 * times, 0),
    ]
    if device:
        found.append(Limit(_bucket("forgot-device", device), 6, 0))
    return tuple(found)


def asked_account(ward_id: int, network: str, device: str, *, shared: bool) -> tuple[Limit, ...]:
    """Windows of a wish for an account: address, device, all of a ward."""
    times = SHARED_TIMES if shared else 1
    found = [
        Limit(_bucket("ask-address", network), 20 * times, 0),
        Limit(_bucket("ask-all", str(ward_id)), 300, 0),
    ]
    if device:
        found.append(Limit(_bucket("ask-device", device), 6, 0))
    return tuple(found)


def upload(session: Session, person_id: int, size: int, now: datetime) -> tuple[bool, bool]:
    """Count a file somebody sends: whether not too many lately, and not too much today."""
    often, much = (_bucket(name, str(person_id)) for name in ("upload", "upload-size"))
    sent = _counted(session, often, now, UPLOAD_WINDOW)
    kilobytes = -(-size // 1024)
    held = _counted(session, much, now, KEPT, times=kilobytes)
    return sent <= MOST_UPLOADS, held <= MOST_KILOBYTES


def wait_seconds(store: Store, limits: Sequence[Limit], now: datetime) -> int:
    """How long the next try has to wait; 0 below every limit."""
    with store.reading() as session:
        rows = session.exec(
            select(RateWindow.bucket, RateWindow.used).where(
                col(RateWindow.bucket).in_([limit.bucket for limit in limits]),
                col(RateWindow.opened_at) > now - WINDOW,
            )
        ).all()
    used = dict(rows)
    return max(delay(limit, used.get(limit.bucket, 0)) for limit in limits)


def delay(limit: Limit, used: int) -> int:
    """Longer with each failure above the limit, never longer than half a minute."""
    return min(LONGEST_WAIT, max(0, used - limit.most + 1) * limit.step)


def sweep(store: Store) -> None:
    """Forget windows that are long over."""
    forget(store, RateWindow, col(RateWindow.opened_at) < clock.now() - KEPT)


def _counted(
    session: Session, bucket: str, now: datetime, window: timedelta, *, times: int = 1
) -> int:
    """Count once more, or so many times, in a window; how often by now."""
    is_over = col(RateWindow.opened_at) <= now - window
    first = insert_into(session, RateWindow).values(bucket=bucket, opened_at=now, used=times)
    again = first.on_conflict_do_update(
        index_elements=["bucket"],
        set_={
            "opened_at": sa.case((is_over, now), else_=col(RateWindow.opened_at)),
            "used": sa.case((is_over, times), else_=col(RateWindow.used) + times),
        },
    )
    return int(session.connection().execute(again.returning(col(RateWindow.used))).scalar_one())


def _bucket(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()
    return f"sign-in:{kind}:{digest[:40]}"
