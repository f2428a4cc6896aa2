"""Money of a year for a programme."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.text import N_, number_text
from hub.kernel.typed import read_yen
from hub.platform.commands import WRONG_FORM
from hub.subsidy import reads, service
from hub.subsidy.reads import ProgrammeRow
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page

FORM: Final = "subsidy.allot"


@page(path="allotment", title=N_("予算を加える"), roles=(Role.ADMIN,), in_menu=False)
def render() -> None:
    """Programme, year, place in the accounts, amount; a second one is added to the first."""
    ward_id = act.actor().seat.ward_id
    found: tuple[ProgrammeRow, ...] = act.read(reads.set_up, ward_id=ward_id)
    errors = dict(act.problems())
    widgets.title(_("予算を加える"), back=(_("補助制度と予算へ戻る"), "programmes"))
    widgets.error_summary(act.problems())
    if not found:
        widgets.empty(
            _("先に補助制度を加えてください"),
            _("予算は制度ごとに登録します。"),
            (_("補助制度を加える"), "programme-new"),
        )
        return
    names = {row.slug: row.title for row in found}
    slug = next(iter(names))
    if len(names) > 1:
        slug = widgets.segmented(_("補助制度"), names, "subsidy.allot.slug")
    else:
        widgets.fact(_("補助制度"), names[slug])
    widgets.seed("subsidy.allot.fiscal_year", str(fiscal_year(japan_date(act.today()))))
    year = _typed("fiscal_year", _("年度（西暦）"), _("例：2026"), errors)
    account = _typed(
        "account_text", _("款・項・目・節"), _("例：商工費・商工費・商工振興費・負担金補助"), errors
    )
    amount = _typed("yen", _("加える額"), _("例：1,200万円"), errors)
    widgets.say(_("同じ年度に2回目を加えると、前の額に足します。"))
    if widgets.primary(_("この予算を加える"), "subsidy.allot.send"):
        _send(slug, year, account, amount)


def _typed(name: str, label: str, hint: str, errors: dict[str, str]) -> str:
    with widgets.field(name, hint, errors.get(name)):
        return str(st.text_input(label, key=f"subsidy.allot.{name}", max_chars=120))


def _send(slug: str, year: str, account: str, amount: str) -> None:
    read = {"fiscal_year": number_text(year), "yen": read_yen(amount)}
    if wrong := [name for name, value in read.items() if not value]:
        act.tell([(name, translated(WRONG_FORM.text)) for name in wrong])
        st.rerun()
    values = {
        "ward_id": act.actor().seat.ward_id, "slug": slug, "account_text": account, **read,
    }  # fmt: skip
    if act.act(service.allot, values, once=act.once(FORM)) is None:
        st.rerun()
    act.done(FORM)
    for name in ("fiscal_year", "account_text", "yen"):
        st.session_state.pop(f"subsidy.allot.{name}", None)
    st.switch_page(widgets.page_of("programmes"))
