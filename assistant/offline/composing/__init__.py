"""One function for each family of questions: it calls the tools it needs and writes the answer's sentences."""
