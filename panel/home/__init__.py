"""The front page and the pages about accessibility, privacy and help."""
