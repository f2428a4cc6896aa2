"""Trials of changed rules: the right yen in both worlds, and nothing of a claim is touched."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from hub.kernel.errors import Forbidden, Invalid, Refused
from hub.kernel.money import Rate
from hub.platform.db import Store
from hub.subsidy import amounts, reads, service, simulating, trial_worker
from hub.subsidy.amounts import LimitedBy
from hub.subsidy.changed_rules import Change, changed_sheet, read_change
from hub.subsidy.simulating import Asked, Side
from models.platform import JobRow
from models.subsidy import BudgetLine, Claim, ProgrammeVersion, SimulatedClaim, Simulation
from models.vocab import JobState, Role
from models.vocab.subsidy import AmountLimit, FirmSize, Outcome
from models.vocab.training import SizeBand
from tests.support import claims, trials
from tests.support.claims import NEXT_DAY, Office, a_sheet, an_office
from tests.support.database import digest
from tests.support.internship import SYSTEM, a_person, do, rows, see
from tests.support.training import Town, a_course, a_representative, sign_up

FIRST: Final = date(2026, 4, 1)
OWN_TABLES: Final = frozenset(
    {"simulation", "simulated_claim", "job", "audit", "audit_head", "audit_salt", "once_key"}
)


def rules(num: int, den: int, **more: Any) -> amounts.Programme:  # noqa: ANN401  parts of the sheet
    """A programme that pays a part of the net costs."""
    cap, unit = more.pop("cap", 500_000), more.pop("unit", 1000)
    year = more.pop("year", None)
    return amounts.Programme(
        id="t", version=1, terms=(amounts.Term("base", rate=Rate(num, den)),),
        rounding=amounts.Rounding(unit=unit),
        caps=amounts.Caps(total=cap, applicant_year=year), **more,
    )  # fmt: skip


def a_claim(number: int, base: int, sheet: amounts.Programme, **more: Any) -> Asked:  # noqa: ANN401  parts of a claim
    """A claim of one base, sent on the day of its number, that asks for all it can get."""
    costs = amounts.Costs(base=base)
    full = amounts.calculate(amounts.Case(programme=sheet, plan=costs)).plan
    assert full is not None
    asked = Asked(
        number, FIRST + timedelta(days=number), number, costs, (), full.entitlement, sheet
    )
    return replace(asked, **more)


def test_who_asked_for_everything_asks_for_everything_under_other_rules() -> None:
    old, new = rules(1, 2), rules(2, 3)
    full, less = a_claim(1, 300_000, old), a_claim(2, 300_000, old, yen=100_000)
    pairs = simulating.compare((full, less), Side(old, 10**9), Side(new, 10**9))
    assert [(pair.old.yen, pair.new.yen) for pair in pairs] == [
        (150_000, 200_000),
        (100_000, 100_000),
    ]
    assert pairs[1].new.limited_by is LimitedBy.ASKED


def test_a_claim_under_another_version_is_held_against_its_own_rules() -> None:
    own, old, new = rules(1, 3), rules(1, 2), rules(2, 3)
    full, less = a_claim(1, 300_000, own), a_claim(2, 300_000, own, yen=99_000)
    pairs = simulating.compare((full, less), Side(old, 10**9), Side(new, 10**9))
    assert [(pair.old.yen, pair.new.yen) for pair in pairs] == [
        (150_000, 200_000),
        (99_000, 99_000),
    ]


def test_money_runs_out_on_its_day_and_a_smaller_claim_may_pass() -> None:
    old = rules(1, 2)
    sent = [a_claim(1, 600_000, old), a_claim(2, 600_000, old), a_claim(3, 40_000, old)]
    pairs = simulating.compare(sent, Side(old, 350_000), Side(old, 10**9))
    given = simulating.total(((pair.day, pair.old) for pair in pairs), 350_000)
    assert [pair.old.yen for pair in pairs] == [300_000, 0, 20_000]
    assert (given.yen, given.left, given.waiting, given.granted) == (320_000, 30_000, 1, 2)
    assert (given.out_on, given.by_limit["budget"]) == (FIRST + timedelta(days=2), 1)
    free = simulating.total(((pair.day, pair.new) for pair in pairs), 10**9)
    assert (free.yen, free.out_on, free.waiting) == (620_000, None, 0)


def test_a_part_is_given_where_the_rules_give_parts() -> None:
    old = rules(1, 2, partial_award=True)
    sent = [a_claim(1, 600_000, old), a_claim(2, 600_000, old), a_claim(3, 40_000, old)]
    pairs = simulating.compare(sent, Side(old, 350_500), Side(old, 350_500))
    assert [pair.old.yen for pair in pairs] == [300_000, 50_000, 0]
    assert [pair.old.waits for pair in pairs] == [False, False, True]


def test_a_rest_below_the_floor_is_short_money_and_a_small_claim_is_not() -> None:
    old = rules(1, 2, partial_award=True, floors=amounts.Floors(amount_min=20_000))
    sent = [a_claim(1, 20_000, old, yen=10_000), a_claim(2, 600_000, old), a_claim(3, 80_000, old)]
    pairs = simulating.compare(sent, Side(old, 310_000), Side(old, 310_000))
    assert [(pair.old.yen, pair.old.is_short) for pair in pairs] == [
        (0, False),
        (300_000, False),
        (0, True),
    ]


def test_the_cap_of_the_year_counts_what_the_group_got_in_the_same_world() -> None:
    old, new = rules(1, 2, year=400_000), rules(1, 4, year=400_000)
    sent = [replace(a_claim(at, 600_000, old), group_id=7, yen=300_000) for at in (1, 2, 3)]
    pairs = simulating.compare(sent, Side(old, 10**9), Side(new, 10**9))
    assert [pair.old.yen for pair in pairs] == [300_000, 100_000, 0]
    assert [pair.new.yen for pair in pairs] == [150_000, 150_000, 100_000]


def _by_hand(
    bases: list[int], num: int, cap: int, unit: int, budget: int, *, part: bool
) -> list[int]:
    """Written anew from the design: rate, cut, cap, cut, budget, claim by claim."""
    found = []
    for base in bases:
        yen = min(base * num // 12 // unit * unit, cap // unit * unit, base // unit * unit)
        rest = budget // unit * unit
        if yen > budget:
            yen = rest if part else 0
        budget -= yen
        found.append(yen)
    return found


def test_two_hundred_random_years_give_what_a_second_hand_computes() -> None:
    dice = random.Random(39)  # noqa: S311  cases, no secrets
    for _year in range(200):
        bases = [dice.randrange(0, 900_000) for _ in range(dice.randrange(1, 30))]
        worlds = []
        for _world in range(2):
            num, cap = dice.randrange(1, 13), dice.randrange(1000, 600_000)
            unit, part = dice.choice((1, 10, 100, 1000)), dice.random() < 0.5
            budget = dice.randrange(1, 4_000_000)
            sheet = rules(num, 12, cap=cap, unit=unit, partial_award=part)
            worlds.append((Side(sheet, budget), _by_hand(bases, num, cap, unit, budget, part=part)))
        (old, by_hand), (new, new_by_hand) = worlds
        sent = [a_claim(at, base, old.programme) for at, base in enumerate(bases, start=1)]
        pairs = simulating.compare(sent, old, new)
        assert [pair.old.yen for pair in pairs] == by_hand
        assert [pair.new.yen for pair in pairs] == new_by_hand
        given = simulating.total(((pair.day, pair.new) for pair in pairs), new.budget)
        assert given.left >= 0
        assert given.yen == sum(new_by_hand)
        assert sum(given.by_limit.values()) == len(bases)


def test_changes_reach_their_places_in_the_sheet_and_come_back_as_they_were() -> None:
    change = Change(
        rate=(3, 4), total=800_000, applicant_year=900_000, unit=100, place=amounts.Place.LINE,
        tax_basis=amounts.TaxBasis.GROSS, tax_place=amounts.TaxPlace.SUM, partial_award=False,
        budget=5,
    )  # fmt: skip
    sheet = a_sheet()
    before = str(sheet)
    made = changed_sheet(sheet, change, "demo", 1).programme
    assert str(sheet) == before
    assert made.terms[0].rate == Rate(3, 4)
    assert (made.terms[0].unit, made.rounding.unit) == (100, 100)
    assert (made.caps.total, made.caps.applicant_year) == (800_000, 900_000)
    assert (made.rounding.place, made.tax.basis) == (amounts.Place.LINE, amounts.TaxBasis.GROSS)
    assert (made.tax.place, made.partial_award) == (amounts.TaxPlace.SUM, False)
    assert read_change(change.stored()) == change
    assert read_change({}) == Change()


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"total": 900}, "total", "subsidy.case.cap_below_unit"),
        ({"unit": 1_000_000}, "total", "subsidy.case.cap_below_unit"),
        ({"rate": [3, 2]}, "change.rate", "subsidy.rate_above_one"),
        ({}, "form", "subsidy.nothing_tried"),
    ],
)
def test_a_change_that_cannot_be_is_refused_at_its_field(
    store: Store, change: dict[str, Any], field: str, code: str
) -> None:
    office = an_office(store)
    claims.granted(office)
    before = digest(store)
    with pytest.raises(Invalid) as refusal:
        do(store, service.start_simulation, office.clerk, now=NEXT_DAY,
           budget_line_id=office.budget_line_id,
           version_id=rows(store, ProgrammeVersion)[0].id, change=change)  # fmt: skip
    found = refusal.value.problems[0]
    assert (found.field, found.reason.code) == (field, code)
    assert digest(store) == before


def test_a_programme_without_a_rate_says_so() -> None:
    sheet = a_sheet(terms=[{"of": "count:expert", "each": 5700}])
    with pytest.raises(Invalid) as refusal:
        changed_sheet(sheet, Change(rate=(1, 2)), "demo", 1)
    assert refusal.value.problems[0].field == "rate"


def test_the_stored_rules_give_what_was_really_granted(store: Store) -> None:
    """One claim granted by people, tried on its own rules: the same yen, and the change beside."""
    office = an_office(store)
    claims.granted(office)
    seen = trials.tried(office, budget=claims.ALLOTTED + 1)
    real = rows(store, Claim)[0].granted_yen
    assert (seen.old.yen, seen.new.yen) == (real, real)
    assert (seen.more, seen.less, seen.changed) == (0, 0, ())
    assert seen.card.outcome is Outcome.DONE
    found = see(store, reads.trial_claims, office.clerk, simulation_id=seen.card.simulation_id)
    assert [(each.granted_yen, each.reference) for each in found] == [(real, "C-2026-0001")]


def test_a_trial_writes_nothing_but_itself(store: Store) -> None:
    office = an_office(store)
    claims.granted(office)
    trials.plant(office, 660_000, asked_yen=400_000)
    before = digest(store, but=OWN_TABLES)
    seen = trials.tried(office, rate=[3, 4], total=440_000)
    assert digest(store, but=OWN_TABLES) == before
    assert (seen.old.yen, seen.new.yen) == (416_000, 458_000)
    assert (seen.more, seen.less, seen.card.claims) == (2, 0, 2)
    assert [each.more_yen for each in seen.changed] == [40_000, 2_000]
    assert (seen.new.by_limit["rate"], seen.new.by_limit["total_cap"]) == (1, 1)
    kept = rows(store, Simulation)[0]
    assert kept.changes == {"rate": [3, 4], "total": 440_000}


def test_who_waits_and_when_the_money_is_gone_is_told(store: Store) -> None:
    office = an_office(store, partial_award=False)
    claims.granted(office)
    trials.plant(office, 660_000, days=3, asked_yen=400_000)
    trials.plant(office, 66_000, days=5, asked_yen=40_000)
    seen = trials.tried(office, budget=100_000)
    assert (seen.old.waiting, seen.old.out_on) == (0, None)
    assert (seen.new.waiting, seen.new.yen, seen.new.left) == (1, 56_000, 44_000)
    assert seen.new.out_on == date(2026, 12, 31)


def test_claims_are_counted_by_the_size_their_leading_firm_last_told(store: Store) -> None:
    office = an_office(store)
    claims.granted(office)
    ward, clerk = office.ward, office.clerk
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子")
    firm = a_representative(store, ward, 1)
    town = Town(store, ward, ward, coordinator, clerk, office.scene.expert, (firm,))
    course = a_course(town)
    sign_up(town, course, firm, "初めの人", size_band=SizeBand.UP_TO_5)
    sign_up(town, course, firm, "次の人", size_band=SizeBand.FROM_6_TO_20)
    trials.plant(office, 660_000, asked_yen=400_000, firm_id=firm.seat.firm_id or 0)
    seen = trials.tried(office, rate=[3, 4])
    by_size = {row.size: (row.claims, row.old_yen, row.new_yen) for row in seen.sizes}
    assert by_size == {
        FirmSize.UP_TO_5: (0, 0, 0),
        FirmSize.FROM_6_TO_20: (1, 400_000, 450_000),
        FirmSize.OVER_20: (0, 0, 0),
        FirmSize.UNKNOWN: (1, 16_000, 18_000),
    }


def test_one_trial_at_a_time_and_a_lost_one_makes_room(store: Store) -> None:
    office = an_office(store)
    claims.granted(office)
    number = trials.asked(office)
    with pytest.raises(Refused) as refusal:
        trials.asked(office)
    assert refusal.value.reason.code == "subsidy.trying_now"
    trial_worker.lost(store, trials.waiting_job(office))
    assert trials.page(office, number).card.outcome is Outcome.FAILED
    assert rows(store, JobRow)[-1].state is JobState.FAILED
    seen = trials.tried(office, office.approver)
    assert seen.card.person == office.approver.name
    assert [each.simulation_id for each in _listed(office)] == [seen.card.simulation_id, number]


def test_only_staff_starts_a_trial_and_only_the_worker_ends_it(store: Store) -> None:
    office = an_office(store)
    claims.granted(office)
    for actor in (office.leader, office.accounting):
        with pytest.raises(Forbidden):
            trials.asked(office, actor)
    trials.asked(office)
    job = trials.waiting_job(office)
    with pytest.raises(Forbidden):
        do(store, service.keep_simulation, office.clerk, now=NEXT_DAY, job_id=job, claims=())
    with pytest.raises(Forbidden):
        do(store, service.fail_simulation, office.clerk, now=NEXT_DAY, job_id=job)
    with pytest.raises(Forbidden):
        see(store, reads.trial_work, office.clerk, job_id=job)
    assert rows(store, Simulation)[0].outcome is None


def test_a_second_result_of_the_same_job_changes_nothing(store: Store) -> None:
    office = an_office(store)
    claims.granted(office)
    seen = trials.tried(office)
    job = rows(store, Simulation)[0].job_id
    kept = do(store, service.keep_simulation, SYSTEM, now=NEXT_DAY, job_id=job, claims=())
    assert (kept.outcome, len(rows(store, SimulatedClaim))) == (Outcome.DONE, 1)
    assert trials.page(office, seen.card.simulation_id) == seen


def test_a_year_without_claims_and_rules_of_another_programme_are_refused(store: Store) -> None:
    office = an_office(store)
    version = rows(store, ProgrammeVersion)[0].id
    raw = {"budget_line_id": office.budget_line_id, "version_id": version, "change": trials.MORE}
    with pytest.raises(Refused) as refusal:
        do(store, service.start_simulation, office.clerk, now=NEXT_DAY, **raw)
    assert refusal.value.reason.code == "subsidy.no_claims"
    claims.granted(office)
    made = do(
        store, service.add_version, SYSTEM, ward_id=office.ward, slug="other", title="ほかの制度",
        fiscal_year=2026, basis="例", opens_on=FIRST, closes_on=date(2027, 2, 28), sheet=a_sheet(),
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        do(store, service.start_simulation, office.clerk, now=NEXT_DAY,
           **{**raw, "version_id": made.version_id})  # fmt: skip
    assert refusal.value.reason.code == "subsidy.other_programme"


def test_drafts_and_claims_taken_back_are_left_out(store: Store) -> None:
    office = an_office(store)
    claim_id = claims.submitted(office)
    trials.plant(office, 66_000, asked_yen=40_000)
    claims.press(office, service.withdraw_claim, office.leader, claim_id)
    seen = trials.tried(office)
    assert (seen.card.claims, seen.old.yen) == (1, 40_000)


@pytest.mark.parametrize(
    "change",
    ["old_waits = true, old_yen = 1", "new_yen = -1", "size = 'huge'", "new_limit = 'luck'"],
)
def test_the_database_too_refuses_what_no_trial_can_say(store: Store, change: str) -> None:
    office = an_office(store)
    claims.granted(office)
    trials.tried(office)
    with pytest.raises(IntegrityError), store.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE simulated_claim SET {change}"))


def test_the_stored_words_are_those_of_the_calculator() -> None:
    assert [word.value for word in AmountLimit] == [word.value for word in LimitedBy]
    bands = [band.value for band in SizeBand]
    assert [size.value for size in FirmSize] == [*bands, "unknown"]


def _listed(office: Office) -> tuple[reads.TrialCard, ...]:
    found: reads.TrialsPage = see(office.store, reads.trials, office.clerk, ward_id=office.ward)
    assert found.choices[0].budget_yen == rows(office.store, BudgetLine)[0].allotted
    return found.trials
