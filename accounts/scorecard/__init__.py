"""The transparent risk scorecard: what is used where no model has earned its place."""
