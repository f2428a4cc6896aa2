"""A guardian says yes or no by a link or a printed code, without an account; and takes it back."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import service as accounts
from hub.i18n import _, translated, use_language
from hub.i18n.values import day
from hub.internship import reads, service
from hub.internship.reads import Asked
from hub.kernel.errors import HubError, Invalid, Refused
from hub.platform import clock, commands, logs, runtime
from hub.platform.context import system_actor
from models.vocab.consents import ConsentState
from pages.routes import answers, cookies

EDGE: Final = system_actor("consent")
PATH: Final = "/consent"
CODE: Final = "/consent/code"
# Holds the token or code between the link and the button, so that it is in no address.
COOKIE: Final = "hub_consent"
# Whatever else comes, such as Enter in the field of the name, is no answer.
ANSWERS: Final = frozenset({"agree", "refuse", "withdraw"})
SOON: Final = 60
MOST: Final = 80


def routes() -> list[Route]:
    """Addresses of this file."""
    return [
        Route(PATH, show, methods=["GET"]),
        Route(PATH, say, methods=["POST"]),
        Route(CODE, type_code, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Take the token out of the address; then the question, or the place for a printed code."""
    moved = cookies.take_token(request, COOKIE, PATH)
    if moved is not None:
        return moved
    use_language(answers.preferences(request).lang)
    secret = request.cookies.get(COOKIE, "")
    if not secret:
        return _ask_code(request)
    found = reads.asked(runtime.store(), secret, clock.now())
    return _question(request, found) if found else _ask_code(request, is_wrong=True)


async def type_code(request: Request) -> Response:
    """Take the code of a letter, in any width and case."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    moved = RedirectResponse(PATH, 303)
    moved.set_cookie(
        COOKIE, service.folded_code(str(form.get("code", ""))[:MOST]), max_age=cookies.QUARTER,
        path=PATH, secure=cookies.is_secure(), httponly=True, samesite="lax",
    )  # fmt: skip
    return moved


async def say(request: Request) -> Response:
    """Yes, no, or back: by the page's own buttons."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return answers.refused(request)
    name, answer = str(form.get("guardian", ""))[:MOST], str(form.get("answer", ""))
    return await run_in_threadpool(_said, request, name, answer)


def _said(request: Request, name: str, answer: str) -> Response:
    use_language(answers.preferences(request).lang)
    secret = request.cookies.get(COOKIE, "")
    found = reads.asked(runtime.store(), secret, clock.now())
    if found is None:
        return _ask_code(request, is_wrong=True)
    raw: dict[str, object] = {"secret_hash": accounts.token_hash(secret)}
    if answer not in ANSWERS:
        return _question(
            request, found, _("「同意します」か「同意しません」を押してください。"), name
        )
    does_withdraw = answer == "withdraw"
    if not does_withdraw:
        raw |= {"channel": found.channel, "guardian": name, "does_agree": answer == "agree"}
    function = service.withdraw_consent if does_withdraw else service.answer_consent
    try:
        commands.run(
            runtime.store(), function, actor=EDGE, now=clock.now(), once=commands.new_once(),
            raw=raw,
        )  # fmt: skip
    except Invalid:
        return _question(request, found, _("保護者の名前を入れてください。"), name)
    except Refused as refusal:
        return answers.busy(request, SOON, refusal)
    except HubError:
        logs.event("consent", outcome="failed")
        return _ask_code(request, is_wrong=True)
    return RedirectResponse(PATH, 303)


def _question(request: Request, found: Asked, wrong: str = "", name: str = "") -> Response:
    token = cookies.form_token(request)
    labels = {
        ConsentState.AGREED: _("同意を受け取りました。ありがとうございます。"),
        ConsentState.REFUSED: _("同意しないことを受け取りました。区の担当者が連絡します。"),
        ConsentState.WITHDRAWN: _("同意の取り消しを受け取りました。区の担当者が連絡します。"),
    }
    answer = answers.page(
        request, "consent.html", 422 if wrong else 200, path=PATH, token=token,
        title=_("{name}さんの実習への同意").format(name=found.student),
        round=_("{round}（{first}から{last}まで）").format(
            round=found.round_name, first=day(found.first_day), last=day(found.last_day)
        ),
        lines=[translated(line) for line in found.text],
        said=labels.get(found.state, ""),
        is_asked=found.state == ConsentState.ASKED,
        may_withdraw=found.state == ConsentState.AGREED,
        wrong=wrong,
        name=name,
        words={
            "guardian": _("保護者の名前"), "agree": _("同意します"), "refuse": _("同意しません"),
            "withdraw": _("同意を取り消します"),
            "later": _("この画面は、同じリンクかコードで、あとからも開けます。"),
            "call": _("聞きたいことは、下の番号へ電話してください。"),
        },
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


def _ask_code(request: Request, *, is_wrong: bool = False) -> Response:
    token = cookies.form_token(request)
    answer = answers.page(
        request, "consent_code.html", 404 if is_wrong else 200, path=PATH, token=token,
        title=_("保護者の方へ"),
        lines=[_("手紙に書いてあるコードを入れてください。")],
        wrong=_("このリンクかコードは使えません（期限切れ・使用済み）。区の窓口に頼んでください。")
        if is_wrong
        else "",
        words={"code": _("手紙のコード"), "go": _("内容を見る")},
    )  # fmt: skip
    if is_wrong:
        answer.delete_cookie(COOKIE, path=PATH)
    cookies.give_form_token(answer, token)
    return answer
