"""macOS 12 and later."""
