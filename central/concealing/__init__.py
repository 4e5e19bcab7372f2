"""Which numbers stay hidden, so that none of them can be worked out of those that are shown."""
