"""How far new accounts have come on their path, who has stalled, and what helps next."""
