"""What the pages of this room share."""

from typing import Final

from models.vocab import FIRM_ROLES, Role

KEEPERS: Final = (Role.COORDINATOR, Role.WARD_CLERK)
READERS: Final = (*FIRM_ROLES, *KEEPERS, Role.WARD_APPROVER, Role.AUDITOR)
CHANGERS: Final = (Role.FIRM_REPRESENTATIVE, *KEEPERS)
