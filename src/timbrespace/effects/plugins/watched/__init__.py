"""Plug-ins in processes of their own: one that crashes or hangs takes nothing down."""
