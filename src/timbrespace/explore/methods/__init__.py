"""The layout methods, each a thin, seeded wrapper of its reference implementation."""
