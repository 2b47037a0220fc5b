"""Ways into Ally from other programs."""
