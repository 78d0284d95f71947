"""One screen a file. Screens own the workers; widgets are told what came of them."""
