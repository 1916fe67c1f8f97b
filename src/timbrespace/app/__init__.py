"""The page's server: one backend, carried by HTTP here and by the notebook's channel there."""
