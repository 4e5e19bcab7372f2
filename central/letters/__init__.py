"""What employees write to the company, and what they are answered."""
