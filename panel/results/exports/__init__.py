"""The files in which a published outcome leaves the house, all written from the same rows of rounded figures."""
