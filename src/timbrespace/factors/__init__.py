"""Read a space, pull its factors apart, edit one and keep the other."""
