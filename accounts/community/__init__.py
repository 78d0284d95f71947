"""Champions, advisory board, peers who solved it, and the plan that keeps them."""
