"""What the server tells the browser of its address: only what the browser does not know itself.

Told late, after the person has gone back, it would be written under the page that is open then.
"""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from models.vocab import Role
from tests.security.conftest import Site
from tests.support.websocket import stream

pytestmark = pytest.mark.server


def test_the_address_is_told_only_after_a_link_to_the_open_page(site: Site) -> None:
    with stream(site.server.url, site.cookies(Role.WARD_CLERK)) as tab:
        pages = tab.rerun("inbox").pages
        assert tab.rerun(page_hash=pages["inbox"], query="claim=1").told == ["claim=1"]
        assert tab.rerun(page_hash=pages["inbox"], query="claim=1").told == []
        assert tab.rerun(page_hash=pages["budget"]).told == []
        assert tab.rerun(page_hash=pages["inbox"], query="claim=2").told == []
        back = BackMsg()
        back.rerun_script.page_script_hash = pages["inbox"]
        back.rerun_script.query_string = "claim=1"
        back.rerun_script.is_history_navigation = True
        back.rerun_script.context_info.timezone = "Asia/Tokyo"
        assert tab.send(back).told == []
