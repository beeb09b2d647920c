"""Meepraat: a municipality asks, everybody can answer, the council understands it and people hear back."""
