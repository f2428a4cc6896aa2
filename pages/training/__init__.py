"""Pages of joint training, in menu order."""

from pages.training import (
    training,
    training_new,
    training_receipt,
    training_roster,
    training_sign_up,
    trainings,
)

PAGES = (
    trainings.render,
    training.render,
    training_sign_up.render,
    training_receipt.render,
    training_new.render,
    training_roster.render,
)
