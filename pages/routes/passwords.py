"""Setting and changing the own password; judged as typed, kept as a hash only."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import reads, service
from hub.accounts.reads import MyPassword
from hub.accounts.service import Lack, Standing
from hub.directory import reads as directory
from hub.i18n import _, translated, use_language
from hub.kernel.errors import HubError, Refused
from hub.platform import clock, commands, logs, runtime
from hub.platform.context import Actor
from pages.kit.page import session_cookie
from pages.routes import answers, cookies, reauth

SOON: Final = 60
PATH: Final = "/password/change"
TO_SIGN_IN: Final = f"/sign-in?next={PATH}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Which field is wrong, and why, in the person's language."""

    field: str
    words: str


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route(PATH, show, methods=["GET"]),
        Route(PATH, change, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Show the form to somebody who is in."""
    found = cookies.standing(request)
    if found is None or found.lacks is Lack.SECOND_STEP:
        return RedirectResponse(TO_SIGN_IN if found is None else f"/totp?next={PATH}", 303)
    return _form(request, found, cookies.own_path(request.query_params.get("next")))


async def change(request: Request) -> Response:
    """Judge the new password, hold the old one against its hash, then keep the new hash."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    typed = str(form.get("old", "")), str(form.get("new", ""))
    wanted = cookies.own_path(str(form.get("next", "")))
    return await run_in_threadpool(_change, request, typed, wanted)


def _change(request: Request, typed: tuple[str, str], wanted: str) -> Response:
    found = cookies.standing(request)
    if found is None or found.lacks is Lack.SECOND_STEP:
        return RedirectResponse(TO_SIGN_IN if found is None else f"/totp?next={PATH}", 303)
    use_language(answers.preferences(request).lang)
    try:
        problem = _problem(request, found.actor, typed)
        if problem is not None:
            return _form(request, found, wanted, problem)
        return _if_fresh(request, typed[1], wanted)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except HubError:
        return RedirectResponse(TO_SIGN_IN, 303)


def _if_fresh(request: Request, new: str, wanted: str) -> Response:
    """Keep it when somebody has just proved who sits here; the old password is such a proof."""
    proved = cookies.standing(request)
    if proved is None or proved.actor.is_stale:
        here = f"{PATH}?{urlencode({'next': wanted})}"
        return RedirectResponse(f"{reauth.PATH}?{urlencode({'next': here})}", 303)
    return _kept(request, proved.actor, new, wanted)


def _problem(request: Request, actor: Actor, typed: tuple[str, str]) -> Problem | None:
    """What is wrong with the form; a wrong old password counts like a wrong sign-in."""
    old, new = typed
    mine = _mine(actor)
    weak = service.judged(mine, new, _names(actor))
    if weak is not None:
        return Problem("new", translated(weak.reason.text).format(**weak.params))
    if mine.password_hash is None:
        return None
    if not reauth.confirm(request, mine.login, old, is_code_too=False):
        logs.event("password", outcome="failed")
        return Problem("old", _("今のパスワードが違います。しばらく待つと再び試せます。"))
    return None


def _kept(request: Request, actor: Actor, new: str, wanted: str) -> Response:
    token = service.new_token()
    raw = {
        "password_hash": service.hashed(service.as_kept(new)),
        "session_hash": service.token_hash(request.cookies.get(session_cookie(), "")),
        "token_hash": service.token_hash(token),
    }
    done = commands.run(
        runtime.store(), service.set_password, actor=actor, now=clock.now(),
        once=commands.new_once(), raw=raw,
    )  # fmt: skip
    logs.event("password", outcome="changed")
    answer = answers.page(
        request, "said.html", path=PATH,
        title=_("パスワードを変えました") if done.was_set else _("パスワードを決めました"),
        lines=[
            _("次からは、利用者番号 {login} とこのパスワードで入れます。").format(login=done.login),
            _("ほかの端末からは、ログアウトしました。"),
        ],
        back=_("続ける"),
        back_to=wanted,
    )  # fmt: skip
    cookies.start(answer, token, stays=done.stays)
    return answer


def _form(
    request: Request, found: Standing, wanted: str, problem: Problem | None = None
) -> Response:
    use_language(answers.preferences(request).lang)
    mine = _mine(found.actor)
    token = cookies.form_token(request)
    has_old = mine.password_hash is not None
    must = found.lacks is Lack.PASSWORD
    answer = answers.page(
        request, "password_change.html", 200 if problem is None else 422, path=PATH,
        title=_("パスワードを変える") if has_old else _("パスワードを決める"),
        token=token,
        next=wanted,
        back_to="/sign-out" if must else wanted,
        later=_later(must=must, has_old=has_old),
        login=mine.login,
        has_old=has_old,
        problem=problem.words if problem else "",
        problem_at=problem.field if problem else "",
        phrase=service.passphrase(),
        words=_words(mine, must=must, has_old=has_old),
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _later(*, must: bool, has_old: bool) -> str:
    if must:
        return _("ログアウトする")
    return _("変えずに戻る") if has_old else _("あとで決める（手紙のコードでも入れます）")


def _words(mine: MyPassword, *, must: bool, has_old: bool) -> dict[str, str]:
    if must:
        purpose = _("区の職員と相談員は、はじめにパスワードを決めます。")
    elif has_old:
        purpose = _("変えると、ほかの端末からはログアウトします。")
    else:
        purpose = _("決めておくと、次から手紙を待たずに入れます。")
    return {
        "purpose": purpose,
        "login": _("利用者番号"),
        "old": _("今のパスワード"),
        "new": _("新しいパスワード"),
        "hint": _("{least}文字以上。文字の種類に決まりはありません。").format(least=mine.least),
        "show": _("表示"),
        "suggest": _(
            "思いつかないときは、次の4つの言葉をそのまま使えます。紙に書いておいてください。"
        ),
        "save": _("このパスワードにする"),
    }


def _mine(actor: Actor) -> MyPassword:
    found: MyPassword = commands.look(
        runtime.store(), reads.my_password, actor=actor, now=clock.now()
    )
    return found


def _names(actor: Actor) -> tuple[str, ...]:
    """Names of the firms in which the person has a seat."""
    ids = tuple({seat.firm_id for seat in (actor.seat, *actor.others) if seat.firm_id})
    firms = commands.look(
        runtime.store(), directory.firms_of, actor=actor, now=clock.now(), firm_ids=ids
    )
    return tuple(facts.name for facts in firms.values())
