"""What a text means: pure functions of the text and the rules."""
