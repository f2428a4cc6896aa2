"""Pages of the rotation internship, in menu order."""

from pages.internship import arrivals, offers, weeks, wishes, wishes_check

PAGES = (
    wishes.render,
    wishes_check.render,
    weeks.render,
    offers.render,
    arrivals.render,
)
