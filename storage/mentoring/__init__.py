"""The directory of mentors, and bookings, as rows."""
