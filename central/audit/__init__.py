"""What was done on the console, in a chain that shows every later change."""
