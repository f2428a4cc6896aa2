"""Tests: one folder per room, plus architecture, security, races, migrations, journeys, ux."""
