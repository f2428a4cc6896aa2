"""The representative writes the next version of the agreement."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from hub.groups import reads, service
from hub.groups.reads import GroupPage
from hub.i18n import _
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_, number_text
from models.vocab import Role
from models.vocab.groups import CostKind, MemberRole
from pages.groups.parts import shares
from pages.kit import act, address, widgets
from pages.kit.act import Kept
from pages.kit.page import page

FLOW = "groups.draft"
ASKED = (CostKind.EXPERT_FEE, CostKind.TRAINING)
LEADERS = (Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER)


@page(path="agreement-draft", title=N_("協約書の案"), roles=LEADERS, in_menu=False)
def render() -> None:
    """Purpose, duties, ceiling and shares; all other clauses come from the ward's template."""
    seen: GroupPage = act.read(reads.group_page, group_id=address.number("group"))
    subject = str(seen.card.group_id)
    kept = act.draft(FLOW, subject)
    errors = dict(act.problems())
    widgets.title(
        _("協約書の案を作る"),
        seen.card.name,
        (_("グループへ戻る"), "one-group", {"group": subject}),
    )
    widgets.error_summary(act.problems())
    answers = {**_before(seen), **kept.answers, "group": subject}
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        _texts(seen, answers, errors)
        hint = _("代表がほかの会社に聞かずに予約できる額です。例：120,000")
        with widgets.field("booking_ceiling_yen", hint, errors.get("booking_ceiling_yen")):
            _text("ceiling", _("1回の予約の上限（円）"), answers, 12)
        firms = _bearers(seen)
        for kind in ASKED:
            with widgets.field(f"share-{kind}", None, errors.get(f"share-{kind}")):
                shares.ask(kind, firms, answers)
    kept = act.keep(FLOW, subject, kept, answers)
    with right, widgets.side("draft"):
        widgets.heading(_("署名のお願い"))
        widgets.say(_("全社に署名をお願いします。期限は30日です。"))
        if seen.sign_by is not None:
            widgets.say(_("前の版の署名が途中なら、取り消されます。"))
        widgets.say(_("書いていない条項は、区のひな形のとおりです。"))
        with widgets.bar("draft", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("全社に署名をお願いする"), "groups.draft.send"):
                _send(seen, kept, answers)


def _before(seen: GroupPage) -> dict[str, Any]:
    """What the version before says, so that only what changes is typed."""
    text = seen.agreement
    answers: dict[str, Any] = {"purpose": seen.purpose, "ceiling": "100,000"}
    if text is not None:
        answers |= {"purpose": text.purpose, "ceiling": f"{text.ceiling_yen:,}"}
        answers |= {f"duty-{row.firm_id}": row.duties for row in text.firms}
        answers |= shares.before(text)
    return answers


def _texts(seen: GroupPage, answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    with widgets.field("purpose", None, errors.get("purpose")):
        _text("purpose", _("目的"), answers, 400)
    widgets.heading(_("役割"))
    widgets.say(_("会社ごとに、受け持つことを書きます。"))
    for firm_id, firm in _bearers(seen).items():
        name = f"duty-{firm_id}"
        with widgets.field(name, None, errors.get(name)):
            _text(name, firm, answers, 200)


def _bearers(seen: GroupPage) -> dict[int, str]:
    """Firms that sign and share, by id."""
    return {m.firm_id: m.name for m in seen.members if m.role is not MemberRole.OBSERVER}


def _text(name: str, label: str, answers: dict[str, Any], limit: int) -> None:
    widgets.seed(f"groups.draft.{answers['group']}.{name}", str(answers.get(name, "")))
    if name == "purpose":
        typed = st.text_area(label, key=f"groups.draft.{answers['group']}.{name}", max_chars=limit)
    else:
        typed = st.text_input(label, key=f"groups.draft.{answers['group']}.{name}", max_chars=limit)
    answers[name] = typed


def _send(seen: GroupPage, kept: Kept, answers: Mapping[str, Any]) -> None:
    firm_ids = tuple(_bearers(seen))
    missing = [
        (f"duty-{firm_id}", _("「{firm}」の役割を書いてください。").format(firm=firm))
        for firm_id, firm in _bearers(seen).items()
        if not str(answers.get(f"duty-{firm_id}", "")).strip()
    ]
    if missing:
        act.tell(missing)
        st.rerun()
    values = {
        "group_id": seen.card.group_id,
        "purpose": answers["purpose"],
        "duties": {firm_id: answers.get(f"duty-{firm_id}", "") for firm_id in firm_ids},
        "booking_ceiling_yen": number_text(str(answers["ceiling"])),
        "effective_from": japan_date(act.today()),
        "shares": [shares.sent(kind, firm_ids, answers) for kind in ASKED],
    }
    if act.act(service.draft_agreement, values, once=kept.once) is None:
        st.rerun()
    act.forget(FLOW, str(seen.card.group_id))
    for name in answers:
        st.session_state.pop(f"groups.draft.{answers['group']}.{name}", None)
    query = {"group": str(seen.card.group_id)}
    st.switch_page(widgets.page_of("one-group"), query_params=query)
