"""The space of an effect's settings: one clip under many of them, each a point that plays."""
