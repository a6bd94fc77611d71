"""The words and buttons of events."""
