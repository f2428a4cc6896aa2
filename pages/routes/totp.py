"""The second step of a sign-in: a device is enrolled here, and its digits are asked for."""

import base64
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import reads, service
from hub.accounts.reads import Device, MyPassword
from hub.accounts.service import Lack, Standing
from hub.i18n import _, use_language
from hub.kernel.errors import HubError, Refused
from hub.platform import clock, commands, logs, runtime
from hub.platform.context import Actor, system_actor
from pages.kit.page import session_cookie
from pages.routes import answers, cookies, reauth

EDGE: Final = system_actor("sign-in")
PATH: Final = "/totp"
SEED: Final = 20
PURPOSE: Final = "second_step"
SOON: Final = 60


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, behind which session, with which device, on the way to where."""

    found: Standing
    digest: str
    device: Device
    wanted: str


def routes() -> list[Route]:
    """Addresses of this file."""
    return [Route(PATH, show, methods=["GET"]), Route(PATH, take, methods=["POST"])]


def show(request: Request) -> Response:
    """Ask for the digits, or show the key of a new device. Opening changes nothing."""
    visit = _visit(request, request.query_params.get("next"))
    return visit if isinstance(visit, Response) else _asked(request, visit)


async def take(request: Request) -> Response:
    """Hold the typed digits against the device, or enrol it with them."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    typed, wanted = str(form.get("digits", ""))[:100], str(form.get("next", ""))
    return await run_in_threadpool(_taken, request, typed, wanted)


def _visit(request: Request, wanted: str | None) -> Visit | Response:
    """Who asks; strangers sign in first, and whoever has nothing to do here goes on."""
    use_language(answers.preferences(request).lang)
    path = cookies.own_path(wanted)
    found = cookies.own_standing(request)
    here = f"{PATH}?{urlencode({'next': path})}"
    if found is None:
        return RedirectResponse(f"/sign-in?{urlencode({'next': here})}", 303)
    if found.lacks is Lack.PASSWORD:
        return RedirectResponse(f"/password/change?{urlencode({'next': here})}", 303)
    digest = service.token_hash(request.cookies.get(session_cookie(), ""))
    device: Device = commands.look(
        runtime.store(), reads.device_of, actor=EDGE, now=clock.now(), session_hash=digest
    )
    if not _mine(found.actor).login:
        return _said(
            request, path, _("体験では使いません"), _("番号とパスワードで入る人のための確認です。")
        )
    if device.account_id and found.lacks is not Lack.SECOND_STEP:
        said = _("端末を変えるときは、区の管理者に頼んでください。")
        return _said(request, path, _("二段階の確認を使っています"), said)
    if not device.account_id and found.actor.is_stale:
        return RedirectResponse(f"{reauth.PATH}?{urlencode({'next': here})}", 303)
    return Visit(found, digest, device, path)


def _taken(request: Request, typed: str, wanted: str) -> Response:
    visit = _visit(request, wanted)
    if isinstance(visit, Response):
        return visit
    try:
        return (_passed if visit.device.account_id else _enrolled)(request, visit, typed)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except HubError:
        logs.event("second_step", outcome="failed")
        return _asked(request, visit, is_wrong=True)


def _passed(request: Request, visit: Visit, typed: str) -> Response:
    """Digits or a recovery code of the device; each works once."""
    counted = commands.run(
        runtime.store(), service.count_digits, actor=EDGE, now=clock.now(),
        once=commands.new_once(), raw={"session_hash": visit.digest},
    )  # fmt: skip
    account_id, token = visit.device.account_id, service.new_token()
    fits: dict[str, object] = {}
    if counted.is_free:
        seed = runtime.keyring().opened(PURPOSE, str(account_id), visit.device.seed_sealed)
        if step := service.fitting_step(seed, typed, clock.now()):
            fits = {"step": step}
        elif code := service.as_recovery(typed):
            fits = {"recovery": _keyed(account_id, code)}
    if not fits:
        logs.event("second_step", outcome="failed")
        return _asked(request, visit, is_wrong=True)
    raw = {"session_hash": visit.digest, "token_hash": service.token_hash(token), **fits}
    done = commands.run(
        runtime.store(), service.pass_step, actor=EDGE, now=clock.now(),
        once=commands.new_once(), raw=raw,
    )  # fmt: skip
    logs.event("second_step", outcome="passed")
    answer = RedirectResponse(visit.wanted, 303)
    cookies.start(answer, token, stays=done.stays)
    return answer


