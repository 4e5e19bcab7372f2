"""What the agent answers at its door."""
