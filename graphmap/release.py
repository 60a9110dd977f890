"""The version of graphmap."""

from importlib.metadata import PackageNotFoundError, version


def graphmap_version() -> str:
    """Return the version of graphmap that is installed."""
    try:
        return version("graphmap")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unreleased"
