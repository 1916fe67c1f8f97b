"""Effects after the mda suite (Paul Kellett), written from how the real ones measure.

None of their source was read: transfer curves, responses and times were taken from what the
plug-ins of Debian's ``mda-lv2`` do with steps, impulses and tones.
"""
