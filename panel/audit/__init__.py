"""Who on the staff did what, and when."""
