"""Decisions of the groups room on arguments alone: clauses, shares, votes, eligibility."""
