"""Sign-in: a plain form, so that no secret enters a widget."""

from asyncio import sleep
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import reads, service
from hub.accounts.reads import Credentials, DemoPerson, Fit
from hub.i18n import _, translated, use_language
from hub.kernel.errors import HubError, Invalid, NotFound, Refused
from hub.platform import clock, commands, logs, rates, runtime
from hub.platform.context import system_actor
from pages.routes import answers, cookies, sign_out

EDGE: Final = system_actor("sign-in")
MOST_LOGIN: Final = 120
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
    """What somebody typed, the browser's own sign, and the windows in which a failure counts."""

    login: str
    secret: str
    wanted: str
    stays: bool
    device: str
    limits: tuple[rates.Limit, ...]

    @property
    def device_hash(self) -> str:
        """What the database may know of the browser's sign."""
        return service.token_hash(self.device)


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route("/sign-in", show, methods=["GET"]),
        Route("/sign-in/demo", enter_demo, methods=["POST"]),
        Route("/sign-in", enter, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Show the sign-in page, or go on for somebody who is already in."""
    if cookies.standing(request) is not None:
        return RedirectResponse(cookies.own_path(request.query_params.get("next")), 303)
    return _page(request)


async def enter_demo(request: Request) -> Response:
    """Take the place of a story person; on a demo instance only."""
    form = await request.form()
    if not runtime.settings().is_demo or not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    person = str(form.get("person", ""))
    raw: dict[str, object] = {"person_id": person if person.isdigit() else 0}
    return await run_in_threadpool(_open_demo, request, raw, str(form.get("next") or ""))


async def enter(request: Request) -> Response:
    """Sign in with the number and a password, or the code of a letter in its place."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    attempt = _attempt(request, form)
    seconds = await run_in_threadpool(
        rates.wait_seconds, runtime.store(), attempt.limits, clock.now()
    )
    async with _turn(attempt.limits[0].bucket, seconds) as is_free:
        if not is_free:
            return answers.busy(request, seconds)
        return await run_in_threadpool(_by_secret, request, attempt)


def _attempt(request: Request, form: FormData) -> Attempt:
    login = service.as_number(str(form.get("login", ""))[:MOST_LOGIN])[:MOST_LOGIN]
    network = rates.address(request.client.host if request.client else None)
    shared = rates.is_shared(network, runtime.settings().shared_addresses)
    return Attempt(
        login, str(form.get("secret", "")), str(form.get("next", "")), bool(form.get("stays")),
        cookies.device(request) or service.new_token(),
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


def _by_secret(request: Request, attempt: Attempt) -> Response:
    """Look at the secret if a try is free; the same work for a number that nobody has."""
    try:
        if not _is_free(attempt):
            return _missed(request, attempt, 0)
        kept = commands.look(
            runtime.store(), reads.credentials_of, actor=EDGE, now=clock.now(), login=attempt.login
        )
        found = service.fit(kept, attempt.secret)
        if found.is_one:
            return _opened(request, attempt, kept, found)
        return _missed(request, attempt, found.missed_code_id, found.missed_reset_id)
    except Refused as refusal:
        logs.event("sign_in", outcome="busy")
        return answers.busy(request, SOON, refusal)
    except Invalid:
        return _page(request, is_wrong=True, status=401)


def _opened(request: Request, attempt: Attempt, kept: Credentials, found: Fit) -> Response:
    """Go in by the secret that fitted: the code of a letter or of a mail, else the password."""
    if found.code_id:
        raw: dict[str, object] = {"code_id": found.code_id}
        is_first = kept.password_hash is None
        return _open(request, attempt, service.open_code_session, raw, offers=is_first)
    if found.reset_id:
        raw = {"reset_id": found.reset_id}
        return _open(request, attempt, service.open_mail_session, raw)
    better = service.hashed(service.as_kept(attempt.secret)) if found.is_old_hash else None
    raw = {
        "account_id": found.account_id, "credential_stamp": kept.credential_stamp,
        "new_hash": better,
    }  # fmt: skip
    return _open(request, attempt, service.open_password_session, raw)


def _is_free(attempt: Attempt) -> bool:
    taken = commands.run(
        runtime.store(), service.take_try, actor=EDGE, now=clock.now(), once=commands.new_once(),
        raw={"login": attempt.login, "device_hash": attempt.device_hash},
    )  # fmt: skip
    return bool(taken.is_free)


def _missed(request: Request, attempt: Attempt, code_id: int, reset_id: int = 0) -> Response:
    """Count the failure; the same work and the same words whether there is a code or not."""
    logs.event("sign_in", outcome="failed")
    buckets = [limit.bucket for limit in attempt.limits]
    raw = {"code_id": code_id, "reset_id": reset_id, "buckets": buckets}
    try:
        commands.run(
            runtime.store(), service.miss_code, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except NotFound:
        # The code has died between the look and the count; its failure still counts.
        return _missed(request, attempt, 0)
    return _page(request, login=attempt.login, is_wrong=True, stays=attempt.stays, status=401)


def _open(
    request: Request,
    attempt: Attempt,
    how: Callable[..., object],
    raw: dict[str, object],
    *,
    offers: bool = False,
) -> Response:
    """Open the session; whoever came by a first letter is asked once for a password."""
    token = service.new_token()
    raw = raw | {"device_hash": attempt.device_hash, "stays": attempt.stays}
    try:
        _run(how, raw | {"token_hash": service.token_hash(token)})
    except NotFound:
        return _page(request, login=attempt.login, is_wrong=True, status=401)
    sign_out.close(request)
    wanted = cookies.own_path(attempt.wanted)
    if offers and cookies.device(request) is None:
        wanted = f"/password/change?{urlencode({'next': wanted})}"
    answer = RedirectResponse(wanted, 303)
    cookies.start(answer, token, stays=attempt.stays)
    cookies.know(answer, attempt.device)
    return answer


def _open_demo(request: Request, raw: dict[str, object], wanted: str) -> Response:
    token = service.new_token()
    try:
        _run(service.open_demo_session, raw | {"token_hash": service.token_hash(token)})
    except Refused as refusal:
        if refusal.reason in answers.PASSING:
            return answers.busy(request, SOON, refusal)
        return _page(request, is_wrong=True, status=401)
    except HubError:
        return _page(request, is_wrong=True, status=401)
    sign_out.close(request)
    answer = RedirectResponse(cookies.own_path(wanted), 303)
    cookies.start(answer, token)
    return answer


def _run(how: Callable[..., object], raw: dict[str, object]) -> None:
    commands.run(
        runtime.store(), how, actor=EDGE, now=clock.now(), once=commands.new_once(), raw=raw
    )


def _page(
    request: Request,
    *,
    login: str = "",
    is_wrong: bool = False,
    stays: bool | None = None,
    status: int = 200,
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
        is_demo=bool(people),
        groups=[(heading, _tiles(people, kind)[:SHOWN]) for kind, heading in kinds.items()],
        others=[t for k in kinds for t in _tiles(people, k)[SHOWN:]] + _tiles(people, "other"),
        login=login,
        stays=cookies.device(request) is not None if stays is None else stays,
        wrong=_("番号またはパスワードが違います。しばらく待つと再び試せます。") if is_wrong else "",
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
        "secret": _("パスワード（コードでも入れます）"),
        "secret_hint": _("コードは、区からの手紙にある8文字か、メールで届く10桁の数字です。"),
        "show": _("表示"),
        "stay": _("この端末で30日間ログインしたままにする（自分の端末だけ）"),
        "enter": _("ログインする"),
        "forgot": _("パスワードを忘れたとき・コードをメールで受け取るとき"),
        "register": _("はじめての方（登録を申し込む）"),
        "to_main": _("本文へ移動"),
    }
