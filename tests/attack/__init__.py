"""What somebody might try: each test names the attempt, and what the line makes of it."""
