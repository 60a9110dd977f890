"""What an installation has beside the code: sigma.js and graphology, brought when it is made and never committed."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_APP = Path("graphmap") / "app"


class LargeMapHook(BuildHookInterface):  # type: ignore[type-arg]
    """Bring what draws the largest maps; an installation without it is whole in everything else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 — as hatchling calls it
        """Bring it, and have it in a wheel, though Git ignores it."""
        runpy.run_path(str(Path(self.root) / _APP / "components" / "fetch_sigma.py"), run_name="__main__")
        build_data["artifacts"].append((_APP / "frontend" / "large_map" / "sigma.js").as_posix())
