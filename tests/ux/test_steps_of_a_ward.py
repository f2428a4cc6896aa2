"""The administrator's home names the step that can be done now."""

from pages.home.parts.admin import Step, next_of


def test_a_step_that_others_have_to_answer_comes_after_what_can_be_done() -> None:
    asked = Step("clerk", "people", is_done=False, waits_for="…", is_sent=True)
    open_one = Step("programme", "programme-new", is_done=False)
    done = Step("budget", "allotment", is_done=True)
    assert next_of((asked, open_one, done)) is open_one
    assert next_of((asked, done)) is asked
    assert next_of((done,)) is None
