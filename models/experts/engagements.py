"""Engagements of experts by groups, their candidates and visits: tables."""
