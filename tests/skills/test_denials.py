"""What a request takes out is read as such; complaints with "not" in them are not."""

import pytest

from hub.kernel.folding import fold
from hub.skills.clauses import clauses, denials
from hub.skills.hits import Finder
from tests.support.skills import whole_vocabulary


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(whole_vocabulary())


def read(finder: Finder, text: str) -> tuple[list[str], list[str], str]:
    given = fold(text)
    found = denials(given.text, finder.find(given, text))
    excluded = [hit.text for hit in found.excluded]
    return excluded, [hit.text for hit in found.to_ask], found.without(given.text)


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("溶接以外で板金ができる人", ["溶接"]),
        ("溶接以外の人をお願いします", ["溶接"]),
        ("旋盤ではなくフライス", ["旋盤"]),
        ("旋盤じゃなくてフライスを教えて", ["旋盤"]),
        ("めっきではない表面処理", ["めっき"]),
        ("補助金は不要", ["補助金"]),
        ("補助金はいらない。機械の使い方だけ", ["補助金"]),
        ("補助金は要らないので現場を見てほしい", ["補助金"]),
        ("研削を除く機械の人", ["研削"]),
        ("研削は除く", ["研削"]),
        ("塗装抜きで板金だけ", ["塗装"]),
        ("TIG溶接以外で", ["tig溶接"]),
        ("NC旋盤ではなく汎用の機械", ["nc旋盤"]),
        ("マシニングセンター以外", ["ましにんぐせんた"]),
        ("ﾌﾗｲｽ以外の方", ["ふらいす"]),
        ("鎔接以外", ["溶接"]),
        ("射出成形でなくて真空成形", ["射出成形"]),
        ("ISO9001は不要です", ["iso9001"]),
        ("ロボット導入なしで人手を減らす", ["ろぼっと導入"]),
        ("生成AIは除いて見える化だけ", ["生成ai"]),
        ("except welding", ["welding"]),
        ("sheet metal without welding", ["welding"]),
        ("no plc please", ["plc"]),
        ("not milling but turning", ["milling"]),
        ("anything other than grinding", ["grinding"]),
        ("except for the welding", ["welding"]),
        ("輸出は要らず国内だけ", ["輸出"]),
        ("5軸加工以外で角物", ["5軸加工"]),
        ("事業承継ではなく採用の話", ["事業承継"]),
        ("ワイヤーカット以外の方法で溝を入れたい", ["わいやーかっと"]),
    ],
)
def test_a_skill_with_a_denial_is_taken_out(finder: Finder, text: str, excluded: list[str]) -> None:
    found, asked, _left = read(finder, text)
    assert found == excluded
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        "バリが取れない",
        "寸法が出ない",
        "穴の奥が抜けない",
        "新人が続かない",
        "溶接したところが外れない治具がほしい",
        "旋盤が動かない",
        "旋盤の音が止まらない",
        "研削しても面が出ない",
        "めっきが付かない",
        "塗装が乾かない",
        "図面が読めない",
        "金型が離れない",
        "検査が間に合わない",
        "プレスの音がうるさくて眠れない",
        "補助金の書き方が分からない",
        "補助金が通らない",
        "PLCの中身が分からない",
        "ロボットが言うことを聞かない",
        "採用しても人が来ない",
        "曲げると角度が合わない",
        "溶け込みが足りない",
        "品質が安定しない",
        "測定の値が合わない",
        "めっきがはがれない方法",
        "原価が見えない",
        "めっきだけではなくならない傷",
        "研削では取れない傷",
        "the weld will not hold",
        "we cannot grind it flat",
        "no operator knows the lathe",
        "研磨の人がいない",
        "ゴムが抜けない",
    ],
)
def test_a_bare_not_is_a_complaint(finder: Finder, text: str) -> None:
    found, asked, left = read(finder, text)
    assert (found, asked) == ([], [])
    assert left == fold(text).text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("溶接以外は不要", ["溶接"]),
        ("溶接と塗装以外の人", ["溶接", "塗装"]),
        ("旋盤やフライスは不要", ["旋盤", "ふらいす"]),
        ("旋盤・研削を除く", ["旋盤", "研削"]),
    ],
)
def test_an_unclear_denial_is_asked_about(finder: Finder, text: str, asked: list[str]) -> None:
    found, to_ask, _left = read(finder, text)
    assert (found, to_ask) == ([], asked)


@pytest.mark.parametrize("text", ["溶接以外も相談したい", "溶接以外にも困りごとがある"])
def test_besides_takes_nothing_out(finder: Finder, text: str) -> None:
    assert read(finder, text)[:2] == ([], [])


def test_what_is_taken_out_leaves_the_text(finder: Finder) -> None:
    left = read(finder, "溶接以外で板金ができる人")[2]
    assert left.strip() == "で板金ができる人"


def test_a_request_is_cut_at_stops_breaks_and_light_words() -> None:
    text = "軸を削っていますが面が荒れます。\n若手も育てたい、どうすれば"
    given = fold(text)
    pieces = [given.text[part.start : part.end] for part in clauses(given, text)]
    assert pieces == ["軸を削っています", "面が荒れます", "若手も育てたい", "どうすれば"]


def test_a_line_break_alone_ends_a_clause() -> None:
    text = "板金\n溶接"
    given = fold(text)
    pieces = [given.text[part.start : part.end] for part in clauses(given, text)]
    assert pieces == ["板金", "溶接"]
