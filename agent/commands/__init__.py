"""The commands of `plimsoll`, one file each, one `command` in each file."""
