"""Whether a pretrained generator can be played by timbre words: the study `surrogates`."""
