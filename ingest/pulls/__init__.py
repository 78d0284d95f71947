"""Live pulls: the vendors' documented APIs as pages that the file readers can read. Nothing here stores."""
