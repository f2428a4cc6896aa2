"""Changed rounds: what leaves takes everything with it, and nothing unknown passes."""

from hashlib import sha256

import pytest

from hub.internship.checker import check
from hub.internship.difference import Touch, difference
from hub.internship.edits import Edits, edited
from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.instance import Ban, Instance, Triple
from hub.internship.plan import Published
from hub.internship.solver.run import solve
from hub.internship.solver.whatif import mend, what_if
from hub.kernel.errors import Refused
from tests.support.small_rounds import a_programme, a_random_round, a_student, periods


def a_round() -> Instance:
    """Three people, three firms, two turns each; a pin and a ban of s2."""
    two = {"p1": 2, "p2": 2}
    made = Instance(
        periods=periods(2),
        rotations=2,
        min_trades=1,
        programmes=tuple(a_programme(name, two) for name in "ABC"),
        students=(
            a_student("s1", "A", "B", "C"),
            a_student("s2", "A", "B", "C"),
            a_student("s3", "B", "A", "C"),
        ),
        pins=(Triple("s2", "A", "p1"),),
        bans=(Ban("s2", "C", "p2"),),
    )
    return read_instance(instance_to_json(made))


def test_a_student_who_leaves_takes_pins_and_bans_along() -> None:
    changed = edited(a_round(), Edits(students_gone=frozenset({"s2"})))
    assert [each.id for each in changed.students] == ["s1", "s3"]
    assert (changed.pins, changed.bans) == ((), ())
    assert changed.sha256 == sha256(instance_to_json(changed)).hexdigest()
    assert read_instance(instance_to_json(changed)) == changed


def test_a_firm_that_leaves_closes_its_seats_and_frees_its_pins() -> None:
    changed = edited(a_round(), Edits(firms_gone=frozenset({"firm-A"})))
    assert changed.programmes[0].capacity == {}
    assert changed.pins == ()


def test_seats_absences_pins_bans_and_trades_are_changed_as_asked() -> None:
    pin, ban = Triple("s1", "C", "p2"), Ban("s3", "A")
    edits = Edits(
        seats={("A", "p1"): 5, ("B", "p2"): 0},
        periods_away=frozenset({("s3", "p1")}),
        pins=frozenset({pin}),
        pins_gone=frozenset({Triple("s2", "A", "p1")}),
        bans=frozenset({ban}),
        min_trades=2,
    )
    changed = edited(a_round(), edits)
    assert changed.programmes[0].capacity == {"p1": 5, "p2": 2}
    assert changed.programmes[1].capacity == {"p1": 2, "p2": 0}
    assert changed.students[2].unavailable == ("p1",)
    assert changed.pins == (pin,)
    assert changed.bans == (Ban("s2", "C", "p2"), ban)
    assert changed.min_trades == 2
    assert Edits().is_empty
    assert not edits.is_empty


@pytest.mark.parametrize(
    "edits",
    [
        Edits(students_gone=frozenset({"nobody"})),
        Edits(firms_gone=frozenset({"A"})),
        Edits(programmes_gone=frozenset({"firm-A"})),
        Edits(seats={("A", "p9"): 1}),
        Edits(seats={("A", "p1"): -1}),
        Edits(periods_away=frozenset({("s1", "p9")})),
        Edits(pins=frozenset({Triple("s1", "Z", "p1")})),
        Edits(bans=frozenset({Ban("s9", "A")})),
        Edits(min_trades=3),
    ],
    ids=str,
)
def test_what_the_round_does_not_know_is_refused(edits: Edits) -> None:
    with pytest.raises(Refused):
        edited(a_round(), edits)


def test_what_if_shows_the_plans_side_by_side() -> None:
    given = a_round()
    before = solve(given)
    answer = what_if(given, before.placements, Edits(firms_gone=frozenset({"firm-B"})))
    assert answer.difference.before.placed == before.objective.placed == 6
    assert answer.difference.after.placed == answer.plan.objective.placed
    assert answer.difference.before.wanted == 6
    assert {each.student for each in answer.difference.touched} == {
        each.student for each in {*before.placements} ^ {*answer.plan.placements}
    }
    document = instance_to_json(answer.instance)
    assert check(document, plan_to_json(answer.plan), None).violations == ()


def test_a_mended_plan_touches_few_and_stands() -> None:
    for seed in range(30):
        given = read_instance(instance_to_json(a_random_round(seed)))
        old = plan_to_json(solve(given))
        published = read_published(old)
        left = given.students[0].id
        answer = mend(given, published, Edits(students_gone=frozenset({left})))
        document = instance_to_json(answer.instance)
        assert check(document, plan_to_json(answer.plan), old).violations == (), seed
        touched = {each.student: each for each in answer.difference.touched}
        assert (left in touched) == any(each.student == left for each in published.triples)
        if left in touched:
            assert touched[left].touch is Touch.LEFT
            assert touched[left].new == ()


def test_everybody_touched_is_named_with_old_and_new_places() -> None:
    given = a_round()
    old = (Triple("s1", "A", "p1"), Triple("s2", "A", "p1"), Triple("s2", "B", "p2"))
    new = (Triple("s1", "B", "p1"), Triple("s2", "A", "p1"), Triple("s3", "C", "p2"))
    found = difference(given, old, given, new)
    assert [(each.student, each.touch.value) for each in found.touched] == [
        ("s1", "moved"),
        ("s2", "lost"),
        ("s3", "gained"),
    ]
    assert found.touched[1].gone == (old[2],)
    assert found.touched[1].kept == (old[1],)
    assert found.programmes_touched == ("A", "B", "C")
    assert (found.before.by_count, found.after.by_count) == ((1, 1, 1), (0, 3, 0))
    assert (found.before.by_rank, found.after.by_rank) == ((2, 1), (1, 1, 1))
    assert (found.before.top, found.after.worst_rank) == (3, 3)


def test_a_published_plan_of_nobody_is_no_loss() -> None:
    answer = mend(a_round(), Published(frozenset(), "0" * 64), Edits(min_trades=1))
    assert answer.plan.objective.penalty == 0
