"""What may be wrong with a round's file: codes, sentences and the list that collects them."""

import json
from collections.abc import Mapping
from typing import Final

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_

SHOWN_FAULTS: Final = 200
SHOWN_CHARACTERS: Final = 60

_SENTENCES: Final[Mapping[str, str]] = {
    "too_large": N_("ファイルが大きすぎます（{value} バイト）。上限は {limit} バイトです。"),
    "bom": N_("1 行 1 列に BOM があります。BOM なしの UTF-8 で保存してください。"),
    "not_utf8": N_("{line} 行 {column} 列が UTF-8 ではありません。UTF-8 で保存してください。"),
    "cp932": N_(
        "{line} 行 {column} 列が UTF-8 ではなく、シフト JIS（CP932）のようです。"
        "UTF-8 で保存してください。"
    ),
    "not_json": N_("{line} 行 {column} 列が JSON として読めません。"),
    "truncated": N_("{line} 行 {column} 列でファイルが途切れています。"),
    "duplicate_key": N_("{line} 行 {column} 列の項目「{value}」が二度書かれています。"),
    "not_finite": N_("{line} 行 {column} 列の {value} は数として使えません。"),
    "too_deep": N_("入れ子が深すぎます。"),
    "long_number": N_("桁数が多すぎる数があります。"),
    "wrong_format": N_("形式が違います（値: {value}）。「{expected}」としてください。"),
    "not_object": N_("項目の組が必要です（値: {value}）。"),
    "not_list": N_("一覧が必要です（値: {value}）。"),
    "not_text": N_("文字列が必要です（値: {value}）。"),
    "not_integer": N_("整数が必要です（値: {value}）。"),
    "missing": N_("項目「{field}」がありません。"),
    "text_length": N_("1～{most} 文字が必要です（値: {value}）。"),
    "text_form": N_("正規化（NFC）した文字列が必要です（値: {value}）。"),
    "text_control": N_("制御文字は使えません（値: {value}）。"),
    "out_of_range": N_("{low} 以上 {high} 以下が必要です（値: {value}）。"),
    "too_small": N_("{low} 以上が必要です（値: {value}）。"),
    "not_date": N_("日付は YYYY-MM-DD で書いてください（値: {value}）。"),
    "no_such_day": N_("暦にない日付です（値: {value}）。"),
    "unknown_id": N_("{list} に「{value}」はありません。"),
    "duplicate": N_("「{value}」が重なっています（先に {first}）。"),
    "list_length": N_("{low}～{high} 件が必要です（{value} 件）。"),
    "end_before_start": N_("終わり（{value}）が始まり（{start}）より前です。"),
    "overlap": N_("期間が {first} と重なっています（始まり: {value}）。"),
    "more_than_periods": N_("回数 {value} は期間の数 {periods} を超えられません。"),
    "more_than_rotations": N_("職種数 {value} は回数 {rotations} を超えられません。"),
    "after_cycle": N_("順序の指定が輪になっています（{value}）。"),
    "born_later": N_("生年月日 {value} が最初の期間（{start}）より後です。"),
    "rating_value": N_('評価は 0～3 または "veto" です（値: {value}）。'),
    "unknown_field": N_("知らない項目「{field}」を読み飛ばしました（{count} 件）。"),
    "unknown_field_near": N_(
        "知らない項目「{field}」を読み飛ばしました（{count} 件）。「{nearest}」の誤りですか。"
    ),
    "never_opens": N_("最少人数 {value} がどの期の定員よりも多く、一度も開きません。"),
    "hazard_age": N_("危険作業「{value}」がありますが、最低年齢が {age} 歳です。"),
    "foreign_triple": N_("公表済みの配属 {value} 件が、この募集回にない番号を指しています。"),
}
REASONS: Final = {
    code: Reason(f"internship.file.{code}", text) for code, text in _SENTENCES.items()
}


class BadFile(Invalid):
    """The file cannot be used: the first faults in full, and how many there are in all."""

    def __init__(self, problems: tuple[FieldProblem, ...], total: int) -> None:
        """Keep the shown faults and the count of all."""
        super().__init__(*problems)
        self.total = total


class Faults:
    """Collects every fault of a file, so that all are told at once."""

    def __init__(self) -> None:
        """Start without faults."""
        self.shown: list[FieldProblem] = []
        self.total = 0

    def add(self, code: str, path: str, **params: object) -> None:
        """Note one fault; past the first 200 only the count grows."""
        self.total += 1
        if self.total <= SHOWN_FAULTS:
            self.shown.append(FieldProblem(path, REASONS[code], params))

    def stop_if_any(self) -> None:
        """Raise what was collected, if anything was."""
        if self.total:
            raise BadFile(tuple(self.shown), self.total)


def stop(code: str, path: str = "$", **params: object) -> BadFile:
    """The exception for a single fault that makes further reading useless."""
    return BadFile((FieldProblem(path, REASONS[code], params),), 1)


def shown(value: object) -> str:
    """A value as it stood in the file, cut to a readable length."""
    if isinstance(value, str):
        text = value.encode("utf-8", "backslashreplace").decode("utf-8")
    elif isinstance(value, list):
        text = f"[…] {len(value)}"
    elif isinstance(value, dict):
        text = f"{{…}} {len(value)}"
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def line(problem: FieldProblem) -> str:
    """The fault as one Japanese line: path and sentence."""
    return f"{problem.field}: {problem.reason.text.format(**problem.params)}"
