"""Enrolment: it knows which devices there are, and nothing of what they say."""
