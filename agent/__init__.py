"""The companion's agent: senses, judges, reports. Knows no Qt."""
