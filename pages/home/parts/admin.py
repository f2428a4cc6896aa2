"""Home of an administrator: the steps that open a ward, the next one first."""

from typing import NamedTuple

from hub.accounts import reads, words
from hub.accounts.reads import Unguarded
from hub.i18n import _, n_, translated
from hub.subsidy import reads as subsidy
from hub.subsidy.reads import ProgrammeRow
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.questions import Task


class Step(NamedTuple):
    """One step: what to do, where, whether it is done, and what it waits for."""

    label: str
    path: str
    is_done: bool
    waits_for: str = ""
    is_sent: bool = False


def show() -> None:
    """The first step that is not done is the one thing to press."""
    steps = _steps()
    first = next_of(steps)
    with widgets.lead("next"):
        if first is None:
            widgets.heading(_("区の準備ができています"))
            widgets.say(_("人の出入りや来年度の予算は、いつでも変えられます。"))
            widgets.go(_("人と役割を見る"), "people", "home.people", main=True)
        else:
            widgets.heading(_("次にすること：{step}").format(step=first.label))
            widgets.say(_("順に終えると、この区で申請と実習を始められます。"))
            widgets.go(_("この手順へ進む"), first.path, "home.step", main=True)
    _unguarded(act.read(reads.unguarded))
    widgets.heading(_("区を開く手順"))
    widgets.task_list(
        [
            Task(step.label, "done" if step.is_done else "todo", step.path, step.waits_for or None)
            for step in steps
        ]
    )


def next_of(steps: tuple[Step, ...]) -> Step | None:
    """What can be done now; what others have to answer comes last."""
    left = [step for step in steps if not step.is_done]
    return next((step for step in left if not step.is_sent), left[0] if left else None)


def _unguarded(found: Unguarded) -> None:
    """Whom the setting asks for a second step in vain."""
    if not found.count:
        return
    with widgets.alert("unguarded"):
        widgets.say(
            n_(
                "二段階の確認をまだ始めていない職員が{count}人います：{names}",
                "二段階の確認をまだ始めていない職員が{count}人います：{names}",
                found.count,
            ).format(count=found.count, names=_("、").join(found.names))
        )
        widgets.say(_("次のログインで認証アプリを登録するまで、ほかの画面は開けません。"))


def _steps() -> tuple[Step, ...]:
    ward_id = act.actor().seat.ward_id
    found: tuple[ProgrammeRow, ...] = act.read(subsidy.set_up, ward_id=ward_id)
    return (
        _invite(_("審査担当と決裁者を招く"), Role.WARD_CLERK, Role.WARD_APPROVER),
        _invite(_("コーディネーターを招く"), Role.COORDINATOR),
        Step(_("補助制度を加える"), "programme-new", bool(found)),
        Step(_("今年度の予算を加える"), "allotment", any(row.money for row in found)),
    )


def _invite(label: str, *roles: Role) -> Step:
    """Who is missing, and whether an invitation of each of them waits for an answer."""
    ward_id = act.actor().seat.ward_id
    missing = [
        words.ROLE_LABELS[role]
        for role in roles
        if not act.read(reads.holders_of, role=role, ward_id=ward_id)
    ]
    if not missing:
        return Step(label, "people", is_done=True)
    sent = {one.role_words for one in act.read(reads.open_invitations)}
    told = [
        (
            _("{role}：返事を待っています") if one in sent else _("{role}：まだ招いていません")
        ).format(role=translated(one))
        for one in missing
    ]
    is_sent = sent.issuperset(missing)
    path = "people" if is_sent else "invite-person"
    return Step(label, path, is_done=False, waits_for=_("、").join(told), is_sent=is_sent)
