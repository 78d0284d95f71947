"""Who leaves and why: the model on a table, snapshots of the book, survival, signals, retrospectives."""
