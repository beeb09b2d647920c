"""Hides names, numbers and addresses in what people wrote, before anyone reads it. Knows no web and no database."""
