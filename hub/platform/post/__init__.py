"""The way of a notice out of the product: by mail, by letter, by telephone."""
