"""A new password by mail: the wish, with one answer for everybody, and the page behind the link."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.accounts import service
from hub.accounts.reads import MyPassword
from hub.i18n import _, translated, use_language
from hub.kernel.errors import HubError, Invalid, NotFound, Refused
from hub.platform import clock, commands, logs, mail, rates, runtime
from hub.platform.context import system_actor
from pages.routes import answers, cookies

EDGE: Final = system_actor("reset")
PATH: Final = "/password/forgot"
RESET: Final = "/password/reset"
# Holds the token between the link and the button, so that it does not stay in the address.
COOKIE: Final = "hub_reset"
MOST_LOGIN: Final = 120
SOON: Final = 60


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route(PATH, show, methods=["GET"]),
        Route(PATH, ask, methods=["POST"]),
        Route(RESET, show_new, methods=["GET"]),
        Route(RESET, keep_new, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Ask for the number; where no mail goes out, say who helps."""
    use_language(answers.preferences(request).lang)
    if mail.carrier(runtime.settings()) is None:
        return answers.page(
            request, "said.html", path=PATH,
            title=_("パスワードを忘れたとき"),
            lines=[_("区の窓口に電話してください。新しいコードを手紙で送ります。")],
            back=_("ログインの画面へ戻る"),
            back_to="/sign-in",
        )  # fmt: skip
    token = cookies.form_token(request)
    answer = answers.page(
        request, "forgot.html", path=PATH, token=token, words=_words(), back_to="/sign-in"
    )
    cookies.give_form_token(answer, token)
    return answer


async def ask(request: Request) -> Response:
    """Keep the wish; the same words and the same work, whatever was typed."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    wants = "code" if form.get("wants") == "code" else "password"
    return await run_in_threadpool(_asked, request, str(form.get("login", "")), wants)


def _asked(request: Request, typed: str, wants: str) -> Response:
    network = rates.address(request.client.host if request.client else None)
    device = cookies.device(request)
    raw = {
        "login": service.as_number(typed[:MOST_LOGIN])[:MOST_LOGIN],
        "network": network,
        "is_shared": rates.is_shared(network, runtime.settings().shared_addresses),
        "device_hash": service.token_hash(device) if device else None,
        "wants": wants,
    }
    try:
        commands.run(
            runtime.store(), service.ask_reset, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except Invalid:
        # What cannot be a number gets the answer of one that nobody has.
        logs.event("password", outcome="forgot_unfit")
    use_language(answers.preferences(request).lang)
    sent = {
        "password": _(
            "その番号の人のメールアドレスに、リンクを送りました。30分のあいだ、1回だけ使えます。"
        ),
        "code": _(
            "その番号の人のメールアドレスに、10桁のコードを送りました。"
            "30分のあいだ、1回だけ使えます。"
        ),
    }
    return answers.page(
        request, "said.html", path=PATH,
        title=_("メールをお送りしました"),
        lines=[
            sent[wants],
            _("届かないときは、区の窓口に電話してください。新しいコードを手紙で送ります。"),
        ],
        back=_("ログインの画面へ戻る"),
        back_to="/sign-in",
    )  # fmt: skip


def show_new(request: Request) -> Response:
    """Take the token out of the address; then ask for the new password. Opening changes nothing."""
    moved = cookies.take_token(request, COOKIE, RESET)
    if moved is not None:
        return moved
    mine = service.asked_reset(runtime.store(), request.cookies.get(COOKIE, ""), clock.now())
    return _form(request, mine) if mine else _dead(request)


async def keep_new(request: Request) -> Response:
    """Judge the new password and use the link up."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    return await run_in_threadpool(_kept, request, str(form.get("new", "")))


def _kept(request: Request, typed: str) -> Response:
    use_language(answers.preferences(request).lang)
    token = request.cookies.get(COOKIE, "")
    mine = service.asked_reset(runtime.store(), token, clock.now())
    if mine is None:
        return _dead(request)
    weak = service.judged(mine, typed)
    if weak is not None:
        return _form(request, mine, translated(weak.reason.text).format(**weak.params))
    try:
        raw = {
            "token_hash": service.token_hash(token),
            "password_hash": service.hashed(service.as_kept(typed)),
        }
        commands.run(
            runtime.store(), service.use_reset, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except NotFound:
        return _dead(request)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except HubError:
        return _dead(request)
    logs.event("password", outcome="reset")
    answer = answers.page(
        request, "said.html", path=RESET,
        title=_("パスワードを決め直しました"),
        lines=[
            _("利用者番号 {login} と新しいパスワードで入れます。").format(login=mine.login),
            _("すべての端末からログアウトしました。"),
        ],
        back=_("ログインの画面へ進む"),
        back_to="/sign-in",
    )  # fmt: skip
    answer.delete_cookie(COOKIE, path=RESET)
    cookies.end(answer)
    return answer


def _form(request: Request, mine: MyPassword, problem: str = "") -> Response:
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    answer = answers.page(
        request, "password_change.html", 422 if problem else 200, path=RESET,
        title=_("パスワードを決め直す"),
        action=RESET,
        token=token,
        next="/",
        back_to="/sign-in",
        later=_("変えずに戻る"),
        login=mine.login,
        has_old=False,
        problem=problem,
        problem_at="new" if problem else "",
        phrase=service.passphrase(),
        words={**_new_words(mine.least), "login": _("利用者番号")},
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _new_words(least: int) -> dict[str, str]:
    return {
        "purpose": _("決めると、すべての端末からログアウトします。"),
        "new": _("新しいパスワード"),
        "hint": _("{least}文字以上。文字の種類に決まりはありません。").format(least=least),
        "show": _("表示"),
        "suggest": _(
            "思いつかないときは、次の4つの言葉をそのまま使えます。紙に書いておいてください。"
        ),
        "save": _("このパスワードにする"),
    }


def _words() -> dict[str, str]:
    return {
        "title": _("パスワードを忘れたとき"),
        "purpose": _("登録したメールアドレスに、パスワードを決め直すリンクを送ります。"),
        "login": _("利用者番号"),
        "send": _("リンクをメールで受け取る"),
        "code_purpose": _(
            "学生、専門家、会社の人は、1回だけ使えるコードをメールで受け取って入ることもできます。"
        ),
        "send_code": _("コードをメールで受け取る"),
        "desk": _("番号がわからないとき、メールがないときは、区の窓口に電話してください。"),
        "back": _("ログインの画面へ戻る"),
    }


def _dead(request: Request) -> Response:
    use_language(answers.preferences(request).lang)
    return answers.page(
        request, "refused.html", 404, path=RESET,
        title=_("このリンクは使えません"),
        words=_("期限切れか、使用済みです。もう一度、メールを頼んでください。"),
        back=_("パスワードを忘れたときの画面へ"),
        back_to=PATH,
    )  # fmt: skip
