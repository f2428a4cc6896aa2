"""Pages of the room subsidy, in menu order."""

from pages.kit.page import PageSpec
from pages.subsidy import (
    allotment,
    budget,
    claim,
    claim_decide,
    claim_decide_back,
    claim_decide_check,
    claim_decided,
    claim_new,
    claim_pay,
    claim_propose,
    claim_return,
    claim_review,
    claims,
    decisions,
    inbox,
    programme_new,
    programmes,
)

PAGES: tuple[PageSpec, ...] = (
    claims.render,
    claim_new.render,
    claim.render,
    decisions.render,
    inbox.render,
    claim_review.render,
    claim_return.render,
    claim_propose.render,
    claim_pay.render,
    claim_decide.render,
    claim_decide_check.render,
    claim_decide_back.render,
    claim_decided.render,
    budget.render,
    programmes.render,
    programme_new.render,
    allotment.render,
)
