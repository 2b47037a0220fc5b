"""What is known about a document as a whole, and the places that say it."""
