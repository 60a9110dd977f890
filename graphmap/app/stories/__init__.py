"""The Stories page: telling stories and making them."""
