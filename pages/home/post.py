"""The desk of notices that do not go by mail: refused mails, letters to print, people to call."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.kernel.text import N_
from hub.platform.post import reads
from hub.platform.post.reads import Desk
from models.vocab import Role
from pages.home.parts import post_calls, post_dead, post_letters
from pages.kit import act, widgets
from pages.kit.page import page

DESK: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.ADMIN)


@page(path="post", title=N_("郵送と電話"), roles=DESK)
def render() -> None:
    """Three lists; each row has its next step."""
    found: Desk = act.read(reads.desk, ward_id=act.actor().seat.ward_id or 0)
    widgets.title(_("郵送と電話"), _("メールで届かない人に、手紙か電話でお知らせを届けます。"))
    widgets.error_summary(act.problems())
    names = {
        "letters": _("郵送待ち {count}").format(count=len(found.letters)),
        "calls": _("電話待ち {count}").format(count=len(found.calls)),
        "dead": _("不達 {count}").format(count=len(found.dead)),
    }
    counts = {"letters": found.letters, "calls": found.calls, "dead": found.dead}
    if "home.post.tab" not in st.session_state:
        st.session_state["home.post.tab"] = next(
            (name for name, rows in counts.items() if rows), "letters"
        )
    tab = widgets.segmented(_("一覧を選ぶ"), names, "home.post.tab", wide=True)
    {"letters": _letters, "calls": _calls, "dead": _dead}[tab](found)


def _letters(found: Desk) -> None:
    post_letters.show(found.letters, found.batches)


def _calls(found: Desk) -> None:
    post_calls.show(found.calls)


def _dead(found: Desk) -> None:
    post_dead.show(found.dead)
