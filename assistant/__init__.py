"""Questions answered with evidence: the conversation with a model, the checks of what it says, and its tools."""
