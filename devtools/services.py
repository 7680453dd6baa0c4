"""Private MariaDB and Redis of one engine: own data, own ports, no system service."""

from __future__ import annotations

import getpass
import hashlib
import os
import socket
import tempfile
from pathlib import Path

from devtools import ports, shell, system
from devtools.daemon import Daemon
from devtools.errors import DevError
from devtools.files import link, remake, secret, write_atomic, write_if_changed
from devtools.paths import Engine

# A Unix socket's path may have 107 characters.
SOCKET_LIMIT = 100
REDIS = ("redis_cache", "redis_queue")


def socket_path(engine: Engine) -> Path:
	"""Where MariaDB's socket lies; in the temporary folder when the repository's path is too long."""
	near = engine.services / "mariadb" / "mysqld.sock"
	if len(str(near)) < SOCKET_LIMIT:
		return near
	short = hashlib.sha256(str(near).encode()).hexdigest()[:12]
	return Path(tempfile.gettempdir()) / f"mariadb-{short}.sock"


def mariadb(engine: Engine) -> Daemon:
	"""The engine's MariaDB."""
	folder = engine.services / "mariadb"
	config = folder / "my.cnf"
	command = [system.which("mariadbd") or "mariadbd", f"--defaults-file={config}"]
	if os.geteuid() == 0:
		command.append("--user=root")
	return Daemon("MariaDB", command, folder / "mariadb.pid", engine.log("mariadb"))


def redis(engine: Engine, name: str) -> Daemon:
	"""One of the engine's two Redis servers."""
	folder = engine.services / name
	command = [engine.tools / "redis-server", folder / "redis.conf"]
	return Daemon(f"Redis ({name})", command, folder / "redis.pid", engine.log(name), folder)


def start(engine: Engine) -> None:
	"""Start what does not run yet; a port that somebody else took meanwhile is changed."""
	for name in REDIS:
		_start_redis(engine, name)
	_start_mariadb(engine)


def all_run(engine: Engine) -> bool:
	"""Whether MariaDB and both Redis servers run."""
	return all(daemon.pid() for daemon in daemons(engine))


def daemons(engine: Engine) -> list[Daemon]:
	"""The services of an engine."""
	return [mariadb(engine), *(redis(engine, name) for name in REDIS)]


def give_memory(engine: Engine, gigabytes: int) -> None:
	"""Let MariaDB keep more of its data in memory until it is started again."""
	statement = f"SET GLOBAL innodb_buffer_pool_size = {gigabytes << 30}"
	command: list[str | Path] = ["mariadb", f"--defaults-file={write_client_config(engine)}", "-e", statement]
	shell.run(command, engine.log("mariadb-memory"), "Giving MariaDB more memory")


def stop(engine: Engine) -> list[str]:
	"""Stop the services; returns the names of those that ran."""
	return [daemon.name for daemon in daemons(engine) if daemon.stop()]


def _start_mariadb(engine: Engine) -> None:
	daemon = mariadb(engine)
	data = engine.services / "mariadb" / "data"
	_make_data(engine, data)
	port = ports.remembered(engine, "mariadb") if daemon.pid() else None
	port = port or ports.choose(engine, "mariadb")
	if not daemon.pid():
		remake(engine.services / "mariadb" / "tmp").mkdir()
		write_atomic(engine.services / "mariadb" / "my.cnf", _mariadb_config(engine, data, port), 0o600)
		write_atomic(engine.services / "mariadb" / "init.sql", _init_sql(engine), 0o600)
	daemon.start(lambda: _answers_sql(engine), patience=120)


def _make_data(engine: Engine, data: Path) -> None:
	if data.is_dir():
		return
	part = remake(data.with_name("data.part"))
	program = system.need("mariadb-install-db")
	user = f"--user={getpass.getuser()}"
	options = [
		"--no-defaults",
		f"--datadir={part}",
		"--auth-root-authentication-method=normal",
		"--skip-test-db",
		# A bare container may not resolve its own name; we connect by socket and 127.0.0.1 only.
		"--skip-name-resolve",
	]
	shell.run([program, *options, user], engine.log("mariadb-install"), "Making MariaDB's data folder")
	os.replace(part, data)


