"""Ask for an account: a student or an expert fills in one page; the ward answers later.

Everybody is told the same, whether the ward knows the person or not.
"""

from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import service, words
from hub.directory import reads as directory
from hub.directory.reads import WardName
from hub.i18n import _, current_language, translated, use_language
from hub.kernel.errors import Invalid, Refused
from hub.platform import clock, commands, logs, rates, runtime
from hub.platform.context import system_actor
from models.vocab import Role
from pages.routes import answers, cookies

EDGE: Final = system_actor("register")
PATH: Final = "/register"
PATHS: Final = {f"{PATH}/student": Role.STUDENT, f"{PATH}/expert": Role.EXPERT}
SOON: Final = 60
TEXTS: Final = ("name", "kana", "birth_date", "about", "mail", "postal", "address", "phone")
MOST: Final = 300


class Field(NamedTuple):
    """One field as the page shows it."""

    name: str
    label: str
    hint: str
    token: str
    most: int
    kind: str = "text"


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route(PATH, choose, methods=["GET"]),
        *(Route(path, show, methods=["GET"]) for path in PATHS),
        *(Route(path, ask, methods=["POST"]) for path in PATHS),
    ]


def choose(request: Request) -> Response:
    """Ask who it is: what is asked of a student differs from what is asked of an expert."""
    use_language(answers.preferences(request).lang)
    if "done" in request.query_params:
        return answers.page(
            request, "said.html", path=PATH,
            title=_("申込みを受け付けました"),
            lines=[
                _("区の担当者が確かめて、登録のしかたをメールか手紙でお送りします。"),
                _("2週間たっても届かないときは、区の窓口に電話してください。"),
            ],
            back=_("ログインの画面へ戻る"),
            back_to="/sign-in",
        )  # fmt: skip
    return answers.page(
        request, "register_choose.html", path=PATH,
        title=_("はじめての方"),
        lines=[
            _("学生・仕事を探している人と、技を教える専門家は、ここから登録を申し込めます。"),
            _("会社の人は、会社の代表かコーディネーターからの招待で登録します。"),
        ],
        choices=[
            (f"{PATH}/student", _("学生・仕事を探している人")),
            (f"{PATH}/expert", _("専門家（技を教える人）")),
        ],
        back=_("ログインの画面へ戻る"),
    )  # fmt: skip


def show(request: Request) -> Response:
    """Show the empty form."""
    return _form(request, {}, {})


async def ask(request: Request) -> Response:
    """Keep the wish; the same words for everybody."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    typed = {name: str(form.get(name, ""))[:MOST] for name in (*TEXTS, "ward")}
    return await run_in_threadpool(_asked, request, typed)


def _asked(request: Request, typed: dict[str, str]) -> Response:
    use_language(answers.preferences(request).lang)
    offered = {str(ward.ward_id): ward.ward_id for ward in _wards()}
    if len(offered) == 1:
        typed["ward"] = next(iter(offered))
    if typed["ward"] not in offered:
        return _form(request, typed, {"ward": _("区を選んでください。")})
    network = rates.address(request.client.host if request.client else None)
    device = cookies.device(request)
    raw: dict[str, object] = {
        **{name: typed[name] for name in TEXTS},
        "ward_id": offered[typed["ward"]],
        "role": PATHS[request.url.path],
        "lang": current_language(),
        "network": network,
        "is_shared": rates.is_shared(network, runtime.settings().shared_addresses),
        "device_hash": service.token_hash(device) if device else None,
    }
    try:
        commands.run(
            runtime.store(), service.ask_account, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except Invalid as wrong:
        said = {
            one.field: translated(one.reason.text).format(**one.params) for one in wrong.problems
        }
        return _form(request, typed, said)
    except Refused as refusal:
        if refusal.reason is not words.MANY_REQUESTS:
            return answers.busy(request, SOON, refusal)
        return _form(request, typed, {"": translated(refusal.reason.text)}, 429)
    logs.event("register", outcome="asked")
    return RedirectResponse(f"{PATH}?done=1", 303)


def _form(
    request: Request, typed: dict[str, str], problems: dict[str, str], status: int = 422
) -> Response:
    use_language(answers.preferences(request).lang)
    path, role = request.url.path, PATHS[request.url.path]
    token = cookies.form_token(request)
    is_student = role is Role.STUDENT
    answer = answers.page(
        request, "register.html", status if problems else 200, path=path, token=token,
        title=_("登録の申込み（学生・仕事を探している人）")
        if is_student
        else _("登録の申込み（専門家）"),
        lines=[
            _("区の担当者が確かめてから、登録のしかたをメールか手紙でお送りします。"),
            _("書いた内容は、区の担当者だけが見ます。生年月日と連絡先は暗号にして保ちます。"),
        ],
        summary=_("直すところがあります。下の赤い文を見てください。") if problems else "",
        problems=problems, typed=typed, wards=_named(), ward_label=_("申し込む区"),
        action=path, fields=_fields(is_student=is_student), send=_("登録を申し込む"),
        call=_("書けないときは、区の窓口に電話してください。担当者が代わりに入力します。"),
        back=_("選ぶ画面へ戻る"), back_to=PATH,
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _fields(*, is_student: bool) -> list[Field]:
    born = _("例：平成21年4月1日、2009-04-01")
    own = [
        Field("birth_date", _("生年月日（必須）"), born, "bday", 40),
        Field("about", _("学校の名前（任意）"), _("仕事を探している人は空欄で。"), "off", 200),
    ]
    trade = [Field("about", _("できること（任意）"), _("例：旋盤40年、治具の設計"), "off", 200)]
    mail = _("ある人だけ。返事がすぐに届きます。") if service.sends_mail() else ""
    reached = [Field("mail", _("メールアドレス"), mail, "email", 254)] if mail else []
    place = _("建物の名前と部屋の番号まで書いてください。")
    postal = _("メールがない人は必ず入れてください。返事が手紙で届きます。")
    return [
        Field("name", _("氏名（必須）"), _("例：髙﨑 美咲"), "name", 80),
        Field("kana", _("フリガナ（必須）"), _("例：タカサキ ミサキ"), "off", 80),
        *(own if is_student else trade),
        *reached,
        Field("postal", _("郵便番号"), postal, "postal-code", 20),
        Field("address", _("住所"), place, "street-address", 200),
        Field("phone", _("電話番号（任意）"), _("例：03-1234-5678"), "tel", 20, "tel"),
    ]  # fmt: skip


def _wards() -> tuple[WardName, ...]:
    found: tuple[WardName, ...] = commands.look(
        runtime.store(), directory.wards, actor=EDGE, now=clock.now()
    )
    return found


def _named() -> list[tuple[str, str]]:
    is_english = current_language() == "en"
    return [(str(one.ward_id), one.name_en if is_english else one.name) for one in _wards()]
