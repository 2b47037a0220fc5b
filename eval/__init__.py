"""Measuring Ally: benchmarks over the real product, and the figures they print."""
