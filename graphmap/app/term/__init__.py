"""This term: the page that a lead opens."""
