"""The values of a scorecard: frozen, standard library only, no input or output."""
