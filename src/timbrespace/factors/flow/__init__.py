"""An invertible flow whose output has named factors, and what it is measured by."""
