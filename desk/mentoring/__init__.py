"""Mentoring: who helps, when they are free, what is booked, and what comes of it."""
