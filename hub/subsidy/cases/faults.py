"""What may be wrong with a case: codes, sentences, and the list that collects all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_

_SENTENCES: Final[Mapping[str, str]] = {
    "unreadable": N_("ファイルを開けません。"),
    "too_large": N_("ファイルが大きすぎます。上限は{limit}バイトです。"),
    "bom": N_("先頭にBOMがあります。BOMなしのUTF-8で保存してください。"),
    "not_utf8": N_("UTF-8ではありません。UTF-8で保存してください。"),
    "not_json": N_("{line}行{column}列がJSONとして読めません。"),
    "too_deep": N_("入れ子が深すぎます。"),
    "duplicate_key": N_("項目「{value}」が二度書かれています。"),
    "unknown_key": N_("知らない項目「{value}」です。"),
    "missing": N_("項目「{value}」がありません。"),
    "not_object": N_("項目の組が必要です（値: {value}）。"),
    "not_list": N_("一覧が必要です（値: {value}）。"),
    "not_text": N_("1～{most}文字の文字列が必要です（値: {value}）。"),
    "not_integer": N_("整数が必要です（値: {value}）。"),
    "not_boolean": N_("true か false が必要です（値: {value}）。"),
    "not_date": N_("日付は YYYY-MM-DD で書いてください（値: {value}）。"),
    "out_of_range": N_("{low}以上{high}以下が必要です（値: {value}）。"),
    "not_choice": N_("{choices} のどれかが必要です（値: {value}）。"),
    "not_rate": N_("率は [分子, 分母] の2つの整数です（値: {value}）。"),
    "too_many": N_("一覧は{most}件までです（{value}件）。"),
    "too_many_parts": N_("費用の行数×企業数は{most}までです（{value}）。"),
    "too_many_slices": N_("受け取った回数×返した回数は、全部で{most}までです（{value}）。"),
    "empty": N_("1件以上が必要です。"),
    "duplicate": N_("「{value}」が重なっています。"),
    "unknown_firm": N_("企業「{value}」は firms にありません。"),
    "term_form": N_("base, category:名, amount:名, count:名 のどれかが必要です（値: {value}）。"),
    "term_rate": N_("率（rate）が必要です。"),
    "term_each": N_("単価（each）か、謝金と率（fee, rate）のどちらかが必要です。"),
    "term_count_only": N_("「{value}」は count の項だけで使えます。"),
    "term_value": N_("補助の計算に使う「{value}」がありません。"),
    "cap_below_unit": N_("上限{value}円が、切捨ての単位{unit}円より小さくなっています。"),
    "lines_and_base": N_("lines と base は、どちらか一方だけを書いてください。"),
    "no_costs": N_("費用の lines か base が必要です。"),
    "no_weight": N_("割合がすべて0です。"),
    "wrong_length": N_("件数が割合の件数{expected}と違います（{value}件）。"),
    "caps_below_total": N_("上限の合計{value}円が、分ける額{total}円に足りません。"),
    "no_ratio": N_("method が ratio のときは、比率（ratio）が必要です。"),
    "above_one": N_("1以下の率が必要です（値: {value}）。"),
    "above_received": N_("返還額{value}円が、受け取った額の合計{received}円を超えています。"),
    "no_receipts": N_("加算金の計算には、受け取った日と額（received）が必要です。"),
    "above_balance": N_("返還{value}円が、その時の残り{balance}円を超えています。"),
    "before_receipt": N_("返還日{value}が、受け取った日{received}より前です。"),
}
REASONS: Final = {code: Reason(f"subsidy.case.{code}", text) for code, text in _SENTENCES.items()}
SHOWN_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: JSON pointer, stable code, and the values of its sentence."""

    path: str
    code: str
    params: Mapping[str, object]

    @property
    def reason(self) -> Reason:
        """The sentence, to be translated at the edge."""
        return REASONS[self.code]


class BadCase(Invalid):
    """The case cannot be computed; every fault at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults in the order of the document."""
        super().__init__(*(FieldProblem(each.path, each.reason, each.params) for each in faults))
        self.faults = faults


class Faults:
    """Collects every fault of a document, so that all are told at once."""

    def __init__(self) -> None:
        """Start without faults."""
        self._found: list[Fault] = []

    def add(self, path: str, code: str, **params: object) -> None:
        """Note one fault at a JSON pointer."""
        self._found.append(Fault(_whole_signs(path), code, params))

    def stop_if_any(self) -> None:
        """End the reading when anything was wrong."""
        if self._found:
            raise BadCase(tuple(self._found))


def stop(code: str, **params: object) -> BadCase:
    """One fault of the document as a whole."""
    return BadCase((Fault("", code, params),))


def pointer(path: str, key: str | int) -> str:
    """The JSON pointer (RFC 6901) of a member."""
    return f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"


def shown(value: object) -> str:
    """A value as it may stand in a sentence: short, and without half signs."""
    text = _whole_signs(str(value))
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _whole_signs(text: str) -> str:
    """Half signs (lone surrogates) written out, since UTF-8 cannot hold them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
