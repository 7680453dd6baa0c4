"""Ports, pid files, locks, stamps and the sentences that failures end in."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from devtools import cli, files, ports, services, shell
from devtools.daemon import Daemon, identity
from devtools.errors import DevError
from devtools.lock import locked
from devtools.paths import Engine


@pytest.fixture
def engine(tmp_path):
	return Engine(root=tmp_path)


@pytest.fixture
def listener():
	with socket.socket() as server:
		server.bind(("127.0.0.1", 0))
		server.listen()
		yield server.getsockname()[1]


def test_a_listening_port_is_not_free(listener):
	assert not ports.is_free(listener)


def test_a_free_port_is_remembered(engine):
	port = ports.choose(engine, "web", free=lambda port: port >= 8005)
	assert port == 8005
	assert ports.choose(engine, "web", free=lambda port: True) == 8005
	assert ports.remembered(engine, "web") == 8005


def test_a_remembered_port_that_somebody_took_is_changed(engine, listener):
	files.update_json(engine.bench / "ports.json", {"web": listener})
	port = ports.choose(engine, "web")
	assert port != listener
	assert ports.remembered(engine, "web") == port


def test_engines_do_not_take_each_others_ports(tmp_path):
	first, second = Engine(root=tmp_path), Engine(slug="other", root=tmp_path)
	taken = {ports.choose(each, "mariadb", free=lambda port: True) for each in (first, second)}
	assert len(taken) == 2


def test_no_free_port_is_said(engine):
	with pytest.raises(DevError, match="No free port from 8000"):
		ports.choose(engine, "web", free=lambda port: False)


def sleeper(tmp_path):
	command = [sys.executable, "-c", "import time; time.sleep(60)"]
	return Daemon("Sleeper", command, tmp_path / "s.pid", tmp_path / "s.log")


def test_a_program_is_started_once_and_stopped(tmp_path):
	daemon = sleeper(tmp_path)
	pid = daemon.start(lambda: True)
	assert daemon.start(lambda: True) == pid == daemon.pid()
	assert daemon.stop()
	assert daemon.pid() is None
	assert not daemon.stop()


@pytest.mark.parametrize("content", ["", "not a number", "999999999", "999999999 1 x"])
def test_a_stale_pid_file_means_not_running(tmp_path, content):
	daemon = sleeper(tmp_path)
	daemon.pidfile.write_text(content)
	assert daemon.pid() is None


def test_the_recycled_id_of_another_program_is_not_ours(tmp_path):
	other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
	try:
		daemon = sleeper(tmp_path)
		pid, started, boot = identity(other.pid).split()
		daemon.pidfile.write_text(f"{pid} {int(started) - 1} {boot}")
		assert daemon.pid() is None
		assert not daemon.stop()
		assert other.poll() is None
	finally:
		other.kill()
		other.wait()


def test_a_killed_program_is_not_running(tmp_path):
	daemon = sleeper(tmp_path)
	pid = daemon.start(lambda: True)
	os.kill(pid, 9)
	deadline = time.monotonic() + 10
	while identity(pid) and time.monotonic() < deadline:
		time.sleep(0.05)
	assert daemon.pid() is None
	assert daemon.start(lambda: True) != pid
	daemon.stop()


def test_a_program_whose_first_thread_is_gone_still_runs():
	"""A kill ends the threads one by one: what the last ones hold, a port say, is not free yet."""
	code = (
		"import ctypes, threading, time; threading.Thread(target=time.sleep, args=(60,)).start();"
		"print('up', flush=True); ctypes.CDLL(None).pthread_exit(None)"
	)
	other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
	state = Path(f"/proc/{other.pid}/stat")
	try:
		assert other.stdout.readline() == b"up\n"
		deadline = time.monotonic() + 10
		while ") Z " not in state.read_text() and time.monotonic() < deadline:
			time.sleep(0.01)
		assert ") Z " in state.read_text()
		assert identity(other.pid)
	finally:
		other.kill()
		other.wait()
	assert identity(other.pid) is None


def test_a_program_that_ends_at_once_is_said_with_its_log(tmp_path):
	command = [
		sys.executable,
		"-c",
		"import time; print('No space left on device', flush=True); time.sleep(0.5)",
	]
	daemon = Daemon("Sleeper", command, tmp_path / "s.pid", tmp_path / "s.log")
	with pytest.raises(DevError, match="ended while it was starting; the disk is full") as caught:
		daemon.start(lambda: False)
	assert str(tmp_path / "s.log") in str(caught.value)


def test_a_second_run_waits_and_says_so(tmp_path, capsys):
	path, order = tmp_path / "lock", []

	def second():
		with locked(path, "setting up"):
			order.append("second")

	with locked(path, "setting up"):
		thread = threading.Thread(target=second)
		thread.start()
		time.sleep(0.5)
		order.append("first")
	thread.join(10)
	assert order == ["first", "second"]
	text = capsys.readouterr().err
	assert text.count("\n") == 1
	assert f"(process {os.getpid()}) is setting up; waiting" in text


def test_a_second_run_gives_up_in_one_sentence(tmp_path):
	refused = pytest.raises(DevError, match="is still setting up; wait until it has finished")
	with (
		locked(tmp_path / "lock", "setting up"),
		refused,
		locked(tmp_path / "lock", "setting up", patience=0.3),
	):
		pass


def test_the_lock_of_a_killed_run_is_free(tmp_path):
	code = "import sys, time; from devtools.lock import locked\nfrom pathlib import Path\n"
	code += "with locked(Path(sys.argv[1]), 'x'): print('held', flush=True); time.sleep(60)"
	holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE)
	assert holder.stdout.readline() == b"held\n"
	holder.kill()
	holder.wait()
	with locked(tmp_path / "lock", "x", patience=5):
		pass


def test_a_failed_command_is_told_with_its_log(tmp_path):
	log = tmp_path / "x.log"
	with pytest.raises(DevError) as caught:
		shell.run([sys.executable, "-c", "print('boom'); raise SystemExit(3)"], log, "Building", "read it")
	assert str(caught.value) == f"Building failed; read it. Log: {log}"
	assert "boom" in log.read_text()


@pytest.mark.parametrize(
	("output", "advice"),
	[
		("OSError: [Errno 28] No space left on device", "the disk is full"),
		("mkdir: cannot create directory: Permission denied", "fix the ownership"),
		("Temporary failure in name resolution", "the network cannot be reached"),
	],
)
def test_plain_causes_get_plain_advice(tmp_path, output, advice):
	with pytest.raises(DevError, match=advice):
		shell.run(
			[sys.executable, "-c", f"print({output!r}); raise SystemExit(1)"], tmp_path / "x.log", "Building"
		)


def test_advice_is_about_the_last_command_only(tmp_path):
	log = tmp_path / "x.log"
	log.write_text("$ old\nNo space left on device\n")
	with pytest.raises(DevError, match="Building failed; read it"):
		shell.run(["false"], log, "Building", "read it")


def test_a_missing_program_is_told(tmp_path):
	with pytest.raises(DevError, match="no-such-program cannot be run"):
		shell.run(["no-such-program"], tmp_path / "x.log", "Building")


def test_failures_end_in_one_sentence_and_status_one(monkeypatch, capsys):
	monkeypatch.delenv("DEV_DEBUG", raising=False)
	assert cli.main(["nonsense"]) == 1
	assert capsys.readouterr().err == "There is no command nonsense; see ./dev help for the commands.\n"


@pytest.mark.parametrize(
	("error", "sentence"),
	[
		(PermissionError(13, "Permission denied", "/x"), "fix the ownership"),
		(OSError(28, "No space left on device", "/x"), "make room on the disk"),
		(KeyboardInterrupt(), "run the same command again"),
	],
)
def test_other_failures_show_no_traceback(monkeypatch, capsys, error, sentence):
	monkeypatch.delenv("DEV_DEBUG", raising=False)

	def fail(options):
		raise error

	monkeypatch.setattr(cli, "_commands", lambda: {"x": fail})
	assert cli.main(["x"]) != 0
	text = capsys.readouterr().err
	assert sentence in text
	assert text.count("\n") == 1


def test_a_stamp_counts_for_its_fingerprint_only(engine):
	files.stamp(engine, "env", "one")
	assert files.is_stamped(engine, "env", "one")
	assert not files.is_stamped(engine, "env", "two")
	files.unstamp(engine, "env", "never made")
	assert not files.is_stamped(engine, "env", "one")


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
	path = tmp_path / "config"
	files.write_atomic(path, "old")
	monkeypatch.setattr(os, "replace", lambda *names: (_ for _ in ()).throw(OSError(28, "No space left")))
	with pytest.raises(OSError):
		files.write_atomic(path, "new")
	assert path.read_text() == "old"
	assert list(tmp_path.iterdir()) == [path]


def test_secrets_are_private_and_stay(engine):
	value = files.secret(engine, "mariadb-root")
	assert files.secret(engine, "mariadb-root") == value
	assert len(value) >= 20
	assert (engine.state / "secrets" / "mariadb-root").stat().st_mode & 0o077 == 0


def test_a_long_path_gets_a_short_socket(tmp_path):
	near = Engine(root=tmp_path.parents[-1] / "near")
	assert services.socket_path(near).is_relative_to(near.bench)
	deep = Engine(root=tmp_path / ("deep" * 30))
	assert len(str(services.socket_path(deep))) < services.SOCKET_LIMIT
