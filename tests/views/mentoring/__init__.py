"""The words of mentoring."""
