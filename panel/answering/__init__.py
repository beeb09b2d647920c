"""The phone: start, one question per screen, look back, send."""
