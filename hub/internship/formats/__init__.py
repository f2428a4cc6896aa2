"""`hub-rotation/1` and `hub-rotation-plan/1`: reading, checking, writing; no solving."""