def _mariadb_config(engine: Engine, data: Path, port: int) -> str:
	folder = engine.services / "mariadb"
	lines = {
		"datadir": data,
		"socket": socket_path(engine),
		"pid-file": folder / "server.pid",
		# Not shared with anybody: where a temporary table cannot be made, MariaDB 10.11 ends with signal 11.
		"tmpdir": folder / "tmp",
		"bind-address": "127.0.0.1",
		"port": port,
		"init-file": folder / "init.sql",
		"character-set-server": "utf8mb4",
		"collation-server": "utf8mb4_unicode_ci",
		"character-set-client-handshake": "FALSE",
		"innodb-buffer-pool-size": "384M",
		"innodb-log-file-size": "96M",
		# A crash of the server loses nothing this way, only a crash of the machine may.
		"innodb-flush-log-at-trx-commit": 2,
		"max-connections": 200,
		"max-allowed-packet": "64M",
		"performance-schema": "OFF",
	}
	return "[mysqld]\n" + "".join(f"{name} = {value}\n" for name, value in lines.items())


def _init_sql(engine: Engine) -> str:
	"""Sets the root password at every start, so that an interrupted first start heals."""
	password = secret(engine, "mariadb-root")
	lines = [f"ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';"]
	hosts = ("127.0.0.1", "::1", socket.gethostname().lower())
	lines += [f"DROP USER IF EXISTS 'root'@'{host}';" for host in hosts]
	lines += ["DROP USER IF EXISTS ''@'localhost';", f"DROP USER IF EXISTS ''@'{hosts[2]}';"]
	return "\n".join(lines) + "\n"


def _answers_sql(engine: Engine) -> bool:
	config = write_client_config(engine)
	command = [system.need("mariadb"), f"--defaults-file={config}", "-e", "select 1"]
	return shell.capture(command) is not None


def write_client_config(engine: Engine) -> Path:
	"""Options file with which MariaDB's own client programs reach the server as root."""
	path = engine.services / "mariadb" / "client.cnf"
	text = f"[client]\nsocket = {socket_path(engine)}\nuser = root\npassword = {secret(engine, 'mariadb-root')}\n"
	write_if_changed(path, text, 0o600)
	return path


def _start_redis(engine: Engine, name: str) -> None:
	daemon = redis(engine, name)
	_redis_program(engine)
	if not daemon.pid():
		port = ports.choose(engine, name)
		write_atomic(engine.services / name / "redis.conf", _redis_config(engine, name, port))
	daemon.start(lambda: _answers_ping(ports.remembered(engine, name)), patience=60)


def _redis_program(engine: Engine) -> None:
	"""Debian's redis-tools holds the server too, which goes by the name it is called with."""
	program = system.which("redis-server") or system.need("redis-check-rdb")
	engine.tools.mkdir(parents=True, exist_ok=True)
	link(Path(program), engine.tools / "redis-server")
	if "Redis server" not in (shell.capture([engine.tools / "redis-server", "--version"]) or ""):
		raise DevError("The Redis server cannot be run", "install the package redis-server and run it again")


def _redis_config(engine: Engine, name: str, port: int) -> str:
	lines = ["bind 127.0.0.1", f"port {port}", f"dir {engine.services / name}", "daemonize no"]
	if name == "redis_cache":
		lines += ['save ""', "appendonly no", "maxmemory 256mb", "maxmemory-policy allkeys-lru"]
	else:
		lines += ["appendonly yes", "appendfsync everysec"]
	return "\n".join(lines) + "\n"


def _answers_ping(port: int | None) -> bool:
	try:
		with socket.create_connection(("127.0.0.1", port or 0), timeout=2) as connection:
			connection.sendall(b"PING\r\n")
			return connection.recv(16).startswith(b"+PONG")
	except OSError:
		return False
