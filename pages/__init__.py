"""The pages: one folder per room, nothing else directly here."""
