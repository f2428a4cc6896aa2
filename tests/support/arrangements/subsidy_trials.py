"""Arrangements of what the hub does by itself in claims: trials of rules, reminders."""

from typing import Final

from hub.kernel.calendar import at_japan
from hub.platform.db import Store
from models.subsidy import Claim
from models.vocab import Role
from models.vocab.subsidy import AmountLimit, FirmSize
from tests.support import claims, trials
from tests.support.arrangements.case import WARD, Arrangement, Case, only
from tests.support.claims import NEXT_DAY, an_office
from tests.support.internship import SYSTEM, rows

# Source: subsidy design, part 15: whoever handles or decides claims of the ward.
MAKERS: Final = frozenset({Role.WARD_CLERK, Role.WARD_APPROVER})


def _asked(store: Store) -> Case:
    office = an_office(store)
    claims.granted(office)
    raw = {
        "budget_line_id": office.budget_line_id,
        "version_id": rows(store, Claim)[0].programme_version_id,
        "change": trials.MORE,
    }
    return Case(office.clerk, raw, MAKERS, frozenset({WARD}), NEXT_DAY)


def _kept(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.granted(office)
    trials.asked(office)
    one = {
        "claim_id": claim_id, "size": FirmSize.UNKNOWN, "old_yen": 16_000, "new_yen": 18_000,
        "old_limit": AmountLimit.RATE, "new_limit": AmountLimit.RATE, "old_waits": False,
        "new_waits": False, "old_short": False, "new_short": False,
    }  # fmt: skip
    raw = {"job_id": trials.waiting_job(office), "claims": [one]}
    return Case(SYSTEM, raw, only(), frozenset(), NEXT_DAY)


def _failed(store: Store) -> Case:
    office = an_office(store)
    claims.granted(office)
    trials.asked(office)
    return Case(SYSTEM, {"job_id": trials.waiting_job(office)}, only(), frozenset(), NEXT_DAY)


def _reminded(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.granted(office)
    due = rows(store, Claim)[0].report_due
    return Case(SYSTEM, {"claim_id": claim_id}, only(), frozenset(), at_japan(due, 10))


CASES: Final[dict[str, Arrangement]] = {
    "subsidy:simulation:start": _asked,
    "subsidy:simulation:keep": _kept,
    "subsidy:simulation:fail": _failed,
    "subsidy:claim:remind_of_due": _reminded,
}
