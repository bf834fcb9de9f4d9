"""The only network: each source is asked only when a person asks for it, and never reaches a private address."""
