"""Turns answers into figures that are sound to read and safe to show; knows no database, web page or other room."""
