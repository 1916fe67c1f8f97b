"""Can a label be read from a space, and is it more than chance?"""
