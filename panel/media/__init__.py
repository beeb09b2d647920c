"""Pictures and sound that go with a question."""
