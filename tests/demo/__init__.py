"""The demo as a visitor finds it, whatever the day."""
