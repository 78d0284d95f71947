"""How well an account is: signals, score, bands and routes, the past as it was known, and the back-test."""
