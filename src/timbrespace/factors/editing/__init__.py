"""Change one factor of a sound, keep the others, and measure both claims."""
