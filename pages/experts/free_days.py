"""An expert's free days in three big questions: usual weekdays, single days, most days a month."""

from datetime import date

import streamlit as st

from hub.experts import reads
from hub.i18n import _
from hub.kernel.dates import read_date
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import days, week
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="free-days", title=N_("空き日"), roles=(Role.EXPERT,))
def render() -> None:
    """Every choice is saved at once."""
    expert_id: int | None = act.read(reads.my_expert_id)
    if expert_id is None:
        widgets.title(_("空き日"))
        widgets.empty(
            _("名簿の登録がまだです"), _("区の窓口が登録すると、ここに依頼と予定が出ます。")
        )
        return
    week.settle(expert_id)
    days.settle(expert_id)
    widgets.title(_("空き日"), _("三つの質問に答えてください。選ぶとすぐに保存されます。"))
    asked = _asked_month()
    if asked is None:
        week.show(expert_id)
    days.show(expert_id, asked)
    if asked is not None:
        week.show(expert_id)
    week.show_cap(expert_id)


def _asked_month() -> date | None:
    """The month of the link; who comes by it sees the single days first."""
    return read_date(st.query_params.get("month", ""))
