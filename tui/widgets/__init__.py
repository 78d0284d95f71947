"""One widget a file, each with its own stylesheet. Widgets take domain values and post messages."""
