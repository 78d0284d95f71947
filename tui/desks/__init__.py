"""What the screens may ask of the workspace, one module a room: use cases only, each imported when called."""
