"""The read-only tools that an assistant may call: typed arguments in, computed values and evidence out."""
