"""From a verdict to a person's answer."""
