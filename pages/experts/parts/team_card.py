"""People who together hold every skill of a need: who brings what, when, and what it costs."""

import streamlit as st

from hub.experts.reads import NeedTeam
from hub.i18n import _
from pages.experts.parts import asking, expert_cards, money
from pages.kit import widgets


def show(team: NeedTeam) -> None:
    """The box above the cards; what the team lacks is said as plainly as what it has."""
    with widgets.card("team"):
        if team.missing:
            widgets.heading(_("いちばん多くそろう方々"))
        elif len(team.members) == 1:
            widgets.heading(_("この方ひとりで全部そろいます"))
        else:
            widgets.heading(_("この人たちなら全部そろいます"))
        left, right = st.columns([5, 3], gap="medium")
        with left:
            for member in team.members:
                skills = [expert_cards.label_of(each.label, each.label_en)
                          for each in member.skills]  # fmt: skip
                with widgets.line(f"team-x{member.expert_id}"):
                    widgets.two_lines(member.name, "　".join(skills))
                    if not team.cost.is_without_aid:
                        money.no_aid(is_without_aid=member.is_without_aid)
                    widgets.go(_("空き日を見て頼む"), "need-slot",
                               f"experts.ask.team.x{member.expert_id}",
                               query={"expert": str(member.expert_id)}, main=False)  # fmt: skip
            for chip in team.missing:
                words = _("「{skill}」ができる方は、いまの条件では入っていません。")
                widgets.say(words.format(skill=expert_cards.label_of(chip.label, chip.label_en)))
            _days(team)
        with right:
            money.sums(team.cost)
            if len(team.members) > 1:
                widgets.say(widgets.grey(_("それぞれ1回来ていただくときの合計です。")))


def _days(team: NeedTeam) -> None:
    """Days each on a line of its own, so that a phone never breaks a date."""
    days = [asking.day_words(each) for each in team.days]
    is_alone = len(team.members) == 1
    if days:
        told = _("次に空いている日") if is_alone else _("全員が空いている日")
        widgets.say(widgets.lines(widgets.grey(told), *days))
    elif is_alone:
        widgets.say(widgets.grey(_("空いている日なし")))
    else:
        widgets.say(widgets.grey(_("全員が空いている日はありません。別々の日に頼めます。")))
    if not is_alone:
        widgets.say(widgets.grey(_("1人ずつ頼みます。日をそろえるときは、同じ日を選びます。")))
