"""The evidence pack: what an auditor takes along, signed."""
