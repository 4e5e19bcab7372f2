"""The companion's agent: senses, judges, reports. Knows no Qt."""

__version__ = "0.1.0"
