"""People of the ward or the firm, and the person's own account."""

from pages.accounts import (
    deputies,
    desk,
    handover,
    invite,
    my_devices,
    one_person,
    one_request,
    people,
    requests,
)

PAGES = (
    desk.render,
    deputies.render,
    people.render,
    handover.render,
    invite.render,
    requests.render,
    one_request.render,
    one_person.render,
    my_devices.render,
)
