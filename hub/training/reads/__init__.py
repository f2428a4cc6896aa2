"""What pages and other rooms may know of courses, seats and sign-ups."""

from hub.training.reads.courses import (
    CourseCard,
    CoursePage,
    SessionFacts,
    StaffCourse,
    course_cards,
    course_page,
    staff_courses,
    trainer_choices,
)
from hub.training.reads.feed import firm_feed, trainer_feed
from hub.training.reads.sign_ups import (
    FirmTrainings,
    MySignUp,
    RosterPage,
    RosterRow,
    SignUpForm,
    TraineeChoice,
    firm_trainings,
    my_sign_up,
    my_sign_ups,
    roster,
    sign_up_form,
)
from hub.training.reads.sizes import firm_sizes

__all__ = [
    "CourseCard",
    "CoursePage",
    "FirmTrainings",
    "MySignUp",
    "RosterPage",
    "RosterRow",
    "SessionFacts",
    "SignUpForm",
    "StaffCourse",
    "TraineeChoice",
    "course_cards",
    "course_page",
    "firm_feed",
    "firm_sizes",
    "firm_trainings",
    "my_sign_up",
    "my_sign_ups",
    "roster",
    "sign_up_form",
    "staff_courses",
    "trainer_choices",
    "trainer_feed",
]
