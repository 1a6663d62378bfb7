"""A new edition against every earlier one: which figures and rules read differently now, and what that would change."""
