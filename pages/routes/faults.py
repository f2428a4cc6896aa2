"""What a fault shows: a number and the desk, never a traceback; the traceback goes to the log."""

import logging
import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from hub.i18n import _
from hub.platform import logs, runtime
from pages.kit import outcomes
from pages.routes import answers

LOG: Final = logging.getLogger("hub.fault")


def of_route(request: Request, error: Exception) -> Response:
    """Answer a fault of one of our routes."""
    incident = _logged("route.fault", error)
    return answers.page(
        request,
        "refused.html",
        500,
        title=_("うまく動きませんでした"),
        words=_("番号 {incident} を区の窓口へお伝えください。").format(incident=incident),
        back=_("ログインの画面へ進む"),
        back_to="/sign-in",
    )


def of_script(error: Exception) -> bool:
    """Show a fault that no page caught in place of Streamlit's own words."""
    outcomes.fault(_logged("script.fault", error), runtime.settings().contact)
    return True


def _logged(event: str, error: Exception) -> str:
    # What the person reads out is the beginning of the number in the log and in the header.
    incident = logs.REQUEST.get()[: answers.INCIDENT_LENGTH] or secrets.token_hex(4)
    LOG.error(event, exc_info=error, extra={"incident": incident})
    return incident
