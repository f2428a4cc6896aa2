"""A sheet that cannot be printed whole: the person is told at once, and nothing is made."""

from streamlit.testing.v1 import AppTest


def test_a_sign_without_picture_is_told_by_the_press_itself() -> None:
    def app() -> None:
        from pathlib import Path  # noqa: PLC0415  AppTest runs this body alone

        from pages.kit import act, exports, widgets  # noqa: PLC0415  AppTest runs this body alone

        widgets.error_summary(act.problems())
        wanted = exports.Wanted("weeks_export", 1, "x")
        exports.offer_paper(
            "紙にする", wanted, Path("x.typ"), {"name": "\N{THAI CHARACTER KO KAI}"}
        )

    shown = AppTest.from_function(app, default_timeout=60).run()
    assert not any("印刷できない" in each.value for each in shown.markdown)
    shown.button[0].click().run()
    assert not shown.exception
    assert any("印刷できない文字があります" in each.value for each in shown.markdown)


def test_a_name_in_another_shape_is_shown_and_agreed_to_before_the_file_is_made() -> None:
    def app() -> None:
        from hub.platform.workbook import Sheet  # noqa: PLC0415  AppTest runs this body alone
        from pages.kit import csv_exports, exports  # noqa: PLC0415  AppTest runs this body alone

        wanted = exports.Wanted("firms_export", 1, "x")
        sheet = Sheet("会社", ["会社名"], [("\N{CJK UNIFIED IDEOGRAPH-20BB7}田研磨",)])
        csv_exports.offer_csv(wanted, lambda: [sheet])

    shown = AppTest.from_function(app, default_timeout=60).run()
    assert [each.label.replace("\\", "") for each in shown.button] == [
        "CSVを作る",
        "古いソフト用のCSVを作る（Shift_JIS）",
    ]
    shown.button[1].click().run()
    assert not shown.exception
    assert "1か所の文字を、置きかえて書きます。" in [each.value for each in shown.markdown]
    assert shown.table[0].value.to_numpy().tolist() == [["会社名", "𠮷 U+20BB7", "吉", "2"]]
    assert shown.button[2].label == "この文字に置きかえて作る"
    assert not any("/files/" in each.value for each in shown.markdown)
