"""Does the scorecard follow the method? One pure function a rule, grouped by subject; `checks` runs them all."""
