"""From sealed answers to figures that may be shown."""
