"""Balanced scorecards as text in git, published as a static site.

The packages inside, from the centre outwards: `model` (values), `load` (files to values), `analyse` (values to
results), `render` (results to pages), `publish` (editions side by side), `pipeline` (all of it, once), and at the rim
`cli`, `plugin` and `markdown_extension`.
"""

__version__ = "0.1.0"