def _enrolled(request: Request, visit: Visit, typed: str) -> Response:
    """Keep the device whose digits fit the shown key; the recovery codes are shown once."""
    seed = _new_seed(visit)
    step = service.fitting_step(seed, typed, clock.now())
    if not step:
        logs.event("second_step", outcome="failed")
        return _asked(request, visit, is_wrong=True)
    account_id = _account_id(visit)
    codes, token = service.new_recovery(), service.new_token()
    raw = {
        "session_hash": visit.digest,
        "token_hash": service.token_hash(token),
        "seed_sealed": runtime.keyring().sealed(PURPOSE, str(account_id), seed),
        "step": step,
        "recovery": [_keyed(account_id, code) for code in codes],
    }
    done = commands.run(
        runtime.store(), service.enrol, actor=visit.found.actor, now=clock.now(),
        once=commands.new_once(), raw=raw,
    )  # fmt: skip
    logs.event("second_step", outcome="enrolled")
    use_language(answers.preferences(request).lang)
    answer = answers.page(
        request, "totp_codes.html", path=PATH, is_once=True,
        title=_("控えのコードを書き留めてください"),
        codes=[f"{code[:5]}-{code[5:]}" for code in codes],
        lines=[
            _("端末をなくしたとき、6桁の番号の代わりに1回ずつ使えます。"),
            _("この画面を閉じると、もう見られません。印刷するか、紙に書いてください。"),
        ],
        back=_("書き留めたので続ける"),
        back_to=visit.wanted,
    )  # fmt: skip
    cookies.start(answer, token, stays=done.stays)
    return answer


def _asked(request: Request, visit: Visit, *, is_wrong: bool = False) -> Response:
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    is_new = not visit.device.account_id
    seed = _new_seed(visit) if is_new else b""
    answer = answers.page(
        request, "totp.html", 422 if is_wrong else 200, path=PATH,
        title=_("二段階の確認を始める") if is_new else _("二段階の確認"),
        token=token,
        next=visit.wanted,
        picture=service.picture(seed, _mine(visit.found.actor).login) if is_new else "",
        key=service.key_of(seed) if is_new else "",
        wrong=_("番号が違います。しばらく待つと再び試せます。") if is_wrong else "",
        words=_words(is_new=is_new),
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _words(*, is_new: bool) -> dict[str, str]:
    return {
        "purpose": _(
            "スマートフォンなどの認証アプリで、下の図を読み取ります。次からは、パスワードのあとに6桁の番号を入れます。"
        )
        if is_new
        else _("認証アプリに出ている6桁の番号を入れてください。"),
        "picture": _("認証アプリで読み取る図"),
        "key": _("読み取れないときは、この文字を打ち込みます"),
        "digits": _("6桁の番号"),
        "hint": _("アプリに出た番号です。30秒ごとに変わります。")
        if is_new
        else _("端末がないときは、控えのコードを入れます。"),
        "go": _("この端末で始める") if is_new else _("確かめる"),
        "lost": _("アプリの入れ方がわからないときは、区の管理者に聞いてください。")
        if is_new
        else _("端末も控えのコードもないときは、区の管理者に頼んでください。"),
        "out": _("ログアウトする"),
    }


def _said(request: Request, wanted: str, title: str, line: str) -> Response:
    return answers.page(
        request, "said.html", path=PATH,
        title=title, lines=[line], back=_("もとの画面へ進む"), back_to=wanted,
    )  # fmt: skip


def _new_seed(visit: Visit) -> bytes:
    """The key of a device that is not kept yet: of this session alone, made without writing."""
    token = runtime.keyring().token("second_step_seed", visit.digest)
    return base64.urlsafe_b64decode(f"{token}=")[:SEED]


def _keyed(account_id: int, code: str) -> str:
    """What the database knows of a recovery code; without the keyring nobody can try them."""
    return runtime.keyring().token("recovery", f"{account_id}:{code}")


def _account_id(visit: Visit) -> int:
    kept = commands.look(
        runtime.store(), reads.credentials_of, actor=EDGE, now=clock.now(),
        login=_mine(visit.found.actor).login,
    )  # fmt: skip
    return int(kept.account_id)


def _mine(actor: Actor) -> MyPassword:
    mine: MyPassword = commands.look(
        runtime.store(), reads.my_password, actor=actor, now=clock.now()
    )
    return mine
