"""What tests/registry cannot see of rights: it asks every command and read as every role."""

from hub.platform.context import Actor, Seat
from hub.training import access, words
from models.vocab import Role

OWN = 1


def test_another_seat_of_the_same_person_gives_no_right() -> None:
    own = Seat(1, Role.COORDINATOR, OWN)
    actor = Actor(OWN, "", Seat(2, Role.WARD_CLERK, OWN), others=(own,))
    assert access.may_run_course(actor, OWN) == words.NOT_YOURS
