"""The prompts that language models are given. The extractive answers of this version need none."""
