"""The sorted box between devices and collector: it sees addresses and opens nothing."""
