"""What sdists and wheels carry besides the code: sigma.js and graphology, fetched when they are built."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_APP = Path("graphmap") / "app"


class LargeMapHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fetch what draws the largest maps. An sdist carries it, so building from one needs neither npm nor a network."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 — as hatchling calls it
        """Fetch it, or stop the build in one sentence, and include it although Git ignores it."""
        fetch = runpy.run_path(str(Path(self.root) / _APP / "components" / "fetch_sigma.py"))
        try:
            fetch["build"]()
        except fetch["NotBuilt"] as error:
            self.app.abort(str(error))
        build_data["artifacts"].append((_APP / "frontend" / "large_map" / "sigma.js").as_posix())
