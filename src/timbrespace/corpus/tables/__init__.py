"""Tables of numbers: which way up they lie, which columns are labels, what is missing."""
