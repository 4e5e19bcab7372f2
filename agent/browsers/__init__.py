"""Puts the extension into browsers: the host they start, and the policy that installs it."""
