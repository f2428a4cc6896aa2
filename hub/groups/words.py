"""Refusals and labels of the groups room."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_

NOT_YOURS: Final = Reason(
    "groups.not_yours", N_("この操作は、そのグループの会社か、区の担当の人だけができます。")
)
