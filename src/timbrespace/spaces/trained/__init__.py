"""Spaces that were trained here, opened from their folders without PyTorch."""
