"""The commands a colleague types in a terminal, one file per subject."""
