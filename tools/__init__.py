"""What is needed around Meepraat: setting it up, serving it, testing it, checking it."""
