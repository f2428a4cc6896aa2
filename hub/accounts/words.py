"""Sentences and labels of the room accounts."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab import Channel, HeardBy, Role

DEMO_ONLY: Final = Reason("accounts.demo_only", N_("体験用の入口は、体験版だけで使えます。"))
NOT_DEMO_PERSON: Final = Reason("accounts.not_demo_person", N_("体験用の人ではありません。"))
SYSTEM_ONLY: Final = Reason("accounts.system_only", N_("この操作は画面からはできません。"))
NO_FEED: Final = Reason(
    "accounts.no_feed", N_("この役割には、カレンダーに入れる予定がありません。")
)
NOT_YOURS: Final = Reason("accounts.not_yours", N_("あなたの役割ではできません。"))
DEAD_LINK: Final = Reason(
    "accounts.dead_link",
    N_("このリンクは使えません（期限切れ・使用済み）。招いた人に頼んでください。"),
)
ALREADY_HELD: Final = Reason("accounts.already_held", N_("この人はもうその役割を持っています。"))
LAST_ADMIN: Final = Reason(
    "accounts.last_admin", N_("管理者が1人もいなくなります。先にほかの管理者を招いてください。")
)
FIRM_MISSING: Final = Reason("accounts.firm_missing", N_("会社を選んでください。"))
NAME_CONTROL: Final = Reason(
    "accounts.name_control", N_("名前に使えない文字があります。打ち直してください。")
)
MAIL_WRONG: Final = Reason(
    "accounts.mail_wrong", N_("メールアドレスの形を確かめてください。@の前と後ろが必要です。")
)
POSTAL_WRONG: Final = Reason(
    "accounts.postal_wrong", N_("郵便番号は7けたで入れてください。例：144-0051")
)
PHONE_WRONG: Final = Reason(
    "accounts.phone_wrong", N_("電話番号は0から始めてください。例：03-1234-5678")
)
MAIL_BY_PERSON: Final = Reason(
    "accounts.mail_by_person",
    N_("メールアドレスは、本人だけが変えられます。手紙か電話を選んでください。"),
)
MAIL_NEEDED: Final = Reason("accounts.mail_needed", N_("メールアドレスを入れてください。"))
POSTAL_NEEDED: Final = Reason("accounts.postal_needed", N_("郵便番号を入れてください。"))
ADDRESS_NEEDED: Final = Reason("accounts.address_needed", N_("住所を入れてください。"))
PHONE_NEEDED: Final = Reason("accounts.phone_needed", N_("電話番号を入れてください。"))
MOBILE_NEEDED: Final = Reason(
    "accounts.mobile_needed", N_("携帯電話の番号を入れてください。例：090-1234-5678")
)
CHANNEL_LABELS: Final = {
    Channel.MAIL: N_("メール"),
    Channel.LETTER: N_("手紙"),
    Channel.PHONE: N_("電話"),
    Channel.SMS: N_("携帯電話のショートメッセージ"),
    Channel.IN_APP: N_("画面だけ"),
}
PASSWORD_SHORT: Final = Reason(
    "accounts.password_short",
    N_("短すぎます（今は{count}文字）。{least}文字以上にしてください。言葉を4つ並べると簡単です。"),
)
PASSWORD_LONG: Final = Reason(
    "accounts.password_long", N_("長すぎます。{most}文字までにしてください。")
)
PASSWORD_COMMON: Final = Reason(
    "accounts.password_common",
    N_("よく使われる言葉なので、すぐに当てられます。ほかの言葉を足してください。"),
)
PASSWORD_NAME: Final = Reason(
    "accounts.password_name",
    N_("名前や会社名、サービス名が中心です。関係のない言葉を足してください。"),
)
PASSWORD_CONTROL: Final = Reason(
    "accounts.password_control", N_("使えない文字があります。打ち直してください。")
)
MANY_FAILURES: Final = N_(
    "あなたの番号で、ログインの失敗が{count}回ありました。心当たりがなければ窓口へ知らせてください。"
)
HAS_DEVICE: Final = Reason(
    "accounts.has_device",
    N_("もう二段階の確認を始めています。変えるときは管理者に頼んでください。"),
)
NO_DEVICE: Final = Reason("accounts.no_device", N_("この人は、まだ二段階の確認を始めていません。"))
NOT_OWN_DEVICE: Final = Reason(
    "accounts.not_own_device", N_("自分の端末は外せません。ほかの管理者に頼んでください。")
)
SECOND_NEEDED: Final = Reason(
    "accounts.second_needed", N_("もう1人の管理者が、1日のうちに同じ操作をすると外れます。")
)
DEVICE_ENROLLED: Final = N_(
    "二段階の確認を始めました。心当たりがなければ、すぐに窓口へ知らせてください。"
)
RECOVERY_USED: Final = N_(
    "控えのコードでログインがありました（残り{count}個）。心当たりがなければ窓口へ知らせてください。"
)
DEVICE_RESET: Final = N_(
    "二段階の確認の端末が外されました。心当たりがなければ、すぐに窓口へ知らせてください。"
)
DEVICE_RESCUED: Final = N_(
    "{name}さんの二段階の確認の端末が、サーバーの命令で外されました。"
    "心当たりがなければ、すぐにサーバーの担当へ知らせてください。"
)
RESCUE_STAFF_ONLY: Final = Reason(
    "accounts.rescue_staff_only",
    N_("区の職員の番号ではありません。ほかの人の端末は、管理者が画面で外せます。"),
)
RESET_ASKED: Final = N_(
    "パスワードを決め直すリンクです（30分、1回だけ）。頼んでいなければ、何もしないでください。"
)
CODE_ASKED: Final = N_(
    "ログインのコードです（30分、1回だけ）。利用者番号と一緒に、ログインの画面に入れます。"
    "頼んでいなければ、何もしないでください。"
)
DEAD_RESET: Final = Reason(
    "accounts.dead_reset",
    N_("このリンクは使えません（期限切れ・使用済み）。もう一度頼んでください。"),
)
PASSWORD_CHANGED: Final = N_(
    "パスワードが変わりました。心当たりがなければ、すぐに窓口へ知らせてください。"
)

NO_MAIL_HERE: Final = Reason(
    "accounts.no_mail_here", N_("この区ではメールを送れません。リンクか手紙を選んでください。")
)
INVITED_BY_MAIL: Final = N_(
    "わざハブを使いはじめるリンクです（7日間、1回だけ）。覚えがなければ、何もしないでください。"
)
BORN_WHEN: Final = Reason(
    "accounts.born_when", N_("生年月日を入れてください。例：2009-04-01、平成21年4月1日")
)
REACHED_HOW: Final = Reason(
    "accounts.reached_how", N_("返事の届け先として、メールアドレスか住所を入れてください。")
)
MANY_REQUESTS: Final = Reason(
    "accounts.many_requests",
    N_("この場所からの申込みが続いています。1時間ほど待ってから、もう一度送ってください。"),
)
REQUEST_REFUSED: Final = N_(
    "わざハブの登録の申込みを、受け付けられませんでした。"
    "くわしいことは、区の窓口に電話でお聞きください。"
)
REQUEST_OVER: Final = Reason(
    "accounts.request_over", N_("この申込みは、もうほかの人が返事をしました。")
)

NOT_FOR_ONESELF: Final = Reason("accounts.not_for_oneself", N_("自分の代わりには入力できません。"))
NOT_IDENTIFIED: Final = Reason(
    "accounts.not_identified", N_("先に本人であることを確かめ、印を付けてください。")
)
JUDGES_TYPE_NOT: Final = Reason(
    "accounts.judges_type_not",
    N_("決裁、検査、会計の人は、代わりに入力できません。終えて1年以内の人も同じです。"),
)
HEARD_LABELS: Final = {
    HeardBy.PHONE: N_("電話"),
    HeardBy.COUNTER: N_("窓口"),
    HeardBy.PAPER: N_("紙"),
    HeardBy.FAX: N_("ファックス"),
    HeardBy.MAIL: N_("メール"),
}

LETTER_HEADING: Final = N_("ログインの番号とコードのお知らせ")
LETTER_PURPOSE: Final = N_("わざハブを使うための、あなたの番号とコードです。")
LETTER_NUMBER: Final = N_("利用者番号")
LETTER_CODE: Final = N_("手紙のコード")
LETTER_STEPS: Final = (
    N_("下のQRコードか番地で、ログインの画面を開きます。"),
    N_("利用者番号と、パスワードのところに手紙のコードを入れます。"),
    N_("次からのために、自分のパスワードを決められます。"),
)
LETTER_UNTIL: Final = N_("このコードは{day}まで、1回だけ使えます。")
LETTER_SECRET: Final = N_("ほかの人に見せないでください。区からコードを聞くことはありません。")

NOT_A_DAY: Final = Reason(
    "accounts.not_a_day", N_("日付を入れてください。例：2027-04-01、令和9年4月1日")
)
HANDOVER_DAY: Final = Reason("accounts.handover_day", N_("今日から1年以内の日付を入れてください。"))
HANDOVER_SELF: Final = Reason("accounts.handover_self", N_("離れる人とは別の人を選んでください。"))
HANDOVER_NO_STAFF: Final = Reason(
    "accounts.handover_no_staff", N_("その日に区の役割を持っている人を選んでください。")
)
HANDOVER_LEAVES_TOO: Final = Reason(
    "accounts.handover_leaves_too",
    N_("この人もその日までに離れる予定です。ほかの人を選んでください。"),
)
HANDOVER_TWICE: Final = Reason(
    "accounts.handover_twice",
    N_("この人の引きつぎはもう決まっています。変えるときは、先に取り消してください。"),
)
HANDOVER_LEAVES: Final = N_("{day}に、あなたの役割と仕事を{successor}さんに引きつぎます。")
HANDOVER_FOLLOWS: Final = N_("{day}に、{leaver}さんの役割と仕事を引きつぎます。")
HANDOVER_OFF: Final = N_("{day}の{leaver}さんから{successor}さんへの引きつぎは取り消されました。")
HANDOVER_LEFT: Final = N_("あなたの役割と仕事を{successor}さんに引きつぎました。")
HANDOVER_BEGUN: Final = N_("{leaver}さんの役割と仕事を引きつぎました。新しい役割が使えます。")
HANDOVER_FAILED: Final = N_(
    "{day}の{leaver}さんから{successor}さんへの引きつぎは、できませんでした。"
    "引きつぐ人が区の役割を持っていません。決め直してください。"
)

DEPUTY_WHO: Final = Reason("accounts.deputy_who", N_("区の役割を持つ、ほかの人を選んでください。"))
DEPUTY_TWICE: Final = Reason(
    "accounts.deputy_twice", N_("その期間の代理はもう決まっています。先に終えてください。")
)
DEPUTY_PAST: Final = Reason("accounts.deputy_past", N_("今日かあとの日付を入れてください。"))
DEPUTY_DAYS: Final = Reason(
    "accounts.deputy_days", N_("はじめの日から半年以内の日付を入れてください。")
)
DEPUTY_NAMED: Final = N_("{first}から{last}まで、{deputy}さんが{grantor}さんの代理をします。")
DEPUTY_ENDED: Final = N_("{deputy}さんが{grantor}さんの代理をすることは、終わりました。")

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
