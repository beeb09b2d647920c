"""What the municipality does with an outcome, and when people hear about it."""
