"""KPI trees: their figures, why they changed, and what would change them."""
