"""Sentences and labels of the room accounts."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab import Role

DEMO_ONLY: Final = Reason("accounts.demo_only", N_("体験用の入口は、体験版だけで使えます。"))
NOT_DEMO_PERSON: Final = Reason("accounts.not_demo_person", N_("体験用の人ではありません。"))
SYSTEM_ONLY: Final = Reason("accounts.system_only", N_("この操作は画面からはできません。"))
NO_FEED: Final = Reason(
    "accounts.no_feed", N_("この役割には、カレンダーに入れる予定がありません。")
)
NAME_CONTROL: Final = Reason(
    "accounts.name_control", N_("名前に使えない文字があります。打ち直してください。")
)

ROLE_LABELS: Final = {
    Role.STUDENT: N_("学生"),
    Role.GUARDIAN: N_("保護者"),
    Role.SCHOOL: N_("学校"),
    Role.EXPERT: N_("専門家"),
    Role.FIRM_REPRESENTATIVE: N_("会社の代表"),
    Role.FIRM_TUTOR: N_("指導担当者"),
    Role.GROUP_LEADER: N_("グループ代表"),
    Role.COORDINATOR: N_("コーディネーター"),
    Role.WARD_CLERK: N_("区の審査担当"),
    Role.WARD_APPROVER: N_("区の決裁者"),
    Role.INSPECTOR: N_("検査担当"),
    Role.ACCOUNTING: N_("会計担当"),
    Role.AUDITOR: N_("監査担当"),
    Role.ADMIN: N_("システム管理者"),
    Role.SYSTEM: N_("自動処理"),
}
