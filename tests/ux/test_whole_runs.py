"""What a person pressed is done before the next thing that the same window asks for."""

from threading import Thread
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)

from pages.kit import whole_runs
from pages.kit.whole_runs import WholeRuns, whole

HERE = "page-here"
THERE = "page-there"


def a_press(page: str = HERE, button: str = "button") -> RerunData:
    """What the browser sends for a pressed button."""
    states = WidgetStates()
    states.widgets.add(id=button, trigger_value=True)
    return RerunData(widget_states=states, page_script_hash=page)


def a_look(page: str = HERE) -> RerunData:
    """What the browser sends for a chosen page or a changed answer."""
    states = WidgetStates()
    states.widgets.add(id="answer", string_value="word")
    return RerunData(widget_states=states, page_script_hash=page)


def asked(requests: ScriptRequests, run: RerunData) -> None:
    """Ask as the connection does: from another thread than the pages'."""
    thread = Thread(target=requests.request_rerun, args=(run,))
    thread.start()
    thread.join()


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> WholeRuns:
    """The requests of a window that shows a page."""
    found = WholeRuns()
    context = SimpleNamespace(page_script_hash=HERE, script_requests=found)
    monkeypatch.setattr(whole_runs, "get_script_run_ctx", lambda: context)
    return found


def test_a_press_is_not_cut_short_and_the_next_one_comes_after_it(requests: WholeRuns) -> None:
    asked(requests, a_press())
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.RERUN
    other = a_press(button="other")
    asked(requests, other)
    assert requests.on_scriptrunner_yield() is None
    after = requests.on_scriptrunner_ready()
    assert after.type is ScriptRequestType.RERUN
    assert after.rerun_data.widget_states == other.widget_states


def test_a_second_press_on_the_same_button_meanwhile_is_no_second_act(
    requests: WholeRuns,
) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    asked(requests, a_press())
    requests.request_rerun(RerunData(page_script_hash=HERE))
    again = requests.on_scriptrunner_yield()
    assert again is not None
    assert again.rerun_data.widget_states is not None
    assert not again.rerun_data.widget_states.widgets


def test_a_press_too_many_is_none_either_while_the_page_draws_itself_anew(
    requests: WholeRuns,
) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    requests.request_rerun(RerunData(page_script_hash=HERE))
    requests.on_scriptrunner_yield()
    asked(requests, a_press())
    found = requests.on_scriptrunner_yield()
    assert found is not None
    assert found.rerun_data.widget_states is not None
    assert not found.rerun_data.widget_states.widgets


def test_the_same_button_pressed_after_another_counts_again(requests: WholeRuns) -> None:
    for button in ("button", "other", "button"):
        asked(requests, a_press(button=button))
        run = requests.on_scriptrunner_ready().rerun_data
        assert run.widget_states == a_press(button=button).widget_states


def test_a_page_that_only_draws_gives_way_at_once(requests: WholeRuns) -> None:
    asked(requests, a_look())
    requests.on_scriptrunner_ready()
    asked(requests, a_press())
    found = requests.on_scriptrunner_yield()
    assert found is not None
    assert found.rerun_data.widget_states == a_press().widget_states
    asked(requests, a_look())
    assert requests.on_scriptrunner_yield() is None, "the press that cut in is whole as well"


def test_a_changed_answer_with_an_act_of_its_own_is_whole(requests: WholeRuns) -> None:
    done = []
    asked(requests, a_look())
    requests.on_scriptrunner_ready()
    whole(lambda: done.append(True))()
    asked(requests, a_look())
    assert requests.on_scriptrunner_yield() is None
    assert done == [True]


def test_a_page_that_has_done_its_act_is_drawn_anew(requests: WholeRuns) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    requests.request_rerun(RerunData(page_script_hash=HERE))
    assert requests.on_scriptrunner_yield() is not None


def test_who_goes_to_another_page_meanwhile_gets_there(requests: WholeRuns) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    asked(requests, a_look(THERE))
    requests.request_rerun(RerunData(page_script_hash=HERE))
    found = requests.on_scriptrunner_yield()
    assert found is not None
    assert found.rerun_data.page_script_hash == THERE


def test_a_page_that_leads_on_wins_over_a_second_press_on_it(requests: WholeRuns) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    asked(requests, a_press())
    requests.request_rerun(RerunData(page_script_hash=THERE))
    found = requests.on_scriptrunner_yield()
    assert found is not None
    assert found.rerun_data.page_script_hash == THERE


def test_a_closed_window_ends_the_run_only_after_the_press(requests: WholeRuns) -> None:
    asked(requests, a_press())
    requests.on_scriptrunner_ready()
    requests.request_stop()
    assert requests.on_scriptrunner_yield() is None
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.STOP


def test_new_windows_of_streamlit_take_our_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one seam to Streamlit: its runner makes its requests by this name."""
    monkeypatch.setitem(vars(script_runner), "ScriptRequests", ScriptRequests)
    whole_runs.install()
    assert script_runner.ScriptRunner.__init__.__globals__["ScriptRequests"] is WholeRuns
