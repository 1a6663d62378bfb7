"""Bytes to values and problems; never raises for an author's mistake."""
