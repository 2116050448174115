#!/usr/bin/env python3
"""Five planned switchovers of a replicated server under load: what was acknowledged, and what of it is there.

    cargo build --release
    benches/patroni.py [BINARY [SWITCHOVERS]]

Starts etcd and three PostgreSQL nodes under Patroni in a folder of their own, with synchronous_mode, and six writers that run one
command after the other. Ends with 1 when an acknowledged change is missing, one that was refused is there, or a command failed.
Needs etcd, patroni and PostgreSQL's server programs (Debian: etcd-server patroni postgresql).
"""

import collections
import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COLAB = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else f"{ROOT}/target/release/colab")
SWITCHOVERS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
WRITERS = 6
NODES = ["one", "two", "three"]
PATIENCE = 120


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def server_programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    path = found[-1] if found else shutil.which("initdb")
    return os.path.dirname(path) if path else sys.exit("benches/patroni.py needs PostgreSQL's server programs")


for program in ("etcd", "patroni"):
    if not shutil.which(program):
        sys.exit(f"benches/patroni.py needs {program}")

work = tempfile.mkdtemp(prefix="colab-patroni-")
as_server = {"cwd": work}
if os.getuid() == 0:
    shutil.chown(work, "postgres", "postgres")
    as_server["user"] = "postgres"
started = []


def start(name, *command, **environment):
    log = open(f"{work}/{name}.log", "wb")
    process = subprocess.Popen(
        command, stdout=log, stderr=log, env={**os.environ, "HOME": work, **environment}, **as_server
    )
    started.append(process)
    return process


def ask(port, path, body=None):
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        text = answer.read()
    return text if body else json.loads(text)


def until(what, holds):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if value := holds():
                return value
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit(f"not within {PATIENCE} s: {what}; see {work}")


def members():
    return ask(apis[0], "/cluster")["members"]


def leader():
    found = [one for one in members() if one["role"] == "leader" and one["state"] == "running"]
    return found[0]["name"] if found else None


def standby():
    found = [one for one in members() if one["role"] == "sync_standby" and one["state"] in ("running", "streaming")]
    return found[0]["name"] if found else None


client, peer, *rest = free_ports(2 + 2 * len(NODES))
apis, ports = rest[: len(NODES)], rest[len(NODES) :]
etcd, peers = f"http://127.0.0.1:{client}", f"http://127.0.0.1:{peer}"
programs = server_programs()
hosts = ",".join("127.0.0.1" for _ in NODES)
url = (
    f"postgres://colab@/colab?host={hosts}&port={','.join(map(str, ports))}"
    "&target_session_attrs=read-write&sslmode=disable"
)
world = {
    "PATH": os.environ["PATH"],
    "HOME": work,
    "COLAB_DATABASE_URL": url,
    "COLAB_TEST_DATABASE": "1",
    "COLAB_CONNECT_WAIT": "20",
}


def colab(*words):
    return subprocess.run([COLAB, *words], env=world, cwd=work, capture_output=True, text=True)


def must(*words):
    run = colab(*words)
    if run.returncode:
        sys.exit(f"{words}: {run.stderr}")
    return run.stdout


def start_node(number):
    settings = {
        "scope": "colab",
        "name": NODES[number],
        "restapi": {"listen": f"127.0.0.1:{apis[number]}", "connect_address": f"127.0.0.1:{apis[number]}"},
        "etcd3": {"host": f"127.0.0.1:{client}"},
        "bootstrap": {
            "dcs": {"ttl": 20, "loop_wait": 2, "retry_timeout": 5, "synchronous_mode": True},
            "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, {"auth": "trust"}],
            "pg_hba": ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", "local all all trust"],
        },
        "postgresql": {
            "listen": f"127.0.0.1:{ports[number]}",
            "connect_address": f"127.0.0.1:{ports[number]}",
            "data_dir": f"{work}/{NODES[number]}",
            "bin_dir": programs,
            "pgpass": f"{work}/pgpass-{NODES[number]}",
            "authentication": {"superuser": {"username": "postgres"}, "replication": {"username": "postgres"}},
            "parameters": {"unix_socket_directories": work, "max_connections": 100, "fsync": "off"},
        },
    }
    # JSON is YAML.
    path = f"{work}/{NODES[number]}.yml"
    with open(path, "w") as file:
        json.dump(settings, file)
    os.chmod(path, 0o644)
    start(f"patroni-{NODES[number]}", "patroni", path)


def load(number, ends, acknowledged, refused):
    count = 0
    while not ends.is_set():
        count += 1
        name = f"Room {number}.{count}"
        begun = time.monotonic()
        run = colab("room", "add", name, "-f", "json")
        ended = time.monotonic()
        if run.returncode == 0:
            acknowledged.append((name, ended, ended - begun))
        else:
            try:
                code = json.loads(run.stderr.strip().splitlines()[-1])["error"]["code"]
            except (ValueError, IndexError, KeyError):
                code = f"exit {run.returncode}: {run.stderr}"
            refused.append((name, code))


def main():
    start(
        "etcd", "etcd", "--data-dir", f"{work}/etcd", "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
        "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", f"default={peers}",
    )
    until("etcd answers", lambda: ask(client, "/health")["health"] == "true")
    start_node(0)
    until("there is a leader", leader)
    for number in range(1, len(NODES)):
        start_node(number)
    until("a standby follows", standby)
    psql = ["psql", "-q", "-h", "127.0.0.1", "-p", str(ports[0]), "-U", "postgres", "-c"]
    subprocess.run([*psql, "CREATE ROLE colab LOGIN"], check=True)
    subprocess.run([*psql, "CREATE DATABASE colab OWNER colab"], check=True)
    must("db", "migrate")
    world["COLAB_TOKEN"] = must("user", "bootstrap", "admin", "--token").strip()

    ends, acknowledged, refused = threading.Event(), [], []
    writers = [
        threading.Thread(target=load, args=(number, ends, acknowledged, refused)) for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for _ in range(SWITCHOVERS):
        time.sleep(4)
        old, candidate = until("a leader", leader), until("a standby follows", standby)
        ask_switch = {"leader": old, "candidate": candidate}
        try:
            ask(apis[NODES.index(old)], "/switchover", ask_switch)
        except OSError as error:
            print(f"{old} -> {candidate}: {error}")
        until("it has taken over", lambda: leader() not in (None, old))
        print(f"{old} -> {leader()}", flush=True)
    time.sleep(4)
    ends.set()
    for writer in writers:
        writer.join()

    there = set(must("room", "list", "-f", "csv", "--fields", "name").splitlines()[1:])
    lost = [name for name, _, _ in acknowledged if name not in there]
    kept = [name for name, code in refused if code != "outcome_unknown" and name in there]
    must("audit", "verify")
    ends_at = sorted(ended for _, ended, _ in acknowledged)
    gaps = [later - earlier for earlier, later in zip(ends_at, ends_at[1:])]
    codes = dict(collections.Counter(code for _, code in refused))
    print(f"{len(acknowledged)} acknowledged, {len(lost)} of them lost; {len(refused)} failed {codes}, {len(kept)} of them kept")
    print(f"longest time without an acknowledged write {max(gaps):.1f} s, longest command {max(t for *_, t in acknowledged):.1f} s")
    return 1 if lost or kept or refused else 0


try:
    code = main()
finally:
    for process in reversed(started):
        process.send_signal(signal.SIGTERM)
    for process in started:
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
    for node in NODES:
        stop = [f"{programs}/pg_ctl", "-D", f"{work}/{node}", "-m", "immediate", "stop"]
        subprocess.run(stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_server)
shutil.rmtree(work)
sys.exit(code)
