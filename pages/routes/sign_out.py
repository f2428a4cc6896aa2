"""Sign-out: asked once, then the session ends in every tab."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import service
from hub.i18n import _, use_language
from hub.kernel.errors import HubError
from hub.platform import clock, commands, runtime
from hub.platform.context import system_actor
from pages.kit.page import session_cookie
from pages.routes import answers, cookies

EDGE: Final = system_actor("sign-in")


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route("/sign-out", ask_leave, methods=["GET"]),
        Route("/sign-out", leave, methods=["POST"]),
    ]


def ask_leave(request: Request) -> Response:
    """Ask once; opening an address never ends a session."""
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    answer = answers.page(
        request, "sign_out.html", token=token,
        title=_("ログアウトしますか"),
        words=_("入力の途中のものは保存されています。"),
        leave=_("ログアウトする"),
        back=_("ホームへ戻る"),
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


async def leave(request: Request) -> Response:
    """End the session in every tab; a second press changes nothing."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    await run_in_threadpool(close, request)
    answer = RedirectResponse("/sign-in", 303)
    cookies.end(answer)
    return answer


def close(request: Request) -> None:
    """End the session this browser comes with, if there is one."""
    token = request.cookies.get(session_cookie(), "")
    try:
        commands.run(
            runtime.store(), service.close_session, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw={"token_hash": service.token_hash(token)},
        )  # fmt: skip
    except HubError:
        return
