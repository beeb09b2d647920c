"""The doors into a consultation: group codes, personal codes and open links."""
