"""Drawings: plain values in, coordinates out.

Each drawing is a pure function from a frozen input to a frozen geometry; a Jinja macro turns the geometry into SVG and
the style sheet gives it its colours. So templates do no arithmetic, the same figures give the same bytes, and a
coordinate can be tested without reading markup.
"""
