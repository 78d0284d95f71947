"""One file a command; each holds a ``command`` that ``cli.main`` loads when it is asked for."""
