"""The thirty rules: their numbers, what they ask, the points they cost.

Points are lost once for a rule, whatever the number of places; `None` points lose the whole level.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hub.kernel.text import N_
from hub.platform.readable import level_one, level_three, level_two
from hub.platform.readable.shared import Places
from hub.platform.readable.tables import Table


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its number, what it asks (msgid), the points it costs, how it is looked at."""

    code: str
    asks: str
    points: int | None
    look: Callable[[Table], Places]

    @property
    def level(self) -> int:
        """1 to 3."""
        return int(self.code[1])


def of_a_form(_table: Table) -> Places:
    """A file that was read has its form; one that was not never comes here."""
    return ()


RULES: Final = (
    Rule("L1-01", N_("Excel（xlsx）かCSVであること"), None, of_a_form),
    Rule("L1-02", N_("1つのシートに1つの表"), None, level_one.one_table),
    Rule("L1-03", N_("表を分けない"), 10, level_one.no_split),
    Rule("L1-04", N_("表の外に何も書かない"), 5, level_one.nothing_outside),
    Rule("L1-05", N_("全部の列に見出し"), 10, level_one.every_column_named),
    Rule("L1-06", N_("見た目のための空白と改行を入れない"), 10, level_one.no_layout),
    Rule("L1-07", N_("1つのセルに1つの値"), 10, level_one.one_value),
    Rule("L1-08", N_("機種依存文字を使わない"), 10, level_one.no_odd_signs),
    Rule("L1-09", N_("空欄と0を分ける"), 2, level_one.blank_is_not_zero),
    Rule("L1-10", N_("図や画像を置かない"), 10, level_one.no_objects),
    Rule("L1-11", N_("色や太字に意味を持たせない"), 10, level_one.no_meaning_by_look),
    Rule("L1-12", N_("セルを結合しない"), 10, level_one.no_merges),
    Rule("L1-13", N_("行、列、シートを隠さない"), 10, level_one.nothing_hidden),
    Rule("L1-14", N_("1件を1行に書く"), None, level_one.one_record_a_line),
    Rule("L1-15", N_("コンマのある値を引用符で囲む"), None, level_one.fields_quoted),
    Rule("L2-01", N_("数は数として書く"), None, level_two.numbers_are_numbers),
    Rule("L2-02", N_("「同上」などで省かない"), None, level_two.nothing_omitted),
    Rule("L2-03", N_("同じ見出しを2回使わない"), None, level_two.heads_differ),
    Rule("L2-04", N_("選ぶ言葉の書き方をそろえる"), 40, level_two.choices_uniform),
    Rule("L2-05", N_("「その他」の中身は別の列に"), 30, level_two.other_has_its_column),
    Rule("L2-06", N_("数式を残さない"), 30, level_two.no_formulas),
    Rule("L3-01", N_("1行目の左端から見出し"), None, level_three.starts_with_heads),
    Rule("L3-02", N_("言葉の一覧を付ける"), 15, level_three.codes_attached),
    Rule("L3-03", N_("記号の意味を書く"), 10, level_three.symbols_defined),
    Rule("L3-04", N_("数に単位を付ける"), 10, level_three.units_given),
    Rule("L3-05", N_("日付は西暦の標準の形"), 10, level_three.days_standard),
    Rule("L3-06", N_("地域は地域コードか正式な名前"), 15, level_three.places_standard),
    Rule("L3-07", N_("毎年同じ列の並び"), 15, level_three.same_each_year),
    Rule("L3-08", N_("項目の説明と表の変わり方を付ける"), 10, level_three.described),
    Rule("L3-09", N_("年や月を列に広げない"), 10, level_three.tall_form),
)  # fmt: skip
