"""Somebody with several roles says in which one to act."""

from typing import Final, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.accounts import service
from hub.directory import reads as directory
from hub.i18n import _, use_language
from hub.kernel.errors import HubError
from hub.platform import clock, commands, runtime
from hub.platform.context import Actor, system_actor
from pages.kit import address
from pages.kit.page import role_words, session_cookie
from pages.routes import answers, cookies

EDGE: Final = system_actor("seat")
PATH: Final = "/seat"


class Choice(NamedTuple):
    """One seat, ready to be shown."""

    membership_id: int
    role: str
    firm: str


def routes() -> list[Route]:
    """Addresses of this file."""
    return [Route(PATH, show, methods=["GET"]), Route(PATH, choose, methods=["POST"])]


def show(request: Request) -> Response:
    """Show the other seats; who is not signed in goes to the sign-in page."""
    actor = cookies.visitor(request)
    if actor is None:
        return RedirectResponse("/sign-in", 303)
    use_language(answers.preferences(request).lang)
    token = cookies.form_token(request)
    answer = answers.page(
        request, "seat.html", path=PATH, token=token,
        title=_("どの役割で使いますか"),
        words=_("いまは「{role}」として使っています。").format(
            role=role_words(actor.seat)
        ),
        choices=_choices(actor),
        back=_("ホームへ戻る"),
    )  # fmt: skip
    cookies.give_form_token(answer, token)
    return answer


async def choose(request: Request) -> Response:
    """Change the seat by the page's own button."""
    form = await request.form()
    if not cookies.is_own_form(request, str(form.get("token"))):
        return RedirectResponse(PATH, 303)
    wanted = address.read_number(str(form.get("seat", "")))
    return await run_in_threadpool(_changed, request, wanted)


def _changed(request: Request, membership_id: int) -> Response:
    new = service.new_token()
    raw = {
        "token_hash": service.token_hash(request.cookies.get(session_cookie(), "")),
        "new_token_hash": service.token_hash(new),
        "membership_id": membership_id,
    }
    try:
        commands.run(
            runtime.store(), service.switch_seat, actor=EDGE, now=clock.now(),
            once=commands.new_once(), raw=raw,
        )  # fmt: skip
    except HubError:
        return RedirectResponse(PATH, 303)
    answer = RedirectResponse("/", 303)
    cookies.start(answer, new)
    return answer


def _choices(actor: Actor) -> list[Choice]:
    ids = tuple(seat.firm_id for seat in actor.others if seat.firm_id)
    firms = commands.look(
        runtime.store(), directory.firms_of, actor=actor, now=clock.now(), firm_ids=ids
    )
    return [
        Choice(
            seat.membership_id,
            role_words(seat),
            firms[seat.firm_id].name if seat.firm_id in firms else "",
        )
        for seat in actor.others
    ]
