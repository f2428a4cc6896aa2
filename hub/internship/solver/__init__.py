"""The engine: from a round to a plan with bound and reasons; no session, no screen, no files."""
