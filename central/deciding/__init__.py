"""What the company decides: about each tool, and what takes two signatures."""
