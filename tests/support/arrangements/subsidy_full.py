"""Arrangements of the full profile: inspection of a report."""

from typing import Any, Final

from hub.platform.db import Store
from models.vocab.subsidy import Profile
from tests.support import claims
from tests.support.arrangements.case import Arrangement, Case
from tests.support.arrangements.subsidy import Stage, on_claim
from tests.support.claims import Office, an_office


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


CASES: Final[dict[str, Arrangement]] = {
    "subsidy:report:inspect": full(
        "inspector", _accepted, inspected_on="令和8年12月29日", method="書類", note="適正です。"
    ),
    "subsidy:report:reinspect": full("clerk", claims.inspected, note="日付が違います。"),
}
