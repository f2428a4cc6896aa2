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

    shown = AppTest.from_function(app).run()
    assert not any("印刷できない" in each.value for each in shown.markdown)
    shown.button[0].click().run()
    assert not shown.exception
    assert any("印刷できない文字があります" in each.value for each in shown.markdown)
