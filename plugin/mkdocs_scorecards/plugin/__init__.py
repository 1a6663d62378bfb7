"""The seam to MkDocs: the only package that imports it, and ProperDocs answers to the same names."""
