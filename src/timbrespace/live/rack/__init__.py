"""The user's own sound through an effect, while the effect's settings move."""
