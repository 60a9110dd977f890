"""Which graphmap this is."""

from importlib.metadata import PackageNotFoundError, version


def graphmap_version() -> str:
    """The version of graphmap that is installed."""
    try:
        return version("graphmap")
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return "unreleased"
