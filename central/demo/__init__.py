"""A synthetic company to look at: what its console would show after a year. Nobody in it exists."""
