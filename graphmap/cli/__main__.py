"""`python -m graphmap.cli`, for where the command itself is not on the path."""

from graphmap.cli import main

main()
