"""Sign-in and sign-out: plain forms, so that no secret enters a widget."""

from asyncio import sleep
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import reads, service
from hub.accounts.reads import DemoPerson
from hub.i18n import _, translated, use_language
from hub.kernel.errors import HubError, NotFound, Refused
from hub.platform import clock, commands, logs, rates, runtime
from hub.platform.context import system_actor
from pages.kit.page import session_cookie
from pages.routes import answers, cookies

EDGE: Final = system_actor("sign-in")
SHOWN: Final = 2
SOON: Final = 60
# Accounts for which one try of this process waits its turn.
WAITING: Final[set[str]] = set()


@dataclass(frozen=True, slots=True)
class Tile:
    """One person of the demo, ready to be shown."""

    person_id: int
    name: str
    role: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed, and the windows in which a failure of it counts."""

    login: str
    code: str
    wanted: str
    limits: tuple[rates.Limit, ...]


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route("/sign-in", show, methods=["GET"]),
        Route("/sign-in/demo", enter_demo, methods=["POST"]),
        Route("/sign-in/code", enter_code, methods=["POST"]),
        Route("/sign-out", ask_leave, methods=["GET"]),
        Route("/sign-out", leave, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Show the sign-in page, or go on for somebody who is already in."""
    if cookies.visitor(request) is not None:
        return RedirectResponse(cookies.own_path(request.query_params.get("next")), 303)
    return _page(request)


async def enter_demo(request: Request) -> Response:
    """Take the place of a story person; on a demo instance only."""
    form = await request.form()
    if not runtime.settings().is_demo or not cookies.is_own_form(request, str(form.get("token"))):
        return _refused(request)
    person = str(form.get("person", ""))
    raw: dict[str, object] = {"person_id": person if person.isdigit() else 0}
    return await run_in_threadpool(_open, request, service.open_demo_session, raw, form.get("next"))


