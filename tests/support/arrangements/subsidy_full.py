"""Arrangements of the full profile: inspection of a report, the request for the payment."""

from typing import Any, Final

from hub.platform.db import Store
from hub.subsidy import service
from models.vocab.subsidy import Profile
from tests.support import claims
from tests.support.arrangements.case import Arrangement, Case
from tests.support.arrangements.subsidy import Stage, on_claim
from tests.support.claims import NEXT_DAY, Office, an_office, press


def full(who: str, stage: Stage, **raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """Somebody presses on a claim of a programme with the full profile."""

    def arranged(store: Store) -> Case:
        office = an_office(store, profile=Profile.FULL)
        return on_claim(office, getattr(office, who), stage(office), late=True, **raw)

    return arranged


def _accepted(office: Office) -> int:
    claim_id = claims.reported(office)
    claims.accepted(office, claim_id)
    return claim_id


def _determined(office: Office) -> int:
    claim_id = claims.payment_asked(office)
    press(office, service.send_back_order, office.clerk, claim_id, now=NEXT_DAY,
          order_id=claims.newest_order(office), note="口座の届けがありません。")  # fmt: skip
    return claim_id


CASES: Final[dict[str, Arrangement]] = {
    "subsidy:report:inspect": full(
        "inspector", _accepted, inspected_on="令和8年12月29日", method="書類", note="適正です。"
    ),
    "subsidy:payment:request": full("leader", _determined, is_checked=True),
    "subsidy:report:reinspect": full("clerk", claims.inspected, note="日付が違います。"),
}
