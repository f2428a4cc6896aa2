"""The papers behind the costs: each with its number, opened by whoever may, added by the leader."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import moment
from hub.platform.uploads.receiving import Received
from hub.subsidy import reads, service
from hub.subsidy.reads import ClaimHead, EvidencePage, EvidenceRow
from models.vocab import FileKind
from pages.kit import act, uploads, widgets

KINDS: Final = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.XLSX})
KILOBYTE: Final = 1024
SHOWN: Final = 12


def show(head: ClaimHead) -> None:
    """The list; for the leader, while the claim may be changed, the field to add to it."""
    seen: EvidencePage = act.read(reads.claim_evidence, claim_id=head.claim_id)
    if not seen.rows and not seen.can_add:
        return
    count = len(seen.rows)
    words = n_("領収書などの証拠書類 {count}件", "領収書などの証拠書類 {count}件", count)
    widgets.heading(words.format(count=count))
    if not seen.rows:
        widgets.say(_("まだありません。領収書や請求書を、写真かPDFで送れます。"))
    with widgets.rows("evidence"):
        for row in seen.rows:
            _row(head, row)
    _received(head)
    if seen.can_add:
        _add(head)


def is_waiting(head: ClaimHead) -> bool:
    """Whether a file has been chosen for this claim and not been added yet."""
    return uploads.is_chosen(_key(head))


def _key(head: ClaimHead) -> str:
    return f"subsidy.evidence.{head.claim_id}"


def _row(head: ClaimHead, row: EvidenceRow) -> None:
    with widgets.row(f"evidence-{row.file_id}"):
        size = -(-row.size // KILOBYTE)
        widgets.link(
            _("{name}（{size}KB）").format(name=row.name, size=size), f"/files/{row.file_id}"
        )
        told = _("{at}　{by}　確かめ番号 {number}")
        number = row.sha256[:SHOWN]
        widgets.say(widgets.grey(told.format(at=moment(row.at), by=row.by, number=number)))
        label = _("「{name}」を外す").format(name=row.name)
        if row.can_drop and widgets.link_act(label, f"subsidy.evidence.drop.{row.file_id}"):
            values = {"claim_id": head.claim_id, "version": head.version, "file_id": row.file_id}
            name = f"subsidy.evidence.drop.{row.file_id}"
            act.act(service.drop_evidence, values, once=act.once(name))
            st.session_state.pop("subsidy.evidence.kept", None)
            st.rerun()


def _received(head: ClaimHead) -> None:
    """The receipt of the file that was added last; it goes when another page is opened."""
    claim_id, file_id = st.session_state.get("subsidy.evidence.kept", (0, 0))
    if claim_id == head.claim_id:
        with widgets.lead("evidence-kept"):
            widgets.heading(_("受け取りました"), 3)
            uploads.receipt(reads.EVIDENCE_RECEIPT, file_id)


def _add(head: ClaimHead) -> None:
    errors = dict(act.problems())
    hint = _("10MBまでのPDF、写真、Excelです。1つずつ送ります。")
    key = _key(head)
    with widgets.field("evidence", None, errors.get("evidence")):
        found = uploads.upload(_("証拠書類を加える"), hint, key, KINDS)
    if found is None:
        return
    if not isinstance(found, Received):
        for problem in found:
            widgets.say(act.sentence(problem.reason, problem.params))
        return
    widgets.say(_("提出か報告をするまでは、外せます。"))
    if widgets.secondary(_("この書類を加える"), f"{key}.send"):
        source = uploads.set_down(found)
        values = {"claim_id": head.claim_id, "version": head.version, "source": source}
        kept = act.act(service.add_evidence, values, once=act.once(key))
        if kept is not None:
            act.done(key)
            st.session_state["subsidy.evidence.kept"] = (head.claim_id, kept.file_id)
            uploads.empty(key)
        st.rerun()
