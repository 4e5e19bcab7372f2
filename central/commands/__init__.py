"""plimsoll-central's commands, a file each."""
