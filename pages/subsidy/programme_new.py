"""A new programme from the usual rule sheet, with the ward's own amounts and dates."""

from datetime import date
from typing import Any, Final

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.dates import read_date
from hub.kernel.text import N_, number_text
from hub.kernel.typed import read_yen
from hub.platform.commands import WRONG_FORM
from hub.subsidy import service, words
from models.vocab import Role
from models.vocab.subsidy import Profile
from pages.kit import act, widgets
from pages.kit.page import page

FORM: Final = "subsidy.programme"
FIELDS: Final = (
    "title", "slug", "basis", "fiscal_year", "opens_on", "closes_on", "parts", "of", "cap_yen",
    "unit_yen", "signed_by", "desk", "profile", "officer",
)  # fmt: skip


@page(path="programme-new", title=N_("補助制度を加える"), roles=(Role.ADMIN,), in_menu=False)
def render() -> None:
    """Twelve short answers and the way of work; deadlines and texts come from the usual sheet."""
    kept = act.draft(FORM, "")
    errors = dict(act.problems())
    widgets.title(
        _("補助制度を加える"),
        _("よくある決まりに、区の率と上限を入れて始めます。"),
        back=(_("補助制度と予算へ戻る"), "programmes"),
    )
    widgets.error_summary(act.problems())
    answers = {**_usual(), **kept.answers}
    left, right = st.columns([2.1, 1], gap="medium")
    labels = list(_labels().items())
    with left:
        for at in range(0, len(labels), 2):
            # A row of its own for two fields: on a phone they stay together, in this order.
            two = zip(st.columns(2), labels[at : at + 2], strict=True)
            for column, (name, (label, hint)) in two:
                with column, widgets.field(name, hint, errors.get(name)):
                    widgets.seed(f"subsidy.programme.{name}", answers[name])
                    answers[name] = st.text_input(
                        label, key=f"subsidy.programme.{name}", max_chars=200
                    )
        _way(answers, errors)
    kept = act.keep(FORM, "", kept, answers)
    with right, widgets.side("programme"):
        widgets.say(_("期限の数え方、誓約、条件、教示文は例文が入ります。区が確かめてください。"))
        with widgets.bar("programme", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("この制度を加える"), "subsidy.programme.send"):
                _send(answers, kept.once)


def _way(answers: dict[str, str], errors: dict[str, str]) -> None:
    """Who takes part; nothing is chosen beforehand, for it cannot be changed after a claim."""
    profiles = [profile.value for profile in Profile]
    widgets.heading(_("手続の進め方"))
    hint = _("最初の申請が始まると、変えられません。")
    widgets.seed("subsidy.programme.profile", answers["profile"] or None)
    with widgets.field("profile", hint, errors.get("profile")):
        chosen = st.radio(
            _("だれが進めるか"), profiles, index=None, key="subsidy.programme.profile",
            format_func=lambda one: translated(words.PROFILE_LABELS[Profile(one)]),
        )  # fmt: skip
    answers["profile"] = str(chosen or "")
    widgets.seed("subsidy.programme.officer", bool(answers["officer"]))
    with widgets.field("officer_may_inspect", error=errors.get("officer_may_inspect")):
        label = _("検査のある手続で、担当も検査できる（職員が4人より少ない係だけ）")
        officer = st.checkbox(label, key="subsidy.programme.officer")
    answers["officer"] = "1" if officer else ""


def _usual() -> dict[str, str]:
    year = fiscal_year(japan_date(act.today()))
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    return {
        **dict.fromkeys(FIELDS, ""),
        "fiscal_year": str(year),
        "opens_on": first.isoformat(),
        "closes_on": last.isoformat(),
        "parts": "2",
        "of": "3",
        "unit_yen": "1000",
    }


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "title": (_("制度の名前"), _("例：共同研修・専門家活用補助金")),
        "slug": (_("短い名前（半角の小文字）"), _("例：kyodo")),
        "basis": (_("根拠となる要綱"), _("例：大田区共同研修補助金交付要綱 第5条")),
        "fiscal_year": (_("年度（西暦）"), _("例：2026")),
        "opens_on": (_("受付の始まり"), _("例：2026-04-01、令和8年4月1日")),
        "closes_on": (_("受付の終わり"), _("例：2027-02-28")),
        "parts": (_("補助率の分子"), _("3分の2なら2")),
        "of": (_("補助率の分母"), _("3分の2なら3")),
        "cap_yen": (_("1件の上限"), _("例：50万円")),
        "unit_yen": (_("切り捨てる単位（円）"), _("例：1000")),
        "signed_by": (_("通知書の差出人"), _("例：大田区長")),
        "desk": (_("担当の課"), _("例：大田区 産業振興課")),
    }


def _send(answers: dict[str, str], once: str) -> None:
    read: dict[str, Any] = {
        "fiscal_year": _whole(answers["fiscal_year"]),
        "opens_on": read_date(answers["opens_on"]),
        "closes_on": read_date(answers["closes_on"]),
        "parts": _whole(answers["parts"]),
        "of": _whole(answers["of"]),
        "cap_yen": read_yen(answers["cap_yen"]),
        "unit_yen": read_yen(answers["unit_yen"]),
    }
    wrong = [name for name, value in read.items() if not value]
    wrong += [name for name in ("signed_by", "desk", "profile") if not answers[name].strip()]
    if wrong:
        act.tell([(name, translated(WRONG_FORM.text)) for name in wrong])
        st.rerun()
    sheet = service.standard_sheet(
        parts=read["parts"], of=read["of"], unit_yen=read["unit_yen"], cap_yen=read["cap_yen"],
        signed_by=answers["signed_by"].strip(), desk=answers["desk"].strip(),
    )  # fmt: skip
    values = {
        "ward_id": act.actor().seat.ward_id, "slug": answers["slug"].strip(),
        "title": answers["title"], "basis": answers["basis"],
        **{name: read[name] for name in ("fiscal_year", "opens_on", "closes_on")},
        "sheet": sheet, "profile": answers["profile"],
        "officer_may_inspect": bool(answers["officer"]),
    }  # fmt: skip
    if act.act(service.add_version, values, once=once) is None:
        st.rerun()
    act.forget(FORM, "")
    for name in FIELDS:
        st.session_state.pop(f"subsidy.programme.{name}", None)
    st.switch_page(widgets.page_of("programmes"))


def _whole(typed: str) -> int:
    text = number_text(typed)
    return int(text) if text.isdecimal() else 0
