"""Results to text: pages, drawings and data files."""
