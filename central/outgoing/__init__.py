"""What leaves central for other systems: published figures and audit events."""
