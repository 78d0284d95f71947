"""What goes over the line to a model's endpoint and what comes back, read without trust: no library of the line."""
