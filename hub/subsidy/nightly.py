"""Runs the check of all claims once a night and says in the log what differs; mends nothing."""

import logging
from datetime import datetime, timedelta
from typing import Final

from hub.kernel.calendar import JST
from hub.platform import clock, logs
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy.recheck import Checked, everything

CHECKER: Final = system_actor("recheck")
EACH: Final = timedelta(hours=20)
# Hours in Japan when nobody waits for a page: the check reads every claim there is.
NIGHT: Final = range(1, 5)
FILE: Final = "subsidy-rechecked"


def check_nightly(store: Store) -> bool:
    """Check at night, once; say whether this looked."""
    now = clock.now()
    if store.folder is None or not _is_due(store, now):
        return False
    store.folder.joinpath(FILE).write_text(now.isoformat(), encoding="ascii")
    tell(check(store, now))
    return True


def check(store: Store, now: datetime) -> Checked:
    """Look at everything in one read."""
    with store.reading() as session:
        return everything(Ctx(session, CHECKER, now))


def tell(found: Checked) -> None:
    """One line with the count; an error when anything differs."""
    count = len(found.differences)
    level = logging.ERROR if count else logging.INFO
    logs.event("subsidy.recheck", level, count=count)


def _is_due(store: Store, now: datetime) -> bool:
    file = store.folder.joinpath(FILE) if store.folder else None
    if now.astimezone(JST).hour not in NIGHT:
        return False
    if file is None or not file.is_file():
        return True
    return now - datetime.fromisoformat(file.read_text(encoding="ascii")) >= EACH
