"""Values to results: pure functions that cannot see files, clock or chance."""
