"""Reports of incidents: named, sent at once, seen to by somebody until they are closed."""
