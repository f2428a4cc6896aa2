"""Pages of the rotation internship, in menu order."""

from pages.internship import (
    arrivals,
    consents,
    offers,
    one_round,
    plan,
    plan_change,
    plan_compare,
    round_import,
    round_new,
    round_students,
    rounds,
    weeks,
    wishes,
    wishes_check,
)

PAGES = (
    rounds.render,
    one_round.render,
    round_new.render,
    round_import.render,
    round_students.render,
    consents.render,
    plan.render,
    plan_change.render,
    plan_compare.render,
    wishes.render,
    wishes_check.render,
    weeks.render,
    offers.render,
    arrivals.render,
)
