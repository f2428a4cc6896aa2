"""Private calendars: an address nobody can guess shows one person's own dates to a calendar."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.accounts.service import reader_of
from hub.experts import reads as experts
from hub.i18n import _, translated, use_language
from hub.internship import reads as internship
from hub.kernel.errors import Params
from hub.platform import calendar_feed, clock, commands, runtime
from hub.platform.calendar_feed import Entry, Feed
from hub.platform.context import Actor
from hub.training import reads as training
from models.vocab import FIRM_ROLES, Role

FOLDER: Final = "/ical/"
TOKEN: Final = re.compile(r"([A-Za-z0-9_-]{43})\.ics", re.ASCII)
OF_PERSON: Final = "person_id"
OF_FIRM: Final = "firm_id"
Source = tuple[Callable[..., Any], str]
FIRM: Final[tuple[Source, ...]] = (
    (internship.firm_feed, OF_FIRM),
    (experts.place_feed, OF_FIRM),
    (training.firm_feed, OF_FIRM),
)
SOURCES: Final[Mapping[Role, tuple[Source, ...]]] = {
    Role.STUDENT: ((internship.student_feed, OF_PERSON),),
    Role.EXPERT: ((experts.expert_feed, OF_PERSON), (training.trainer_feed, OF_PERSON)),
    **dict.fromkeys(FIRM_ROLES, FIRM),
}


def routes() -> list[Route]:
    """Addresses of this file; the last part is a path, so that nothing beside it is served."""
    return [Route(f"{FOLDER}{{rest:path}}", show, methods=["GET", "HEAD"])]


def show(request: Request) -> Response:
    """Hand out the calendar; unknown, stopped and malformed addresses answer alike."""
    found = TOKEN.fullmatch(str(request.scope["path"]).removeprefix(FOLDER))
    reader = reader_of(runtime.store(), found[1], clock.now()) if found else None
    if reader is None:
        return Response("", 404)
    use_language("en" if request.query_params.get("lang") == "en" else "ja")
    public = runtime.settings().public_url.rstrip("/")
    feed = Feed(_("わざハブ"), urlsplit(public).hostname or "", public)
    body = calendar_feed.written(_entries(reader), feed, _say, clock.now())
    mark = calendar_feed.tag(body)
    headers = {"etag": mark, "cache-control": "private, no-cache"}
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["content-disposition"] = 'inline; filename="waza-hub.ics"'
    return Response(body, headers=headers, media_type="text/calendar")


def _entries(reader: Actor) -> list[Entry]:
    store, now = runtime.store(), clock.now()
    values = {OF_PERSON: reader.person_id, OF_FIRM: reader.seat.firm_id}
    return [
        entry
        for source, name in SOURCES.get(reader.role, ())
        if values[name] is not None
        for entry in commands.look(store, source, actor=reader, now=now, **{name: values[name]})
    ]


def _say(msgid: str, params: Params) -> str:
    return translated(msgid).format(**params)
