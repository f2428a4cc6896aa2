"""What tests/registry cannot see of rights: it asks every command and read as every role."""

from hub.internship import access, words
from hub.platform.context import Actor, Seat
from models.vocab import Role

OWN, OTHER = 1, 2


def test_another_seat_of_the_same_person_gives_no_right() -> None:
    own = Seat(1, Role.COORDINATOR, OWN)
    actor = Actor(OWN, "", Seat(2, Role.COORDINATOR, OTHER), others=(own,))
    assert access.may_run_round(actor, OWN) == words.NOT_YOURS
