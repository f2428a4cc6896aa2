"""Papers: the same bytes twice, every character printed or named, text never taken for markup."""

import re
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from hub.platform import documents, fonts
from hub.platform.commands import Fault
from tests.support import pdf

NOTICE: Final = Path(__file__).with_name("papers") / "notice.typ"
NAMES: Final = "髙﨑𠮷槗①㈱德次郎濵田廣瀨渡邊齋藤邉見曾根"
HOSTILE: Final = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "*b* _i_ `c` $x^2$ <label> @ref = h - + / \\ // /* */ ~ --- ' \"",
    "<script>alert(1)</script>",
    "#panic(1) #{1+1} [x] ]] #v.amount",
    '"}} , {"x": 1',
)


def _values(**changed: object) -> dict[str, object]:
    return {
        "title": "交付決定通知書",
        "form": "第2号様式（第8条関係）",
        "number": "8大産振第123号",
        "day": "令和8年11月26日",
        "issued": "2026-11-26",
        "to": {"postal": "144-0052", "address": ["大田区蒲田一丁目2番3号"], "office": "",
               "name": "桒原 勝"},
        "sender": ["大田区長", "廣瀨 誠"],
        "seal": "公印省略",
        "subject": "技能継承の補助金の交付決定について",
        "text": "次のとおり決めました。",
        "programme": "技能継承の補助金",
        "amount": 1_234_000,
        "rows": [["専門家の謝金", 120_000], ["旅費", -6_800], ["合計", 113_200]],
        "conditions": ["ほかのことに使わないこと。"],
        "advice": "3か月のうちに区長へ申し出ることができます。",
        **changed,
    }  # fmt: skip


def test_the_same_values_give_the_same_bytes() -> None:
    first = documents.render(NOTICE, _values())
    backwards: Mapping[str, object] = dict(reversed(_values().items()))
    assert documents.render(NOTICE, backwards) == first
    assert documents.render(NOTICE, _values(amount=1)) != first


def test_a_notice_says_all_that_it_was_given() -> None:
    said = pdf.joined(documents.render(NOTICE, _values()))
    for words in (
        "第2号様式（第8条関係）", "8大産振第123号", "令和8年11月26日", "〒144-0052", "桒原勝様",
        "大田区長", "（公印省略）", "交付決定について", "記", "1,234,000円",
        "−6,800円", "以上", "1／1",
    ):  # fmt: skip
        assert words in said, words
    assert "�" not in said


def test_the_file_tells_its_title_language_and_standard() -> None:
    made = documents.render(NOTICE, _values())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert "交付決定通知書".encode() in made
    assert b"/Lang(ja-JP)" in made
    assert b"/CreationDate(D:20261126" in made
    assert b"NotoSansCJKjp" in made


def test_names_with_rare_characters_are_printed() -> None:
    values = _values(text=NAMES)
    assert documents.missing_glyphs(values) == []
    assert NAMES in pdf.joined(documents.render(NOTICE, values))


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_was_typed(typed: str) -> None:
    values = _values(text=typed, conditions=[typed], advice=typed)
    said = pdf.joined(documents.render(NOTICE, values))
    assert said.count(re.sub(r"\s", "", typed)) == 3


def test_a_character_the_font_lacks_is_named_with_its_field() -> None:
    values = _values(
        text="よみ𛀁がな", to={"name": "\U0010ffff", "address": ["a", "b\x07"]}, rows=[["𛀁𛀁", 1]]
    )
    assert [tuple(found) for found in documents.missing_glyphs(values)] == [
        ("to.name", "\U0010ffff"),
        ("to.address.2", "\x07"),
        ("text", "𛀁"),
        ("rows.1.1", "𛀁"),
    ]


def test_a_chosen_shape_of_a_character_is_checked_too() -> None:
    assert fonts.unprintable("葛\U000e0100飾 辻\U000e0100") == ()
    assert fonts.unprintable("葛\U000e01ef") == ("葛\U000e01ef",)


def test_line_breaks_of_a_text_stay() -> None:
    values = _values(text="一行目\n二行目")
    assert documents.missing_glyphs(values) == []
    lines = pdf.text_of(documents.render(NOTICE, values)).splitlines()
    assert lines.index("二行目") - lines.index("一行目") == 1


def test_a_long_paper_goes_on_and_numbers_its_pages() -> None:
    values = _values(conditions=[f"条件{number}を守ること。" * 6 for number in range(60)])
    said = pdf.joined(documents.render(NOTICE, values))
    assert "条件59を守ること。" in said
    assert [f"{number}／4" in said for number in (1, 2, 3, 4, 5)] == [True] * 4 + [False]


def test_the_letters_of_our_own_templates_can_be_printed() -> None:
    found: list[str] = []
    for template in documents.ROOT.rglob("*.typ"):
        text = template.read_text(encoding="utf-8").replace("\t", " ")
        found += [f"{template.name}: {sign}" for sign in fonts.unprintable(text)]
        assert "@preview" not in text, "a template asks for nothing from outside"
    assert not found


def test_a_template_with_a_fault_is_not_issued(tmp_path: Path) -> None:
    odd = tmp_path / "odd.typ"
    odd.write_text('#set document(title: "x")\n#set text(font: "No Such Font")\nx', "utf-8")
    with pytest.raises(Fault, match="odd"):
        documents.render(odd, {})


def test_a_notice_is_quick() -> None:
    documents.render(NOTICE, _values())
    start = time.perf_counter()
    for number in range(20):
        documents.render(NOTICE, _values(amount=number))
    print(f"one notice, warm: {(time.perf_counter() - start) / 20 * 1000:.1f} ms")


def test_the_reader_of_papers_knows_a_bracket_inside_a_string() -> None:
    assert list(pdf.pieces(b"BT (a(b)\\)c) Tj ET <0a> (x\\\\) Tj")) == [
        b"(a(b)\\)c)", b"ET", b"<0a>", b"(x\\\\)"
    ]  # fmt: skip


def test_a_stream_whose_packed_bytes_end_like_a_line_is_read_whole() -> None:
    """One paper in some hundred has such a stream; its test failed by chance."""
    pages = {count: f"BT /P BDC ({'aa' * count}) Tj ET".encode() for count in range(300)}
    packed = {count: zlib.compress(page) for count, page in pages.items()}
    count = next(one for one, made in packed.items() if made.endswith(b"\r"))
    body = b"<</Filter/FlateDecode>>\nstream\n" + packed[count] + b"\nendstream"
    said = pdf.text_of(b"1 0 obj\n" + body + b"\nendobj\n").strip()
    assert said == "\N{REPLACEMENT CHARACTER}" * count
