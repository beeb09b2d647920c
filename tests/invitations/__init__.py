"""Tests of codes and doors."""
