"""`python -m graphmap.cli`, for when `graphmap` is not on the path."""

from graphmap.cli import main

main()
