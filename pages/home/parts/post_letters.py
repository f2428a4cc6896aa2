"""Letters: those that wait become one PDF, then they are ticked as posted or as come back."""

from typing import Any

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import moment
from hub.kernel.calendar import japan_date
from hub.platform import documents, files, runtime
from hub.platform.post import desk, reads, words
from hub.platform.post.reads import BatchRow, PostRow, Sheet
from models.vocab import Channel, DeliveryState
from pages.home.parts import post_rows
from pages.kit import act, widgets


def show(waiting: tuple[PostRow, ...], batches: tuple[BatchRow, ...]) -> None:
    """What waits and the one button, then what was printed."""
    if not waiting and not batches:
        widgets.empty(
            _("出す手紙はありません"), _("手紙で受け取る人へのお知らせが、ここにたまります。")
        )
        return
    if waiting:
        _waiting(waiting)
    if printed := [batch for batch in batches if batch.letters]:
        widgets.heading(_("印刷した手紙"))
        for batch in printed:
            _batch(batch)


def _waiting(waiting: tuple[PostRow, ...]) -> None:
    sheets: tuple[Sheet, ...] = act.read(reads.letters, ward_id=act.actor().seat.ward_id or 0)
    count = len(sheets)
    with widgets.lead("letters"):
        widgets.heading(
            n_("印刷を待つ手紙 {count}通", "印刷を待つ手紙 {count}通", count).format(count=count)
        )
        widgets.say(
            _("同じ人への知らせは1通にまとめます。窓あき封筒（長形3号）に三つ折りで入ります。")
        )
        if count and widgets.primary(_("手紙のPDFを作る"), "home.post.print"):
            _print(sheets)
    with widgets.rows("letters"):
        for row in waiting:
            with widgets.row(f"letter-{row.delivery_id}"):
                post_rows.what(row)
                if not row.can_write:
                    widgets.tag(_("住所がわかりません"), "bad")
                _by_phone(row)


def _by_phone(row: PostRow) -> None:
    number = row.delivery_id
    label = _("{name}さんへは電話にする").format(name=row.name)
    if row.can_call and widgets.link_act(label, f"home.post.call.{number}"):
        values = {"delivery_id": number, "channel": Channel.PHONE}
        post_rows.take(desk.redirect, f"call.{number}", **values)


def _print(sheets: tuple[Sheet, ...]) -> None:
    """Set the paper outside any transaction, keep it, and take its letters out of the line."""
    able = [sheet for sheet in sheets if not documents.missing_glyphs(sheet.values)]
    if lost := [sheet for sheet in sheets if sheet not in able]:
        signs = {each.character for one in lost for each in documents.missing_glyphs(one.values)}
        told = _("印刷できない文字があります：{signs}。その人には電話で知らせてください。")
        act.tell([("form", told.format(signs="、".join(sorted(signs))))])
    if able:
        body = documents.render(desk.TEMPLATE, paper(able))
        stored = files.set_down(runtime.store(), body)
        ids = tuple(number for sheet in able for number in sheet.delivery_ids)
        values: dict[str, Any] = {"delivery_ids": ids, "stored": stored}
        act.act(desk.print_letters, values, once=stored.place)
    st.rerun()


def paper(sheets: list[Sheet]) -> dict[str, object]:
    """Values of the template: equal sheets on one day give equal bytes."""
    return {
        "title": words.LETTER_TITLE,
        "issued": japan_date(act.today()).isoformat(),
        "sheets": [sheet.values for sheet in sheets],
    }


def _batch(batch: BatchRow) -> None:
    """When, the PDF while it is kept, one tick for all, and what came back."""
    printed = [row for row in batch.letters if row.state is DeliveryState.PRINTED]
    with widgets.card(f"batch-{batch.batch_id}"):
        widgets.heading(_("{at}に印刷").format(at=moment(batch.at)), 3)
        with widgets.acts(f"batch-{batch.batch_id}"):
            if batch.file_id is not None:
                widgets.link(_("手紙のPDFを受け取る"), f"/files/{batch.file_id}")
            if printed and widgets.secondary(
                _("全部をポストに入れた"), f"home.post.posted.{batch.batch_id}"
            ):
                name = f"posted.{batch.batch_id}"
                post_rows.take(desk.post_letters, name, batch_id=batch.batch_id)
        with widgets.rows(f"batch-{batch.batch_id}"):
            # One sheet a person, however many notices stand on it.
            for row in {each.person_id: each for each in batch.letters}.values():
                _letter(row)


def _letter(row: PostRow) -> None:
    number = row.delivery_id
    is_posted = row.state is DeliveryState.POSTED
    with widgets.entry(f"printed-{number}"):
        widgets.two_lines(row.name, _("投函済") if is_posted else _("印刷済"))
        label = _("{name}さんの手紙が戻った").format(name=row.name)
        if is_posted and widgets.link_act(label, f"home.post.back.{number}"):
            post_rows.take(desk.return_letter, f"back.{number}", delivery_id=number)
