"""What a draft may not say: each rule in a module of its own, all of them run by ``checking.findings_of``."""
