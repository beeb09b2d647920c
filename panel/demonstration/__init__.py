"""Example municipalities and answers in our own words, and loading of consultations held elsewhere."""
