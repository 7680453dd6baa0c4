"""Runs a piece of Python in a process of its own and tells what it took."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
folder = sys.argv[1]
files = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
{imports}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
try:
	{call}
	answer = "accepted"
except Exception as error:
	answer = f"{{type(error).__name__}}: {{error}}"
spent = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([answer, spent, peak / 1024]))
"""


def cost_of(folder: Path, imports: str, call: str) -> tuple[str, float, float]:
	"""Of a call that finds the bytes of a folder's files in `files`: (answer, seconds of processor, MB more memory)."""
	program = PROGRAM.format(imports=imports, call=call)
	run = subprocess.run(
		[sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
	)
	answer, seconds, megabytes = json.loads(run.stdout.splitlines()[-1])
	return answer, seconds, megabytes
