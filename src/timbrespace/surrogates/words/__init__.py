"""Words of the user's own: fitted on marked sounds, played as sliders, shared as files."""
