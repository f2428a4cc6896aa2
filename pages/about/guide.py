"""How to use the product: the way of the own role first, then those of the others."""

from typing import Final

from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab import FIRM_ROLES, Role
from pages.kit import act, widgets
from pages.kit.page import page

STUDENTS: Final = (
    N_("「希望を出す」で、行きたい順に番号を入れます。"),
    N_("確認の画面で内容を見て、送ります。受付番号が出ます。"),
    N_("行き先が決まると「わたしの予定」に出ます。"),
)
EXPERTS: Final = (
    N_("「空き日」で、来られる日を押します。毎週の曜日も決められます。"),
    N_("依頼が来ると、ホームに出ます。「引き受ける」か「断る」を押します。"),
    N_("訪問が終わったら「約束と実施記録」で、したことを短く書きます。"),
)
FIRMS: Final = (
    N_("「受入プログラム」で、実習生に教える仕事と人数を出します。"),
    N_("だれがいつ来るかは「実習生の予定」に出ます。"),
    N_("「共同研修」で、社員を研修に申し込みます。空きがなければ補欠に並びます。"),
)
LEADERS: Final = (
    N_("「専門家を頼む」で困りごとを書くと、合う専門家が理由といっしょに出ます。"),
    N_("日を選んで頼みます。返事が来たら、取引条件を見て契約します。"),
    N_("訪問のあと「頼んだこと」で検収し、支払いを記録します。"),
    N_("「補助金」で申請を作ります。記録からの内容は、もう入っています。"),
)
COORDINATORS: Final = (
    N_("「募集回」で、募集を始め、案を計算し、公表します。"),
    N_("「共同研修」で研修を計画します。区が審査したあとで告知します。"),
    N_("「連携グループ」で、グループ作りと登録を助けます。"),
)
STAFF: Final = (
    N_("「申請の受付箱」で、届いた申請を受け付け、足りない点をまとめて知らせます。"),
    N_("審査が終わったら起案します。決裁は、別の人がします。"),
    N_("「予算」で、使える額と使った額を見られます。"),
)
OWNERS: Final = (
    (N_("学生"), (Role.STUDENT, Role.GUARDIAN, Role.SCHOOL), STUDENTS),
    (N_("専門家"), (Role.EXPERT,), EXPERTS),
    (N_("企業"), FIRM_ROLES, FIRMS),
    (N_("グループの代表"), (Role.GROUP_LEADER,), LEADERS),
    (N_("コーディネーター"), (Role.COORDINATOR,), COORDINATORS),
    (
        N_("区の職員"),
        (Role.WARD_CLERK, Role.WARD_APPROVER, Role.INSPECTOR, Role.ACCOUNTING, Role.AUDITOR),
        STAFF,
    ),
)


@page(path="help", title=N_("使い方"))
def render() -> None:
    """The own part comes first, the others follow in the order of the work."""
    role = act.actor().role
    widgets.title(_("使い方"), _("役割ごとの流れです。あなたの役割が先に出ます。"))
    for name, _roles, steps in sorted(OWNERS, key=lambda part: role not in part[1]):
        widgets.heading(translated(name))
        for step in steps:
            widgets.say(translated(step))
    widgets.heading(_("困ったとき"))
    widgets.say(_("画面の下にある窓口へ電話してください。"))
