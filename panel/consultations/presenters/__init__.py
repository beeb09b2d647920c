"""Puts consultations into words for the desk."""
