"""Papers and history of a claim: issued notices with their files, firms' shares, what happened."""

from collections.abc import Sequence

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import day, moment, yen
from hub.subsidy.reads import EventRow, NoticeRow, StaffClaim
from pages.kit import tables, widgets


def show(claim: StaffClaim) -> None:
    """Notices, then shares and history folded."""
    widgets.heading(_("書類 {count}枚").format(count=len(claim.notices)))
    if not claim.notices:
        widgets.say(widgets.grey(_("決裁が終わると、通知書がここに出ます。")))
    else:
        listed(claim.notices)
    with st.expander(_("会社ごとの補助額 {count}社").format(count=len(claim.shares))):
        rows = [(share.firm, str(share.weight), yen(share.amount_yen)) for share in claim.shares]
        right = [tables.Column(name, right=True) for name in (_("割合"), _("補助額"))]
        tables.table(rows, [_("会社"), *right], _("会社ごとの補助額"), show_caption=False)
    with st.expander(_("これまでの経過 {count}件").format(count=len(claim.history))):
        events = [
            (moment(event.at), translated(event.words), _who(event), event.note)
            for event in claim.history
        ]
        columns = [_("いつ"), _("したこと"), _("人"), _("理由")]
        tables.table(events, columns, _("これまでの経過"), show_caption=False)


def listed(notices: Sequence[NoticeRow]) -> None:
    """Each paper with its number, its day and its file."""
    with widgets.rows("papers"):
        for notice in notices:
            _notice(notice)


def _notice(notice: NoticeRow) -> None:
    with widgets.row(f"paper-{notice.document_id}"):
        widgets.two_lines(translated(notice.title), f"{notice.doc_no}　{day(notice.issued_on)}")
        if notice.file_id is None:
            widgets.tag(_("作成中"), "wait")
        else:
            size = max(1, notice.size_bytes // 1024)
            words = _("書類を受け取る（PDF、{size}KB）").format(size=size)
            widgets.link(words, f"/files/{notice.file_id}")


def _who(event: EventRow) -> str:
    """Who took a step, and for whom."""
    if event.typed_by:
        return _("{name}（{staff}さんが代わりに入力）").format(
            name=event.person, staff=event.typed_by
        )
    if not event.for_person:
        return event.person
    return _("{name}（{lender}さんの代理）").format(name=event.person, lender=event.for_person)
