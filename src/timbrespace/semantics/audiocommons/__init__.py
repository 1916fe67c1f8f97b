"""The seven words of the AudioCommons project: hardness, depth, brightness and their kin.

Definitions and coefficients are those published with the package ``timbral_models`` 0.4.0
(A. Pearce and others, University of Surrey, 2018; Apache-2.0); the code is our own, vectorised,
and works on spectra where the package filters samples. ``docs/descriptors.md`` says where we
differ and how close the two come.
"""
