"""What every page has: the address, the choices at the side, the language, the open store and what is made of it."""
