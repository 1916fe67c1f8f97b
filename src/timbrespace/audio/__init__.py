"""Sound in and out: decode, resample, measure, write, picture."""
