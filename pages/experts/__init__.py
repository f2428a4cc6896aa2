"""Pages of the room experts, in menu order."""

from pages.experts import (
    booking,
    bookings,
    conflict,
    conflicts,
    free_days,
    my_entry,
    my_visits,
    need,
    need_results,
    need_slot,
    new_words,
    ranking,
    rankings,
    skill_report,
    unserved,
    visit_record,
)
from pages.kit.page import PageSpec

PAGES: tuple[PageSpec, ...] = (
    free_days.render,
    my_visits.render,
    my_entry.render,
    conflicts.render,
    conflict.render,
    visit_record.render,
    need.render,
    need_results.render,
    need_slot.render,
    bookings.render,
    booking.render,
    unserved.render,
    new_words.render,
    skill_report.render,
    rankings.render,
    ranking.render,
)
