"""What people wrote in their own words, after closing: read by a person, sorted into themes, quoted one by one."""
