"""The register of AI use cases: what AI is used for, by whom, and what was looked at."""
