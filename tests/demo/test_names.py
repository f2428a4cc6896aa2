"""The invented students of the demo can be told apart."""

from itertools import pairwise

from seed import names


def test_no_two_students_are_called_alike_and_neighbours_share_no_given_name() -> None:
    made = [name for name, _kana in names.students(len(names.FAMILIES) * len(names.GIVEN))]
    assert len(set(made)) == len(names.FAMILIES) * len(names.GIVEN)
    given = [name.split(" ")[1] for name in made]
    assert all(one != other for one, other in pairwise(given))
