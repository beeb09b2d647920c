"""The pages on which the council and the public read outcomes and replies."""
