"""Reads the text out of files on their way to an AI tool: bytes in, text out, nothing kept."""
