"""Editions side by side: a published period is added to an archive, never changed, and can be proven afterwards."""
