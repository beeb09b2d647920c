"""What the pages of this room show: finished words for letters, and for the desk that prints them."""
