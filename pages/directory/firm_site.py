"""A place of a firm: a new one, or one to correct or to take off the list."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from hub.directory import reads, service, words
from hub.directory.reads import FirmPage, SiteFacts
from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab.directory import SiteKind
from pages.directory.parts import CHANGERS, part_form
from pages.directory.parts.part_form import One, Part, Words
from pages.kit import act, address, widgets
from pages.kit.page import page

FIELDS: Final = ("kind", "name", "postal", "address", "way")


@page(path="firm-site", title=N_("会社の場所"), roles=CHANGERS, in_menu=False)
def render() -> None:
    """The place that the address names, or a new one."""
    seen: FirmPage = act.read(reads.firm_page, firm_id=address.number("firm"))
    site_id = address.number("site")
    site = next((one for one in seen.sites if one.site_id == site_id), None)
    said = Words(
        _("場所を直す") if site else _("場所を加える"),
        _("{firm}の本社、工場、研修室です。").format(firm=seen.name),
        _("この場所を登録する"),
        _("この場所を一覧から外す"),
    )
    known = One(site.site_id, site.version, _stored(site)) if site else One(0, 0, _stored(site))
    part = Part("site", service.put_site, service.drop_site, _draw, _clear)
    part_form.show(part, known, seen, said)


def _stored(site: SiteFacts | None) -> dict[str, Any]:
    if site is None:
        return {**dict.fromkeys(FIELDS, ""), "kind": SiteKind.PLANT.value}
    return {
        "kind": site.kind.value,
        "name": site.name,
        "postal": site.postal,
        "address": site.address,
        "way": site.way,
    }


def _draw(key: str, answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    with widgets.field("kind", None, errors.get("kind")):
        widgets.seed(f"directory.{key}.kind", answers["kind"])
        answers["kind"] = st.radio(
            _("場所の種別（必須）"),
            [kind.value for kind in SiteKind],
            format_func=lambda word: translated(words.SITE_KINDS[SiteKind(word)]),
            horizontal=True,
            key=f"directory.{key}.kind",
        )
    said = {
        "name": (_("場所の名前（必須）"), _("例：糀谷第一工場")),
        "postal": (_("郵便番号（任意）"), _("例：144-0052")),
        "address": (_("住所（必須）"), _("番地まで。例：東京都大田区蒲田5-1-1")),
        "way": (_("行き方（任意）"), _("最寄りの駅、段差、駐車場など。")),
    }
    for name, (label, hint) in said.items():
        with widgets.field(name, hint, errors.get(name)):
            widgets.seed(f"directory.{key}.{name}", answers[name])
            answers[name] = st.text_input(label, key=f"directory.{key}.{name}", max_chars=200)


def _clear(key: str) -> None:
    for name in FIELDS:
        st.session_state.pop(f"directory.{key}.{name}", None)
