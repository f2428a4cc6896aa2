"""Many people at once: what must hold when everybody presses at the same moment."""
