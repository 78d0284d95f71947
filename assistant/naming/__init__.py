"""Names for themes by a language model, checked against what their members say."""
