"""Once a year: what is declared holds and is all; by when, and the button."""

from functools import partial

import streamlit as st

from hub.experts import service
from hub.experts.reads import Conflicts
from hub.i18n import _
from hub.i18n.values import day
from hub.kernel.calendar import japan_date
from pages.kit import act, widgets


def settle() -> None:
    """Take the step before anything is drawn."""
    expert_id = st.session_state.pop("experts.confirm.pressed", None)
    if expert_id is None:
        return
    name = f"experts.confirm.{expert_id}"
    done = act.act(service.confirm_conflicts, {"expert_id": expert_id}, once=act.once(name))
    if done is not None:
        act.done(name)


def show(seen: Conflicts, *, is_expert: bool) -> None:
    """When it was last confirmed and by when it is asked again; late is said in words."""
    is_late = seen.due_on <= japan_date(act.today())
    with widgets.strip("confirm"):
        if is_late:
            widgets.tag(_("確かめてください"), "wait")
        else:
            widgets.tag(_("年に一度の確かめ"))
        if seen.confirmed_on is not None:
            widgets.say(
                _("{day}に、変わりがないと確かめました。").format(day=day(seen.confirmed_on))
            )
        widgets.say(_("次は{day}までです。").format(day=day(seen.due_on)))
        if is_expert:
            widgets.say(_("下のほかに頼まれて困る会社がなければ、押してください。"))
    label = _("変わりありません") if is_expert else _("本人に聞いて、変わりがないと確かめた")
    widgets.secondary(label, "experts.confirm", on_click=partial(_press, seen.expert_id))


def _press(expert_id: int) -> None:
    st.session_state["experts.confirm.pressed"] = expert_id
