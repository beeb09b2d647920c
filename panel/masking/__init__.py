"""Hides names, numbers and addresses in what people wrote, before anyone reads it. Pure: knows no web and no database."""
