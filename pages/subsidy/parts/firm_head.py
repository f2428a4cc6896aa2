"""What every page of a firm's claim shares: head, costs, sum, shares, papers, history."""

from hub.i18n import _, n_, translated
from hub.i18n.values import day, moment, short_day, yen
from hub.subsidy.reads import FirmClaim, LineRow, NoticeRow
from pages.kit import act, tables, widgets
from pages.subsidy.parts import firm_words, working_card


def title(seen: FirmClaim, words: str) -> None:
    """The page's own sentence, the way back, refusals, and the state strip."""
    head = seen.head
    widgets.title(words, head.programme, back=(_("補助金へ戻る"), "claims"), place=head.reference)
    widgets.error_summary(act.problems())
    with widgets.strip("claim"):
        widgets.tag(firm_words.state(head), firm_words.tone(head))
        widgets.say(firm_words.next_sentence(head))


def costs(seen: FirmClaim) -> None:
    """Every cost with a way to change it where it may be changed; a table where not."""
    count = len(seen.lines)
    widgets.heading(n_("費用 {count}件", "費用 {count}件", count).format(count=count))
    if any(line.can_change for line in seen.lines):
        widgets.check_answers(
            [
                widgets.Answer(
                    f"{line.position}　{category(line)}",
                    _said(line),
                    "claim",
                    query={"claim": str(seen.head.claim_id), "line": str(line.line_id)},
                )
                for line in seen.lines
            ]
        )
        return
    rows = [
        (f"{line.position}　{category(line)}", line.vendor, _day(line), yen(line.gross_yen))
        for line in seen.lines
    ]
    right = tables.Column(_("税込"), right=True)
    columns: list[tables.Column | str] = [_("費用"), _("支払先"), _("日"), right]
    tables.table(rows, columns, _("費用"), show_caption=False)


def category(line: LineRow) -> str:
    """The kind of a cost in the person's language."""
    return translated(line.category)


def _said(line: LineRow) -> str:
    """Amount, day, payee and the paper behind a cost."""
    facts = [yen(line.gross_yen), _day(line), line.vendor]
    if line.invoice_no:
        facts.append(_("番号 {number}").format(number=line.invoice_no))
    if not line.is_from_hub:
        facts.append(_("手入力"))
    elif line.difference_yen:
        facts.append(_("手入力（記録と{yen}の差）").format(yen=yen(line.difference_yen)))
    return "　".join(fact for fact in facts if fact)


def _day(line: LineRow) -> str:
    return short_day(line.used_on) if line.used_on else ""


def working(seen: FirmClaim, label: str) -> None:
    """The sum in people's words, and each firm's part."""
    widgets.heading(_("金額の計算"))
    widgets.sum_rows(working_card.amount_rows(seen.working, label))
    if len(seen.shares) > 1:
        rows = [(share.firm, yen(share.amount_yen)) for share in seen.shares]
        columns: list[tables.Column | str] = [_("会社"), tables.Column(_("補助額"), right=True)]
        tables.table(rows, columns, _("会社ごとの補助額"))


def papers(seen: FirmClaim) -> None:
    """Notices with their PDF."""
    if not seen.notices:
        return
    widgets.heading(_("区からの通知書"))
    with widgets.rows("papers"):
        for notice in seen.notices:
            with widgets.row(f"paper-{notice.document_id}"):
                words = f"{notice.doc_no}　{day(notice.issued_on)}"
                widgets.two_lines(translated(notice.title), words)
                paper_link(notice)


def paper_link(notice: NoticeRow) -> None:
    """The PDF, or the word that it is being made."""
    if notice.file_id is None:
        widgets.tag(_("PDFを作成中"), "wait")
        return
    size = max(1, notice.size_bytes // 1024)
    words = _("通知書を受け取る（PDF、{size}KB）").format(size=size)
    widgets.link(words, f"/files/{notice.file_id}")


def history(seen: FirmClaim) -> None:
    """What has happened so far."""
    if not seen.history:
        return
    widgets.heading(_("これまで"))
    with widgets.rows("history"):
        for number, event in enumerate(reversed(seen.history)):
            with widgets.row(f"event-{number}"):
                widgets.say(translated(event.words))
                widgets.say(widgets.grey(moment(event.at)))
