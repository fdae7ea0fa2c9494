"""Set up .venv from the pinned files beside this script: once, with hashes, and again only when they change.

Usage: python3 requirements/install.py run|dev
Runs with nothing but a Python. Says plainly what is missing where it cannot help itself.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def main() -> int:
    """Install the set named on the command line."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if sys.version_info < OLDEST:
        return _fail(
            f"cần Python {OLDEST[0]}.{OLDEST[1]} trở lên, đang có {sys.version.split()[0]}", "Cài Python mới hơn rồi chạy lại."
        )
    pinned = ROOT / "requirements" / f"{wanted}.txt"
    stamp = VENV / f".{wanted}-{_digest(pinned, ROOT / 'pyproject.toml')}"
    if stamp.exists() or (
        wanted == "run" and list(VENV.glob(f".dev-{_digest(ROOT / 'requirements' / 'dev.txt', ROOT / 'pyproject.toml')}"))
    ):
        return 0
    return _create() or _install(pinned) or _finish(stamp)


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _create() -> int:
    if PYTHON.exists():
        return 0
    print("Tạo môi trường .venv …", flush=True)
    try:
        import ensurepip  # noqa: F401, PLC0415 - only to see whether it is there
        import venv  # noqa: F401, PLC0415
    except ImportError:
        return _fail("thiếu mô-đun venv hoặc ensurepip của Python", "Trên Debian, Ubuntu: apt install python3-venv")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    return _fail("không tạo được .venv", "Xem lại quyền ghi và chỗ trống của thư mục này.") if done.returncode else 0


def _install(pinned: Path) -> int:
    print(f"Cài thư viện theo {pinned.name} (lần đầu cần mạng, các lần sau không) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (["--require-hashes", "-r", str(pinned)], ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]):
        if subprocess.run([*pip, *arguments], check=False).returncode:
            return _fail(
                "pip không cài được thư viện", "Kiểm tra mạng tới kho gói Python (lần cài đầu tiên cần mạng), rồi chạy lại."
            )
    return 0


def _finish(stamp: Path) -> int:
    for old in VENV.glob(f"{stamp.name.split('-')[0]}-*"):
        old.unlink()
    stamp.touch()
    return 0


def _fail(what: str, todo: str) -> int:
    print(f"Lỗi: {what}.\n→ {todo}", file=sys.stderr)
    return 6


if __name__ == "__main__":
    sys.exit(main())
