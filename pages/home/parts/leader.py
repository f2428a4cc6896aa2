"""Home of a group leader: the nearest next act, what was asked for, claims that wait."""

from hub.experts import reads as experts
from hub.experts.reads import BookingRow
from hub.groups import reads as groups
from hub.i18n import _, translated
from hub.i18n.values import hours, shown
from hub.subsidy import reads as subsidy
from hub.subsidy.reads import MyClaims
from models.vocab.engagements import EngagementAction, EngagementState
from pages.home.parts import firm_claims, group_steps
from pages.kit import act, widgets
from pages.kit.facts import Tone

MOST = 3
WAITS = (EngagementState.REQUESTED, EngagementState.OFFERED)


def show() -> None:
    """The lead card says what to do now."""
    found = act.read(groups.groups_of_firm, firm_id=act.actor().seat.firm_id or 0)
    led = [group for group in found if group.is_led_by(act.actor())]
    rows: list[BookingRow] = [
        row for group in led for row in act.read(experts.bookings_of_group, group_id=group.group_id)
    ]
    due = _due(rows)
    with widgets.lead("next"):
        if due:
            _next(due[0])
        elif led:
            _start()
        else:
            _no_group()
    group_steps.of_firm()
    firm_claims.show()
    if due:
        _ask_again()
    _list(_("次にすること　ほか{count}件"), due[1:], "more")
    _list(_("返事を待っている依頼　{count}件"), [r for r in rows if r.state in WAITS], "waiting")
    coming = (EngagementState.CONTRACTED, EngagementState.IN_PROGRESS)
    _list(_("これからの訪問　{count}件"), [r for r in rows if r.state in coming], "coming")


def _due(rows: list[BookingRow]) -> list[BookingRow]:
    """Engagements that wait for the group; one that has become a claim waits there."""
    mine: MyClaims = act.read(subsidy.my_claims, firm_id=act.actor().seat.firm_id)
    free = {each.engagement_id for each in mine.claimable}
    return [
        row
        for row in rows
        if row.waits_for_group
        and (row.state != EngagementState.CLAIMABLE or row.engagement_id in free)
    ]


def _next(row: BookingRow) -> None:
    widgets.tag(_("次にすること"), "act")
    widgets.heading(_heading(row))
    widgets.say(_sentence(row))
    query = {"booking": str(row.engagement_id)}
    labels = {
        EngagementAction.SIGN: _("内容を確かめて契約する"),
        EngagementAction.INSPECT: _("記録を見て検収する"),
        EngagementAction.PAY: _("支払いを記録する"),
        None: _("補助金の申し込みへ進む"),
    }
    widgets.go(labels[row.next_act], "booking", "home.booking", query=query, main=True)


def _heading(row: BookingRow) -> str:
    """What waits, in the words of a request."""
    heads = {
        EngagementState.ACCEPTED: _("{name}さんとの契約を確かめてください"),
        EngagementState.RECORDED: _("{name}さんの訪問を検収してください"),
        EngagementState.FEE_FIXED: _("{name}さんへの支払いを記録してください"),
        EngagementState.CLAIMABLE: _("{name}さんの訪問は補助金を申し込めます"),
    }
    return heads[row.state].format(name=row.expert)


def _sentence(row: BookingRow) -> str:
    values = {name: shown(value) for name, value in row.facts.items()}
    told = translated(row.next_words).format(**values)
    return _("「{title}」　{told}").format(title=row.title, told=told)


def _start() -> None:
    widgets.heading(_("困っていることを専門家に相談できます"))
    widgets.say(_("話すように書くと、合う専門家と空いている日が出ます。"))
    widgets.go(_("専門家を頼む"), "need", "home.need", main=True)


def _no_group() -> None:
    widgets.heading(_("代表をしている連携グループがありません"))
    widgets.say(_("グループを作ると、専門家を共同で頼めます。"))
    widgets.go(_("連携グループを見る"), "group", "home.group", main=True)


def _ask_again() -> None:
    with widgets.line("ask"):
        widgets.say(_("ほかにも困っていることがあれば、専門家に相談できます。"))
        widgets.go(_("専門家を頼む"), "need", "home.need")


def _list(heading: str, rows: list[BookingRow], key: str) -> None:
    """At most three rows, each opens."""
    if not rows:
        return
    widgets.heading(heading.format(count=len(rows)))
    with widgets.rows(key):
        for row in rows[:MOST]:
            with widgets.row(f"{key}-{row.engagement_id}"):
                with widgets.line(f"{key}-{row.engagement_id}"):
                    query = {"booking": str(row.engagement_id)}
                    widgets.link(row.title, "booking", query)
                    widgets.tag(translated(row.state_words), _tone(row))
                when = hours(row.visit.start, row.visit.end) if row.visit else ""
                name = _("{name}さん").format(name=row.expert)
                widgets.say(widgets.grey(f"{name}　{when}" if when else name))
    if len(rows) > MOST:
        widgets.link(_("すべて見る"), "bookings")


def _tone(row: BookingRow) -> Tone:
    if row.waits_for_group:
        return "act"
    return "wait" if row.state in WAITS else "good"
