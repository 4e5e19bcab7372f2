"""The only network code: a short-lived child that sends what is sealed already, and ends."""
