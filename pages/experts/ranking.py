"""One kept order of experts: why each stood there, and the same search of today beside it."""

from typing import Final

from hub.experts import reads
from hub.experts.reads import Ground, Outcome, RankingPage, ShownPerson
from hub.experts.words import conflicts
from hub.experts.words import rankings as words
from hub.i18n import _, translated
from hub.i18n.values import moment
from hub.kernel.text import N_
from hub.skills import words as skills
from models.vocab import Role
from pages.experts.parts import expert_cards
from pages.kit import act, address, widgets
from pages.kit.facts import Tone
from pages.kit.page import page
from pages.kit.tables import Column, table

MILLION: Final = 1_000_000
SHOWN: Final = 20


@page(path="ranking", title=N_("この順位の理由"), roles=(Role.AUDITOR,), in_menu=False)
def render() -> None:
    """What was asked, what the search of today says, then everybody with the reasons."""
    seen: RankingPage = act.read(reads.ranking, run_id=address.number("ranking"))
    widgets.title(
        _("この順位の理由"),
        _("{group}が{moment}に見た並びです。").format(
            group=seen.row.group_name, moment=moment(seen.row.at)
        ),
        back=(_("専門家の並びへ戻る"), "rankings"),
    )
    _outcome(seen)
    _asked(seen)
    _order(seen)
    for person in seen.people[:SHOWN]:
        _person(person)
    if len(seen.people) > SHOWN:
        widgets.say(_("理由を出すのは{count}名までです。").format(count=SHOWN))


def _outcome(seen: RankingPage) -> None:
    with widgets.strip("outcome"):  # noqa: B005  the state strip of the kit
        if seen.comparison is None:
            widgets.tag(_("計算できません"), "wait")
            widgets.say(_("いまは検索が動いていないので、比べられません。"))
            return
        outcome = seen.comparison.outcome
        tone: Tone = "good" if outcome is Outcome.SAME else "plain"
        widgets.tag(translated(words.OUTCOMES[outcome]), tone)
        widgets.say(translated(words.OUTCOME_SENTENCES[outcome]))
    if seen.comparison.changed:
        widgets.say(_("そのときと違うもの"))
        for each in seen.comparison.changed:
            widgets.say(widgets.grey(translated(words.CHANGES[each])))


def _asked(seen: RankingPage) -> None:
    widgets.heading(_("相談"))
    widgets.say(seen.need)
    with widgets.reasons():
        labels = [expert_cards.label_of(one.name, one.name_en) for one in seen.row.skills]
        widgets.reason(_("技能"), "　".join(labels) or _("決められず"))
        steps = [_("登録 {count}名").format(count=seen.listed)]
        steps += [
            translated(words.FILTERS[name]).format(count=count)
            for name, count in seen.filters
            if name in words.FILTERS
        ]
        widgets.reason(_("条件"), " → ".join(steps))
        for one in seen.not_shown:
            why = _("、").join(_ground(each) for each in one.grounds)
            widgets.reason(_("非表示"), _("{name}（{why}）").format(name=one.name, why=why))
        meaning = _("意味検索あり") if seen.has_encoder else _("意味検索は停止中")
        widgets.reason(_("計算"), _("重みの版 {version}　{meaning}").format(
            version=seen.weights, meaning=meaning))  # fmt: skip
    if seen.row.engagement_id is not None:
        query = {"booking": str(seen.row.engagement_id)}
        widgets.link(_("この並びから出た依頼"), "booking", query)


def _ground(ground: Ground) -> str:
    if ground.kind is None:
        return _("{firm}に席があるか、2年以内にあった").format(firm=ground.name)
    told = _("{firm}：{kind}の届け出")
    return told.format(firm=ground.name, kind=translated(conflicts.KINDS[ground.kind]))


def _order(seen: RankingPage) -> None:
    widgets.heading(_("並び"))
    if not seen.people:
        widgets.say(_("合う方がいなかったので、だれも出していません。"))
        return
    columns: list[Column | str] = [
        Column(_("順位"), right=True),
        _("氏名"),
        _("合い方"),
        Column(_("点数"), right=True),
        Column(_("いま計算した順位"), right=True),
    ]
    rows = [
        (
            person.place.before,
            person.name,
            translated(skills.MATCH_LABELS[person.word]),
            _points(person.place.score_before),
            _("出ません") if person.place.now is None else person.place.now,
        )
        for person in seen.people
    ]
    table(rows, columns, _("見た並びと、いま計算した順位"))


def _person(person: ShownPerson) -> None:
    place = _("{place}位 {name}").format(place=person.place.before, name=person.name)
    widgets.heading(place, 3)
    for reason in person.reasons:
        label = translated(words.LEGS.get(reason.leg, words.OTHER_LEG))
        if reason.skill is not None:
            skill = expert_cards.label_of(reason.skill.name, reason.skill.name_en)
            label = _("{label}（{skill}）").format(label=label, skill=skill)
        with widgets.reasons():
            widgets.reason(
                _("{points}点").format(points=_points(reason.weight)), label, strong=True
            )
            widgets.reason(_("相談"), _("（{phrase}）").format(phrase=reason.asked))
            answered = reason.answered or _("（そのときの文は残していません）")
            widgets.reason(translated(words.FIELDS.get(reason.field, words.OTHER_FIELD)), answered)
    if not person.reasons:
        widgets.say(widgets.grey(_("点数を上げた理由はありません。")))
    if person.accepted:
        given = _("この1年に受けた依頼 {count}件の分、同じくらい合う方より後に出しました。")
        widgets.say(widgets.grey(given.format(count=person.accepted)))


def _points(millionths: int) -> str:
    return f"{millionths / MILLION:.2f}"
