"""Joint training: courses, seats, waiting list."""
