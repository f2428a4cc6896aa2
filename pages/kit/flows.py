"""The forms of the product that keep a draft: their title, their page, their written answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hub.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Flow:
    """One form; `query` names the number that the draft's subject begins with."""

    title: str
    path: str
    query: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def query_of(self, subject: str) -> dict[str, str]:
        """What leads back to the form of this subject."""
        return {self.query: subject.partition(".")[0]} if self.query else {}

    def label_of(self, name: str) -> str | None:
        """Label of a written answer; `duty-12` is one of many `duty`."""
        return self.texts.get(name) or self.texts.get(name.partition("-")[0])


FLOWS: Final[Mapping[str, Flow]] = {
    "directory.firm": Flow(
        N_("会社の登録を直す"), "firm-edit", "firm", {"technology": N_("仕事と技術")}
    ),
    "directory.firm_new": Flow(N_("会社を加える"), "firm-new"),
    "directory.site": Flow(N_("会社の場所"), "firm-site", "firm"),
    "directory.machine": Flow(N_("会社の機械"), "firm-machine", "firm"),
    "experts.need": Flow(N_("専門家を頼む"), "need", texts={"need": N_("相談したいこと")}),
    "experts.record": Flow(
        N_("実施記録を書く"),
        "visit-record",
        "visit",
        {
            "what": N_("したこと"),
            "result": N_("結果"),
            "next_step": N_("次にすること"),
            "attendees": N_("参加した人数"),
            "minutes": N_("かかった時間（分）"),
        },
    ),
    "groups.new": Flow(
        N_("新しいグループ"),
        "group-new",
        texts={"name": N_("グループの名前"), "purpose": N_("目的")},
    ),
    "groups.draft": Flow(
        N_("協約書の案を作る"),
        "agreement-draft",
        "group",
        {"purpose": N_("目的"), "duty": N_("役割"), "ceiling": N_("1回の予約の上限（円）")},
    ),
    "internship.wishes": Flow(N_("希望を出す"), "wishes"),
    "internship.offer": Flow(
        N_("受入プログラム"),
        "offers",
        texts={
            "title": N_("すること"),
            "trade": N_("職種"),
            "tasks": N_("仕事の内容"),
            "min_age": N_("何歳から"),
            "place": N_("期間ごとの人数"),
        },
    ),
    "internship.round_new": Flow(
        N_("新しい募集回"), "round-new", texts={"name": N_("募集回の名前")}
    ),
    "subsidy.claim": Flow(N_("補助金の申請"), "claim", "claim"),
    "subsidy.answers": Flow(N_("区への回答"), "claim", "claim", {"answer": N_("回答")}),
    "subsidy.return": Flow(
        N_("補正を求める"), "claim-return", "claim", {"finding": N_("指摘の文")}
    ),
    "subsidy.propose": Flow(
        N_("起案する"),
        "claim-propose",
        "claim",
        {"doc_no": N_("文書番号"), "reason": N_("不交付の理由")},
    ),
    "training.new": Flow(
        N_("研修を計画する"),
        "training-new",
        texts={
            "title": N_("研修の名前"),
            "goal": N_("ねらい"),
            "place": N_("場所"),
            "bring": N_("持ち物（任意）"),
            "entry": N_("参加の条件（任意）"),
            "trainer_note": N_("講師の紹介（任意）"),
        },
    ),
    "training.sign_up": Flow(N_("研修に申し込む"), "training-sign-up", "training"),
}


def differing(
    flow: Flow, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[list[tuple[str, str, str]], bool]:
    """Written answers that differ (label, here, there), and whether other answers do as well."""
    texts, has_others = [], False
    for name in dict.fromkeys([*mine, *theirs]):
        here, there = mine.get(name, ""), theirs.get(name, "")
        if here == there:
            continue
        label = flow.label_of(name)
        if label and isinstance(here, str) and isinstance(there, str):
            texts.append((label, here, there))
        else:
            has_others = True
    return texts, has_others
