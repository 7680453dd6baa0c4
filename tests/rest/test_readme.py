"""The commands of README and integrator's guide, pasted into a shell against a real server."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def block(page: str, start: str) -> str:
	"""The shell block of a page that begins with `start`."""
	blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)
	return next(text for text in blocks if text.startswith(start))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_commands_work_as_pasted(page, server, login):
	script = block(page, "API=") + block("docs/integrator-guide.md", "DSP=") + 'echo "DONE $CASE"\n'
	script = "set -e\n" + script.replace("http://localhost:8000", server)
	done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, check=False)
	assert done.returncode == 0, done.stdout + done.stderr
	case = done.stdout.strip().rsplit("DONE ", 1)[1]
	assert login("admin").read("Case", case).data["stage"] == "Closed"
