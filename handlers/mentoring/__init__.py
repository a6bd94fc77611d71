"""Mentoring in the chat: the directory, bookings, and what comes of them."""
