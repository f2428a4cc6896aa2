"""Arrangements of a project that is stopped or given up, and of advances."""

from typing import Any, Final

from hub.platform.db import Store
from hub.subsidy import service
from tests.support import claims
from tests.support.arrangements.case import Arrangement, Case
from tests.support.arrangements.subsidy import Stage, by_leader, on_claim
from tests.support.arrangements.subsidy_staff import by_approver, by_clerk
from tests.support.claims import NEXT_DAY, Office, an_office


def advance(who: str, stage: Stage, **raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """Somebody presses on the advance of a claim, where half of the grant may be advanced."""

    def arranged(store: Store) -> Case:
        office = an_office(store, advance=[1, 2])
        claim_id = stage(office)
        order = {"order_id": claims.newest_order(office)} if stage is not claims.granted else {}
        return on_claim(office, getattr(office, who), claim_id, late=True, **order, **raw)

    return arranged


def _ordered(office: Office) -> int:
    claim_id = claims.advance_asked(office)
    claims.press(office, service.give_order, office.orderer, claim_id, now=NEXT_DAY,
                 order_id=claims.newest_order(office))  # fmt: skip
    return claim_id


def _came_back(office: Office) -> int:
    claim_id = claims.advance_passed(office)
    claims.press(office, service.order_came_back, office.accounting, claim_id, now=NEXT_DAY,
                 order_id=claims.newest_order(office), note="口座が違いました。")  # fmt: skip
    return claim_id


def _end_proposed(office: Office) -> int:
    claim_id = claims.ending(office)
    claims.press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    return claim_id


CASES: Final[dict[str, Arrangement]] = {
    "subsidy:end:request": by_leader(claims.granted, late=True, reason="続けられません。"),
    "subsidy:pause:request": by_leader(
        claims.granted, late=True, done_on="令和9年2月1日", reason="修理を待ちます。"
    ),
    "subsidy:end:draft": by_clerk(claims.ending, late=True, doc_no="8大産振第401号"),
    "subsidy:end:decide": by_approver(_end_proposed, late=True),
    "subsidy:advance:request": advance(
        "leader", claims.granted, amount="8,000", reason="材料を先に買います。"
    ),
    "subsidy:order:send_back": advance("clerk", claims.advance_asked, note="内訳を書いて。"),
    "subsidy:order:give": advance("orderer", claims.advance_asked),
    "subsidy:order:examine": advance("accounting", _ordered),
    "subsidy:order:reject": advance("accounting", _ordered, note="請求書がありません。"),
    "subsidy:order:pay": advance(
        "accounting", claims.advance_passed, slip_no="概-1", paid_on="令和8年12月29日"
    ),
    "subsidy:order:come_back": advance("accounting", claims.advance_passed, note="口座違い"),
    "subsidy:order:correct": advance("leader", _came_back, note="口座を直しました。"),
}
