"""One claim for its firms: the page follows the state, from the draft to the payment."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import FirmClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimState
from pages.kit import act, address
from pages.kit.page import page
from pages.subsidy.parts import (
    firm_advance,
    firm_answer,
    firm_change,
    firm_draft,
    firm_end,
    firm_line,
    firm_report,
    firm_result,
    firm_withdraw,
)

READERS: Final = (Role.GROUP_LEADER, Role.FIRM_REPRESENTATIVE)
BY_STATE: Final[Mapping[ClaimState, Callable[[FirmClaim], None]]] = MappingProxyType(
    {
        ClaimState.DRAFT: firm_draft.show,
        ClaimState.RETURNED: firm_answer.show,
        ClaimState.REPORT_RETURNED: firm_answer.show,
        ClaimState.GRANTED: firm_report.show,
    }
)


@page(path="claim", title=N_("補助金の申請"), roles=READERS, in_menu=False)
def render() -> None:
    """One cost that is being changed, the withdrawal, or what the state asks for."""
    seen: FirmClaim = act.read(reads.firm_claim, claim_id=address.number("claim"))
    line = next((row for row in seen.lines if row.line_id == address.number("line")), None)
    if line is not None and line.can_change:
        firm_line.change(seen, line)
    elif st.query_params.get("step") == "add" and firm_line.can_add(seen):
        firm_line.add(seen)
    elif st.query_params.get("step") == "change" and firm_change.can(seen):
        firm_change.show(seen)
    elif st.query_params.get("step") == "advance" and firm_advance.can(seen):
        firm_advance.show(seen)
    elif st.query_params.get("step") == "end" and firm_end.can(seen):
        firm_end.show(seen)
    elif st.query_params.get("step") == "withdraw" and firm_withdraw.can(seen):
        firm_withdraw.show(seen)
    else:
        BY_STATE.get(seen.head.state, firm_result.show)(seen)
