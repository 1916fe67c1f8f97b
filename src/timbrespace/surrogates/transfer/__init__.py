"""From one voice to the next: the same words, with few decodes of the new one or none."""
