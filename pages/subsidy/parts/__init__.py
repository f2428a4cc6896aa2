"""Parts that several pages of the subsidy room draw."""
