"""Skills that were asked for in vain, and skills that are about to be lost."""

from hub.experts import reads
from hub.experts.reads import Danger, SkillReport
from hub.experts.words import unserved as words
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import expert_cards
from pages.kit import act, widgets
from pages.kit.page import page
from pages.kit.tables import Column, table


@page(
    path="skill-report", title=N_("足りない技能・なくなりそうな技能"), roles=(Role.COORDINATOR,),
    in_menu=False,
)  # fmt: skip
def render() -> None:
    """Two tables."""
    seen: SkillReport = act.read(reads.skill_report, ward_id=act.actor().seat.ward_id)
    widgets.title(
        _("足りない技能・なくなりそうな技能"),
        _("次にお願いする専門家をさがすための表です。"),
        back=(_("見つからなかった相談へ戻る"), "unserved"),
    )
    _lacking(seen)
    _dangers(seen)


def _lacking(seen: SkillReport) -> None:
    widgets.heading(_("足りない技能"))
    widgets.say(_("{day}からの、応えられていない相談を数えています。").format(day=day(seen.since)))
    if not seen.lacking:
        widgets.say(_("応えられていない相談はありません。"))
        return
    columns: list[Column | str] = [
        _("技能"),
        Column(_("相談（件）"), right=True),
        Column(_("グループ"), right=True),
        Column(_("掲載中の専門家（人）"), right=True),
    ]
    rows = [
        (expert_cards.label_of(each.skill.name, each.skill.name_en), each.needs, each.groups,
         each.listed)
        for each in seen.lacking
    ]  # fmt: skip
    table(rows, columns, _("足りない技能"), show_caption=False)


def _dangers(seen: SkillReport) -> None:
    widgets.heading(_("なくなりそうな技能"))
    widgets.say(
        _("教えられる方が1人以下か、全員が{age}歳以上の技能です。生年月日の分からない方は数えません。")
        .format(age=seen.old_age)
    )  # fmt: skip
    if not seen.dangers:
        widgets.say(_("いまはありません。"))
        return
    rows = [
        (
            expert_cards.label_of(each.skill.name, each.skill.name_en),
            translated(words.DANGERS[each.danger]),
            _who(each.danger, each.names),
        )
        for each in seen.dangers
    ]
    columns: list[Column | str] = [_("技能"), _("どうなっているか"), _("教えられる方")]
    table(rows, columns, _("なくなりそうな技能"), show_caption=False)


def _who(danger: Danger, names: tuple[str, ...]) -> str:
    """The one who is left; of old ones only how many, since an age is nobody else's business."""
    if danger is Danger.OLD:
        return _("{count}人").format(count=len(names))
    return "　".join(names)
