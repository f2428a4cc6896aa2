"""One firm: what it does, where, with which machines, and who belongs to it."""

import streamlit as st

from hub.accounts import words as accounts_words
from hub.directory import reads, words
from hub.directory.reads import FirmPage, MachineFacts
from hub.i18n import _, translated
from hub.i18n.values import day, listed
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.directory import FirmKind, Visibility
from pages.directory.parts import READERS
from pages.kit import act, address, tables, widgets
from pages.kit.page import page


@page(path="firm", title=N_("会社の登録"), roles=READERS, in_menu=False)
def render() -> None:
    """The firm at the left, its people and what may be done at the right."""
    firm_id = address.number("firm")
    seen: FirmPage = act.read(reads.firm_page, firm_id=firm_id)
    widgets.title(seen.name, seen.kana, back=(_("会社の一覧へ戻る"), "firms"))
    widgets.error_summary(act.problems())
    _state(seen)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        _facts(seen)
        _machines(seen)
        _sites(seen)
    with right:
        if seen.has_inside:
            _inside(seen)


def _state(seen: FirmPage) -> None:
    if seen.kind is FirmKind.UNSTATED:
        with widgets.strip("unstated"):  # noqa: B005  the state strip of the kit
            widgets.tag(_("登録が途中"), "wait")
            widgets.say(_("法人か個人事業主かが、まだ決まっていません。"))
    elif seen.is_old:
        with widgets.strip("old"):
            widgets.tag(_("更新から1年以上"), "wait")
            widgets.say(_("内容が今と違うことがあります。"))


def _facts(seen: FirmPage) -> None:
    widgets.heading(_("仕事"))
    widgets.say(seen.technology or _("まだ書かれていません。"))
    widgets.fact(_("種別"), translated(words.FIRM_KINDS[seen.kind]))
    if seen.number:
        widgets.fact(_("法人番号"), seen.number)
    place = f"{seen.postal} {seen.address or seen.town}".strip()
    widgets.fact(_("所在地"), place, seen.ward)
    if seen.confirmed_on:
        widgets.fact(_("確かめた日"), day(seen.confirmed_on))
    if seen.can_change:
        query = {"firm": str(seen.firm_id)}
        widgets.go(_("登録を直す"), "firm-edit", "directory.edit", query=query, main=True)


def _machines(seen: FirmPage) -> None:
    widgets.heading(_("機械 {count}種").format(count=len(seen.machines)))
    if not seen.machines:
        widgets.say(_("機械はまだ登録されていません。"))
    with widgets.rows("machines"):
        for one in seen.machines:
            _machine(seen, one)
    if seen.can_change:
        query = {"firm": str(seen.firm_id)}
        widgets.go(_("機械を加える"), "firm-machine", "directory.machine", query=query)


def _machine(seen: FirmPage, one: MachineFacts) -> None:
    with widgets.row(f"machine-{one.machine_id}"):
        with widgets.line(f"machine-{one.machine_id}"):
            widgets.say(widgets.bold(one.name))
            widgets.tag(translated(words.SHARINGS[one.sharing]))
        about = [one.maker, one.model, one.ability]
        if one.year:
            about.append(_("{year}年").format(year=one.year))
        about.append(_("{count}台").format(count=one.quantity))
        widgets.say(widgets.grey(listed(part for part in about if part)))
        if one.least_age:
            tags = listed(translated(words.HAZARDS[tag]) for tag in one.hazards)
            told = _("{age}歳未満の人は、この仕事ができません：{work}。")
            widgets.say(told.format(age=one.least_age, work=tags))
        if one.visibility is Visibility.PRIVATE:
            widgets.say(widgets.grey(translated(words.VISIBILITIES[one.visibility])))
        if seen.can_change:
            query = {"firm": str(seen.firm_id), "machine": str(one.machine_id)}
            label = _("{name}を直す").format(name=one.name)
            widgets.link(label, "firm-machine", query)


def _sites(seen: FirmPage) -> None:
    widgets.heading(_("場所 {count}か所").format(count=len(seen.sites)))
    if not seen.sites:
        widgets.say(_("場所はまだ登録されていません。"))
    with widgets.rows("sites"):
        for one in seen.sites:
            with widgets.row(f"site-{one.site_id}"):
                with widgets.line(f"site-{one.site_id}"):
                    widgets.say(widgets.bold(one.name))
                    widgets.tag(translated(words.SITE_KINDS[one.kind]))
                widgets.say(widgets.grey(f"{one.postal} {one.address}".strip()))
                if one.way:
                    widgets.say(widgets.grey(one.way))
                if seen.can_change:
                    query = {"firm": str(seen.firm_id), "site": str(one.site_id)}
                    label = _("{name}を直す").format(name=one.name)
                    widgets.link(label, "firm-site", query)
    if seen.can_change:
        query = {"firm": str(seen.firm_id)}
        widgets.go(_("場所を加える"), "firm-site", "directory.site", query=query)


def _inside(seen: FirmPage) -> None:
    """What the firm and its ward see besides."""
    with widgets.card("inside"):
        widgets.heading(_("会社と区だけに見えること"))
        if seen.owner:
            widgets.fact(_("事業主"), seen.owner)
        widgets.fact(_("電話"), seen.phone or _("まだ書かれていません。"))
        rows = [(name, translated(accounts_words.ROLE_LABELS[role])) for name, role in seen.people]
        if rows:
            tables.table(rows, [_("氏名"), _("役割")], _("この会社の人"))
        else:
            widgets.say(_("この会社の人は、まだ登録されていません。"))
        if seen.can_change and act.actor().role is Role.COORDINATOR:
            query = {"firm": str(seen.firm_id)}
            widgets.go(_("この会社の代表を招く"), "invite-person", "directory.invite", query=query)
