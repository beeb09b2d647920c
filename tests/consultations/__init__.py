"""Tests of writing, checking and publishing."""
