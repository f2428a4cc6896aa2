"""Programmes of the ward for its administrator: rule sheets and the money of each year."""

from hub.i18n import _, translated
from hub.i18n.values import span, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import ProgrammeRow
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="programmes", title=N_("補助制度と予算"), roles=(Role.ADMIN,))
def render() -> None:
    """Each programme with its versions and its years; two ways on."""
    ward_id = act.actor().seat.ward_id
    found: tuple[ProgrammeRow, ...] = act.read(reads.set_up, ward_id=ward_id)
    widgets.title(_("補助制度と予算"), _("制度の決まりと、年度ごとの予算を登録します。"))
    with widgets.acts("programmes"):
        if found:
            widgets.go(_("予算を加える"), "allotment", "subsidy.allotment", main=True)
        widgets.go(_("補助制度を加える"), "programme-new", "subsidy.programme.new", main=not found)
    if not found:
        widgets.say(_("補助制度はまだありません。加えると、グループが申請できるようになります。"))
    for programme in found:
        _programme(programme)


def _officer(programme: ProgrammeRow) -> str:
    return _("担当も検査できます（職員が4人より少ない係）") if programme.officer_may_inspect else ""


def _programme(programme: ProgrammeRow) -> None:
    with widgets.card(f"programme-{programme.programme_id}"):
        widgets.heading(programme.title)
        widgets.fact(_("手続"), translated(programme.profile_words), _officer(programme))
        for version in programme.versions:
            widgets.fact(
                _("{year}年度の決まり（第{number}版）").format(
                    year=version.fiscal_year, number=version.number
                ),
                _("受付 {span}").format(span=span(version.opens_on, version.closes_on)),
            )
        if unconfirmed := programme.versions[0].unconfirmed:
            widgets.say(_("次のことは例文です。区が確かめてください。"))
            widgets.say(widgets.lines(*(translated(text) for text in unconfirmed)))
        if not programme.money:
            widgets.tag(_("予算がまだありません"), "wait")
        for row in programme.money:
            widgets.fact(
                _("{year}年度の予算").format(year=row.fiscal_year),
                yen(row.allotted_yen),
                row.account_text,
            )
