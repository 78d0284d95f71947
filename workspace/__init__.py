"""Use cases: everything a front end can ask for, one file each, over one store and one configuration."""
