"""Rules that came signed: which are here, which are used, and what happens when they fail."""
