"""Stored words of engagements and visits of experts."""
