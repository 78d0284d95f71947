"""The question-answering loop and the one door to a language model will live here; nothing asks one yet."""
