"""Asks once more who sits here, before an act on money, roles, credentials or addresses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import reads, service
from hub.accounts.reads import MyPassword
from hub.accounts.service import Standing
from hub.i18n import _, use_language
from hub.kernel.errors import HubError, NotFound, Refused
from hub.platform import clock, commands, logs, rates, runtime
from hub.platform.context import system_actor
from pages.kit.page import session_cookie
from pages.routes import answers, cookies

EDGE: Final = system_actor("sign-in")
PATH: Final = "/reauth"
SOON: Final = 60


def routes() -> list[Route]:
    """Addresses of this file."""
    return [Route(PATH, show, methods=["GET"]), Route(PATH, prove, methods=["POST"])]


def show(request: Request) -> Response:
    """Show the form to somebody who is in; whoever types for another proves to be oneself."""
    found = cookies.own_standing(request)
    wanted = cookies.own_path(request.query_params.get("next"))
    if found is None:
        return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", 303)
    if found.lacks is not None:
        return RedirectResponse("/", 303)
    return _form(request, found, wanted) if found.actor.is_stale else _proved(request, wanted)


async def prove(request: Request) -> Response:
    """Hold what was typed against the person's password, or the code of a letter."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    wanted = cookies.own_path(str(form.get("next", "")))
    return await run_in_threadpool(_held, request, str(form.get("secret", "")), wanted)


def _held(request: Request, typed: str, wanted: str) -> Response:
    found = cookies.own_standing(request)
    if found is None:
        return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", 303)
    try:
        if confirm(request, _mine(found).login, typed):
            logs.event("reauth", outcome="proved")
            return _proved(request, wanted)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    logs.event("reauth", outcome="failed")
    use_language(answers.preferences(request).lang)
    wrong = _("パスワードが違います。しばらく待つと再び試せます。")
    return _form(request, found, wanted, wrong)


def confirm(request: Request, login: str, typed: str, *, is_code_too: bool = True) -> bool:
    """Say whether a secret is that of a number; a wrong one counts like a wrong sign-in."""
    token = cookies.device(request)
    device = service.token_hash(token) if token else None
    taken = _run(service.take_try, {"login": login, "device_hash": device})
    if not taken.is_free:
        return False
    kept = commands.look(
        runtime.store(), reads.credentials_of, actor=EDGE, now=clock.now(), login=login
    )
    fitting = service.fit(kept if is_code_too else replace(kept, live_codes=()), typed)
    if not (fitting.code_id or fitting.account_id):
        _missed(request, login, fitting.missed_code_id)
        return False
    raw = {
        "session_hash": service.token_hash(request.cookies.get(session_cookie(), "")),
        "credential_stamp": kept.credential_stamp,
        "code_id": fitting.code_id,
    }
    try:
        _run(service.prove_session, raw)
    except NotFound:
        return False
    return True


def _missed(request: Request, login: str, code_id: int) -> None:
    network = rates.address(request.client.host if request.client else None)
    shared = rates.is_shared(network, runtime.settings().shared_addresses)
    limits = rates.sign_in(login, network, shared=shared)
    raw = {"code_id": code_id, "buckets": [limit.bucket for limit in limits]}
    try:
        _run(service.miss_code, raw)
    except HubError:
        _run(service.miss_code, raw | {"code_id": 0})


def _run(how: Callable[..., Any], raw: dict[str, object]) -> Any:  # noqa: ANN401  the use case's own result type
    return commands.run(
        runtime.store(), how, actor=EDGE, now=clock.now(), once=commands.new_once(), raw=raw
    )


def _mine(found: Standing) -> MyPassword:
    mine: MyPassword = commands.look(
        runtime.store(), reads.my_password, actor=found.actor, now=clock.now()
    )
    return mine


def _proved(request: Request, wanted: str) -> Response:
    use_language(answers.preferences(request).lang)
    return answers.page(
        request, "said.html", path=PATH,
        title=_("確かめました"),
        lines=[
            _("10分のあいだ、大事な操作ができます。"),
            _("もとの画面が開いたままなら、この画面を閉じて、もう一度押してください。"),
        ],
        back=_("もとの画面へ進む"),
        back_to=wanted,
    )  # fmt: skip


def _form(request: Request, found: Standing, wanted: str, problem: str = "") -> Response:
    use_language(answers.preferences(request).lang)
    mine = _mine(found)
    token = cookies.form_token(request)
    has_password = mine.password_hash is not None
    answer = answers.page(
        request, "reauth.html", 422 if problem else 200, path=PATH,
        title=_("本人の確認"),
        token=token,
        next=wanted,
        login=mine.login,
        problem=problem,
        words={
            "purpose": _(
                "お金、役割、連絡先、パスワードなどの大事な操作の前に、もう一度確かめます。"
            ),
            "login": _("利用者番号"),
            "secret": _("今のパスワード") if has_password else _("手紙のコード"),
            "show": _("表示"),
            "go": _("確かめる"),
            "forgot": _("パスワードを忘れたとき") if has_password else _("コードがないとき"),
            "back": _("確かめずに戻る"),
        },
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer
