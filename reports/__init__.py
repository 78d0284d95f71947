"""Reports as view models with their renderers."""
