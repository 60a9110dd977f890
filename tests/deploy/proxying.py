"""The proxy's configuration as a test runs it: with paths of its own and a certificate made for it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def needs(tool: str) -> str:
    """Return where a tool is. Without it the test is skipped, unless ``GRAPHMAP_REQUIRE`` names the tool."""
    found = shutil.which(tool) or shutil.which(tool, path="/usr/sbin:/sbin")
    required = tool in os.environ.get("GRAPHMAP_REQUIRE", "").split(",")
    return found or (pytest.fail if required else pytest.skip)(f"{tool} is missing: install it by that name")


def as_it_lies_here(text: str, folder: Path) -> str:
    """Return a configuration with our own paths: files of ours, a certificate, and logs in `folder`."""
    key = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(folder / "key")]
    name = ["-days", "2", "-subj", "/CN=map.example.nz", "-addext", "subjectAltName=DNS:map.example.nz"]
    made = [needs("openssl"), "req", *key, *name, "-out", str(folder / "certificate")]
    subprocess.run(made, check=True, capture_output=True)
    text = re.sub(r"(ssl_certificate +)\S+;", rf"\1{folder / 'certificate'};", text)
    text = re.sub(r"(ssl_certificate_key +)\S+;", rf"\1{folder / 'key'};", text)
    text = text.replace("/etc/graphmap/nginx", str(DEPLOY / "nginx")).replace("/var/log/nginx", str(folder))
    return text.replace("pid /tmp/", f"pid {folder}/").replace("listen [::]:", "# listen [::]:")
