"""What every room stands on: database, access, errors, language, clock, codes, keys, jobs and security."""
