"""The terminal app: Textual screens and widgets over the workspace's use cases. Nothing heavy is imported
before the first frame."""
