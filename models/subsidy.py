"""Subsidy claims: rule sheets, amounts, budget ledger, decisions: tables."""
