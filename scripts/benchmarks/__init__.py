"""What `scripts/bench` measures: one module a subject, contenders and goals beside each other."""
