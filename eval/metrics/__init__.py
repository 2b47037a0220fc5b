"""What is measured on an answer without a model, a short file for each metric; `registry.py` lists them."""
