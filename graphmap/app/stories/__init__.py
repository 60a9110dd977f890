"""The Stories page: make stories and present them."""
