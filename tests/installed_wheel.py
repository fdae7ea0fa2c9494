"""Build the wheel, install it apart from the source, and run the tests of the product against it.

Run by `make test`; not collected by pytest itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = ("-o", "faulthandler_timeout=600", "-o", "faulthandler_exit_on_timeout=true")
TESTS = ("test_cli.py", "test_templates.py", "web/test_pages.py")


def main() -> int:
    """Exit status of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder / "dist", ROOT], check=True)
        wheel = next((folder / "dist").glob("docgen_vanban-*.whl"))
        subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", folder / "site", wheel], check=True)
        shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        environment = {**os.environ, "PYTHONPATH": str(folder / "site"), "PYTHONSAFEPATH": "1"}
        where = subprocess.run(
            [sys.executable, "-c", "import docgen; print(docgen.__file__)"],
            env=environment,
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        if not where.stdout.startswith(str(folder)):
            sys.exit(f"the wheel is not what is imported: {where.stdout}")
        print(f"{wheel.name}: {wheel.stat().st_size // 1024} kB", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", *PATIENCE, *(f"tests/{test}" for test in TESTS)]
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
