"""Matching: settings of an effect that bring a sound nearer to the style of another."""
