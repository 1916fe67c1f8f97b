"""LV2: reading what is installed, and running it through the C interface."""
