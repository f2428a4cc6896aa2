"""People to call: what to say, the number once somebody takes the call, and how it ended."""

from hub.i18n import _
from hub.platform.post import desk, reads
from hub.platform.post.reads import PostRow
from pages.home.parts import post_rows
from pages.kit import act, widgets


def show(rows: tuple[PostRow, ...]) -> None:
    """The oldest first."""
    if not rows:
        widgets.empty(
            _("電話する人はいません"), _("電話で知らせる人がいると、話す内容といっしょに出ます。")
        )
        return
    widgets.say(_("番号を見ると、見た人と時刻が記録されます。"))
    with widgets.rows("calls"):
        for row in rows:
            with widgets.row(f"call-{row.delivery_id}"):
                post_rows.what(row)
                if row.tries:
                    widgets.tag(_("出なかった回数 {count}").format(count=row.tries), "wait")
                _call(row)


def _call(row: PostRow) -> None:
    number, name = row.delivery_id, row.name
    if not row.can_call:
        widgets.tag(_("電話番号がわかりません"), "bad")
        return
    with widgets.acts(f"call-{number}"):
        if not row.is_mine:
            label = _("{name}さんの電話番号を見る").format(name=name)
            if widgets.secondary(label, f"home.post.open.{number}"):
                post_rows.take(desk.open_call, f"open.{number}.{row.tries}", delivery_id=number)
            return
        told: str = act.read(reads.phone, delivery_id=number)
        widgets.figure(told)
        for is_reached, label in (
            (True, _("{name}さんに話した").format(name=name)),
            (False, _("{name}さんは出なかった").format(name=name)),
        ):
            if widgets.secondary(label, f"home.post.end.{number}.{is_reached}"):
                key = f"end.{number}.{row.tries}.{is_reached}"
                post_rows.take(desk.end_call, key, delivery_id=number, is_reached=is_reached)