async def enter_code(request: Request) -> Response:
    """Sign in with the number and the code of a letter."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return _refused(request)
    attempt = _attempt(request, form)
    seconds = await run_in_threadpool(
        rates.wait_seconds, runtime.store(), attempt.limits, clock.now()
    )
    async with _turn(attempt.limits[0].bucket, seconds) as is_free:
        if not is_free:
            return answers.busy(request, seconds)
        return await run_in_threadpool(_by_code, request, attempt)


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
        return _refused(request)
    await run_in_threadpool(_close, request)
    answer = RedirectResponse("/sign-in", 303)
    cookies.end(answer)
    return answer


def _close(request: Request) -> None:
    """End the session this browser comes with, if there is one."""
    token = request.cookies.get(session_cookie(), "")
    try:
        commands.run(
            runtime.store(), service.close_session, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw={"token_hash": service.token_hash(token)},
        )  # fmt: skip
    except HubError:
        return


def _attempt(request: Request, form: FormData) -> Attempt:
    login = str(form.get("login", ""))[:120]
    network = rates.address(request.client.host if request.client else None)
    shared = rates.is_shared(network, runtime.settings().shared_addresses)
    return Attempt(
        login, str(form.get("code", ""))[:40], str(form.get("next", "")),
        rates.sign_in(login, network, shared=shared),
    )  # fmt: skip


@asynccontextmanager
async def _turn(bucket: str, seconds: int) -> AsyncIterator[bool]:
    """Wait before a try after many failures; False when another try waits here already."""
    if not seconds:
        yield True
    elif bucket in WAITING:
        yield False
    else:
        WAITING.add(bucket)
        try:
            await sleep(seconds)
            yield True
        finally:
            WAITING.discard(bucket)


def _by_code(request: Request, attempt: Attempt) -> Response:
    now = clock.now()
    found = commands.look(
        runtime.store(), reads.live_codes, actor=EDGE, now=now, login=attempt.login
    )
    try:
        matching = service.matching_code(found, attempt.code)
    except Refused:
        logs.event("sign_in", outcome="busy")
        return answers.busy(request, SOON)
    if matching is not None:
        return _open(request, service.open_code_session, {"code_id": matching}, attempt.wanted)
    logs.event("sign_in", outcome="failed")
    return _missed(request, attempt, found[0].code_id if found else 0)


def _missed(request: Request, attempt: Attempt, code_id: int) -> Response:
    """Count the failure; the same work and the same words whether there is a code or not."""
    raw = {"code_id": code_id, "buckets": [limit.bucket for limit in attempt.limits]}
    try:
        commands.run(
            runtime.store(), service.miss_code, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except NotFound:
        # The code has died between the look and the count; its failure still counts.
        return _missed(request, attempt, 0)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    return _page(request, login=attempt.login, is_wrong=True, status=401)


def _open(request: Request, how: object, raw: dict[str, object], wanted: object) -> Response:
    token = service.new_token()
    try:
        commands.run(
            runtime.store(), how, actor=EDGE, now=clock.now(), once=commands.new_once(),  # type: ignore[arg-type]  # one of two use cases
            raw={**raw, "token_hash": service.token_hash(token)},
        )  # fmt: skip
    except Refused as refusal:
        if refusal.reason in answers.PASSING:
            return answers.busy(request, SOON, refusal)
        return _page(request, is_wrong=True, status=401)
    except HubError:
        return _page(request, is_wrong=True, status=401)
    _close(request)
    answer = RedirectResponse(cookies.own_path(str(wanted or "")), 303)
    cookies.start(answer, token)
    return answer


def _refused(request: Request) -> Response:
    use_language(answers.preferences(request).lang)
    return answers.page(
        request, "refused.html", 403,
        title=_("もう一度お試しください"),
        words=_("画面が古くなったか、ほかの場所から送られました。"),
        back=_("ログインの画面へ進む"),
    )  # fmt: skip


def _page(
    request: Request, *, login: str = "", is_wrong: bool = False, status: int = 200
) -> Response:
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    people = _people()
    kinds = {
        "student": _("学生"),
        "expert": _("専門家"),
        "firm": _("企業グループ"),
        "ward": _("区の職員"),
    }
    answer = answers.page(
        request,
        "sign_in.html",
        status,
        token=token,
        next=cookies.own_path(request.query_params.get("next")),
        is_demo=runtime.settings().is_demo,
        groups=[(heading, _tiles(people, kind)[:SHOWN]) for kind, heading in kinds.items()],
        others=[t for k in kinds for t in _tiles(people, k)[SHOWN:]] + _tiles(people, "other"),
        login=login,
        wrong=_("番号またはコードが違います。しばらく待つと再び試せます。") if is_wrong else "",
        words=_words(people),
    )
    cookies.give_form_token(answer, token)
    return answer


def _people() -> tuple[DemoPerson, ...]:
    if not runtime.settings().is_demo:
        return ()
    found: tuple[DemoPerson, ...] = commands.look(
        runtime.store(), reads.demo_people, actor=EDGE, now=clock.now()
    )
    return found


def _tiles(people: tuple[DemoPerson, ...], kind: str) -> list[Tile]:
    return [
        Tile(p.person_id, p.name, translated(p.role_words), p.is_suggested)
        for p in people
        if p.kind == kind
    ]


def _words(people: tuple[DemoPerson, ...]) -> dict[str, str]:
    first = next((p.name for p in people if p.is_suggested), "")
    return {
        "purpose": _("町工場の技を、次の世代へつなぐサービスです。"),
        "demo": _("体験する人を選んでください"),
        "demo_hint": _(
            "登録もパスワードもいりません。人も会社も架空です。迷ったら、{name}さんから始めてください。"
        ).format(name=first),
        "others": _("ほかの役（相談員・検査・会計・監査・管理者）も見る"),
        "known": _("登録済みの方"),
        "login": _("利用者番号"),
        "code": _("手紙のコード"),
        "code_hint": _("区からの手紙にある8文字です。"),
        "enter": _("ログインする"),
        "to_main": _("本文へ移動"),
    }
