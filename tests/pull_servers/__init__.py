"""Local servers that speak the vendors' documented pages, with faults on demand. Data is made up here."""
