"""What the employee sees: the tray, its window, the warning on the desktop."""
