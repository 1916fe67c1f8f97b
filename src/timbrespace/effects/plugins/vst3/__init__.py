"""VST3 and AU, by pedalboard (an optional extra)."""
