"""What is happening on this machine: sensors that see and do not judge."""
