"""Retired experts: roster, free days, ranking, engagements: tables."""
