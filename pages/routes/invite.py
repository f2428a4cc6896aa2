"""The link of an invitation: token, page, confirm button; it works once."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.accounts import service
from hub.accounts.service import Asked
from hub.i18n import _, translated, use_language
from hub.kernel.errors import HubError, Refused
from hub.platform import clock, commands, logs, runtime
from hub.platform.context import system_actor
from pages.routes import answers, cookies

EDGE: Final = system_actor("invite")
PATH: Final = "/invite"
# Holds the token between the link and the button, so that it does not stay in the address.
COOKIE: Final = "hub_invite"
SOON: Final = 60


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route(PATH, show, methods=["GET"]),
        Route(PATH, accept, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Take the token out of the address; then say what is asked. Opening changes nothing."""
    moved = cookies.take_token(request, COOKIE, PATH)
    if moved is not None:
        return moved
    found = service.invited(runtime.store(), request.cookies.get(COOKIE, ""), clock.now())
    return _question(request, found) if found else _dead(request)


async def accept(request: Request) -> Response:
    """Become the invited person by the page's own button."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return _dead(request)
    return await run_in_threadpool(_accepted, request)


def _accepted(request: Request) -> Response:
    _code, code_hash = service.new_code()
    digest = service.token_hash(request.cookies.get(COOKIE, ""))
    session = service.new_token()
    try:
        found = commands.run(
            runtime.store(), service.accept_invitation, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw={"token_hash": digest, "code_hash": code_hash},
        )  # fmt: skip
        commands.run(
            runtime.store(), service.open_code_session, actor=EDGE, now=clock.now(),
            once=commands.new_once(),
            raw={"code_id": found.code_id, "token_hash": service.token_hash(session)},
        )  # fmt: skip
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except HubError:
        logs.event("invite", outcome="failed")
        return _dead(request)
    use_language(answers.preferences(request).lang)
    answer = answers.page(
        request, "invite_done.html", path=PATH, is_once=True,
        title=_("登録できました"),
        words=_("次からログインするときの番号です。控えてください。"),
        label=_("利用者番号"),
        login=found.login,
        password=_("パスワードを決める"),
        forward=_("ホームへ進む"),
    )  # fmt: skip
    cookies.start(answer, session)
    answer.delete_cookie(COOKIE, path=PATH)
    return answer


def _question(request: Request, found: Asked) -> Response:
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    answer = answers.page(
        request, "invite.html", path=PATH, token=token,
        title=_("{name}さんへの招待").format(name=found.name),
        words=_("わざハブを「{role}」として使えるようになります。").format(
            role=translated(found.role_words)
        ),
        why=_("名前と役割は、あなたを招いた人と区の担当者に見えます。"),
        accept=_("はじめる"),
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _dead(request: Request) -> Response:
    use_language(answers.preferences(request).lang)
    return answers.page(
        request, "refused.html", 404, path=PATH,
        title=_("このリンクは使えません"),
        words=_("期限切れか、使用済みです。招いた人か、区の窓口に頼んでください。"),
        back=_("ログインの画面へ進む"),
    )  # fmt: skip
