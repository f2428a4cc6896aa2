"""Wards, firms and their sites; the reservation ledger joins here."""
