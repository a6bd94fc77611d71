"""What people say and press about events."""
