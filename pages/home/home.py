"""The first screen after sign-in: what waits for this person."""

from collections.abc import Callable, Mapping
from typing import Final

from hub.accounts import words
from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab import Role
from pages.home.parts import (
    accounting,
    admin,
    approver,
    clerk,
    coordinator,
    drafts,
    expert,
    firm,
    inspector,
    leader,
    student,
)
from pages.kit import act, widgets
from pages.kit.page import page

FIRST: Final[Mapping[Role, Callable[[], None]]] = {
    Role.STUDENT: student.show,
    Role.EXPERT: expert.show,
    Role.FIRM_REPRESENTATIVE: firm.show,
    Role.FIRM_TUTOR: firm.show,
    Role.GROUP_LEADER: leader.show,
    Role.COORDINATOR: coordinator.show,
    Role.WARD_CLERK: clerk.show,
    Role.WARD_APPROVER: approver.show,
    Role.INSPECTOR: inspector.show,
    Role.ACCOUNTING: accounting.show,
    Role.AUDITOR: coordinator.watch,
    Role.ADMIN: admin.show,
}


@page(path="home", title=N_("ホーム"))
def render() -> None:
    """Who is here, and what waits for this person."""
    actor = act.actor()
    widgets.title(_("{name}さんのホーム").format(name=actor.name))
    FIRST.get(actor.role, _nothing)()
    drafts.show()


def _nothing() -> None:
    role = translated(words.ROLE_LABELS[act.actor().role])
    widgets.empty(
        _("今すぐすることはありません"),
        _("{role}の画面は準備中です。できると、ここでお知らせします。").format(role=role),
        (_("使い方を見る"), "help"),
    )
