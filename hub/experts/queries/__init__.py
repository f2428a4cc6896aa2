"""Rows of the experts room, by noun; what the actor may not see answers like what is missing."""
