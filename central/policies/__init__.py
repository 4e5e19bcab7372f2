"""The AI usage policy: its versions, its reviews, and the lessons that go with it."""
