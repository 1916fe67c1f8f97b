"""Spaces of data that was never sound: rows of a table, clips of motion."""
