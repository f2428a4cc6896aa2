"""Files leave here and nowhere else: by session, by scope, with a record of who took a copy."""

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.i18n import _, use_language
from hub.kernel.errors import HubError
from hub.platform import clock, commands, files, runtime
from hub.platform.context import Actor
from models.vocab import FileKind
from pages.routes import answers, cookies

# At most 18 digits: what a database counts with.
NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
FOLDER: Final = "/files/"
MEDIA_TYPES: Final = (
    (FileKind.PDF, "application/pdf"),
    (FileKind.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (FileKind.CSV, "text/csv; charset=utf-8"),
    (FileKind.JPG, "image/jpeg"),
    (FileKind.PNG, "image/png"),
    (FileKind.ZIP, "application/zip"),
)


def routes() -> list[Route]:
    """Addresses of this file; the last part is a path, so that nothing beside it is served."""
    return [Route(f"{FOLDER}{{rest:path}}", download, methods=["GET"])]


def download(request: Request) -> Response:
    """Hand out one file; foreign, missing and malformed numbers answer alike."""
    # Not the router's own part: its pattern overlooks a line break at the end.
    found = NUMBER.fullmatch(str(request.scope["path"]).removeprefix(FOLDER))
    number = found[0] if found else "0"
    actor = cookies.visitor(request)
    if actor is None or found is None:
        return _missing(request, actor, number)
    try:
        facts = _taken(actor, int(number))
    except HubError:
        return _missing(request, actor)
    body = files.body_of(runtime.store(), facts.stored)
    if facts.is_once:
        files.take_away(runtime.store(), facts.stored)
    return Response(body, headers=_headers(facts))


def _taken(actor: Actor, file_id: int) -> files.FileFacts:
    """Ask for the file in the actor's name and record it before a byte leaves."""
    store, now = runtime.store(), clock.now()
    facts: files.FileFacts = commands.look(
        store, files.file_facts, actor=actor, now=now, file_id=file_id
    )
    commands.run(
        store,
        files.open_file,
        actor=actor,
        now=now,
        once=commands.new_once(),
        raw={"file_id": file_id},
    )
    return facts


def _headers(facts: files.FileFacts) -> dict[str, str]:
    """Headers of an attachment; its name in both forms of RFC 6266."""
    plain = f"file-{facts.file_id}.{facts.kind.value}"
    named = quote(facts.name, safe="")
    return {
        "content-type": dict(MEDIA_TYPES)[facts.kind],
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}",
        "cache-control": "no-store",
    }


def _missing(request: Request, actor: Actor | None, number: str = "") -> Response:
    """Answer that there is no such file; a stranger is offered the way by the sign-in page."""
    use_language(answers.preferences(request).lang)
    return answers.page(
        request,
        "refused.html",
        404,
        path="/files/0",
        title=_("見つかりません"),
        words=_("このファイルはないか、あなたの役割では見られません。"),
        back=_("最初の画面へ進む") if actor else _("ログインの画面へ進む"),
        back_to="/" if actor else f"/sign-in?next=/files/{number}",
    )
