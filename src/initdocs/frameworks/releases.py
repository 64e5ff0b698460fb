"""The releases that every row was asserted against."""

VERSIONS = {"torch": "2.15.0", "keras": "3.15.1", "jax": "0.10.2", "flax": "0.12.8"}
