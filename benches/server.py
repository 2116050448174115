#!/usr/bin/env python3
"""Everyday commands on a server near and far, beside the same data in a file: server.py COLAB [BOOKINGS [MILLISECONDS]]

Fills a file and a throwaway server with the same BOOKINGS (1,000,000) and prints a table in Markdown: the best of three
runs on the file, on the server, and on the server seen through a link that takes MILLISECONDS (5) there and back; how
often a command waits for the server (trips), and what crosses the link. Needs Debian's server programs and psql.
"""

import asyncio
import datetime
import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import million

HERE = pathlib.Path(__file__).parent
PORT, FAR_PORT = 54391, 54392
COMMANDS = """
user whoami
room list
room free --from 2026-05-04T08:00 --to 2026-05-04T12:00 --people 20
booking list --limit 10
booking list --client "Client 12" --limit 10
booking list --sort client_name --limit 10
booking list --sort created_at --limit 10
booking list --sort client_name --after 5000 --limit 10
booking list --room "Room 7" --from 2026-03-01 --limit 10
booking list --date 2026-03-02
booking list --status cancelled
booking show 5000
booking calendar --month 2026-03
client list --limit 10
device list --limit 10
rental list --limit 10
pricing list --limit 10
notify list --limit 10
audit list --limit 10
dashboard
booking create --client New --room "Room 3" --date 2030-05-06 --time 08:00-12:00 --learners 5 --dry-run
booking list -f csv
db check
""".strip().splitlines()
# Those take seconds: once is enough.
LONG = ("booking list -f csv", "db check")


class FarLink:
    """A link to the server that takes its time; it counts what a command sends and gets."""

    def __init__(self, milliseconds):
        self.delay = milliseconds / 2000
        self.trips = self.bytes = 0
        self.asking = False
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()

    async def serve(self):
        server = await asyncio.start_server(self.join, "127.0.0.1", FAR_PORT)
        await server.serve_forever()

    async def join(self, near_in, near_out):
        far_in, far_out = await asyncio.open_connection("127.0.0.1", PORT)
        await asyncio.gather(self.carry(near_in, far_out, True), self.carry(far_in, near_out, False))

    async def carry(self, source, sink, asks):
        queue = asyncio.Queue()

        async def deliver():
            while item := await queue.get():
                due, data = item
                await asyncio.sleep(max(0, due - time.monotonic()))
                sink.write(data)
                await sink.drain()
            sink.close()

        delivery = asyncio.create_task(deliver())
        try:
            while data := await source.read(1 << 16):
                if asks and not self.asking:
                    self.trips += 1
                self.asking = asks
                self.bytes += len(data)
                queue.put_nowait((time.monotonic() + self.delay, data))
        except ConnectionError:
            pass
        queue.put_nowait(None)
        await asyncio.gather(delivery, return_exceptions=True)


def start_server(work):
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not programs:
        sys.exit("benches/server.py needs Debian's PostgreSQL server")
    programs = os.path.dirname(programs[-1])
    alone = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data = os.path.join(work, "server")
    os.mkdir(data)
    if alone:
        shutil.chown(data, "postgres")

    def run(*words):
        subprocess.run([*alone, *words], check=True, cwd="/", stdout=subprocess.DEVNULL)

    run(f"{programs}/initdb", "-D", f"{data}/base", "-U", "postgres", "--auth=trust")
    run(f"{programs}/pg_ctl", "-D", f"{data}/base", "-w", "-l", f"{data}/log",
        "-o", f"-k {data} -p {PORT} -c shared_buffers=1GB -c max_wal_size=4GB", "start")
    return lambda: run(f"{programs}/pg_ctl", "-D", f"{data}/base", "-m", "immediate", "stop")


def fill_server(address, run, bookings):
    """Puts the rows of million.py past the program."""
    for number in range(1, million.ROOMS + 1):
        run(f'room add "Room {number}" --capacity {10 + number}')
    psql = subprocess.Popen(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", address], stdin=subprocess.PIPE, text=True)

    def at(micros):
        return datetime.datetime.fromtimestamp(micros // million.MICROS, datetime.timezone.utc).isoformat()

    psql.stdin.write("COPY clients (id, name, name_key, is_active, created_at, updated_at) FROM STDIN;\n")
    for number in range(million.CLIENTS):
        psql.stdin.write(f"{number + 1}\tClient {number}\tclient{number}\tt\t{at(0)}\t{at(0)}\n")
    psql.stdin.write(f"\\.\nCOPY bookings ({million.COLUMNS}) FROM STDIN;\n".replace(",\n ", ","))
    for row in million.rows(bookings):
        room, start, end, *facts, by, created, updated, client = row
        facts[7] = "ft"[facts[7]]
        psql.stdin.write("\t".join(map(str, (room, at(start), at(end), *facts, by, at(created), at(updated), client))) + "\n")
    psql.stdin.write("\\.\nSELECT setval('clients_id_seq', max(id)) FROM clients \\g /dev/null\nANALYZE;\n")
    psql.stdin.close()
    if psql.wait():
        sys.exit("the server could not be filled")


def main():
    colab = os.path.realpath(sys.argv[1])
    bookings = sys.argv[2] if len(sys.argv) > 2 else "1000000"
    link = FarLink(float(sys.argv[3]) if len(sys.argv) > 3 else 5)
    work = tempfile.mkdtemp(prefix="colab-bench-")
    os.chmod(work, 0o755)
    os.environ.update(XDG_DATA_HOME=f"{work}/data", XDG_CONFIG_HOME=f"{work}/config", XDG_STATE_HOME=f"{work}/state",
                      COLAB_TEST_DATABASE="1")
    os.environ.pop("COLAB_DATABASE_URL", None)
    stop = start_server(work)

    def run(address, words, environment=None):
        begun = time.monotonic()
        done = subprocess.run(f"'{colab}' --database '{address}' --quiet {words}", shell=True, text=True, cwd=work,
                              stdout=subprocess.PIPE, env={**os.environ, **(environment or {})})
        if done.returncode:
            sys.exit(f"{words}: exit {done.returncode}")
        return time.monotonic() - begun, done.stdout

    try:
        file = f"{work}/many.db"
        subprocess.run([sys.executable, HERE / "million.py", colab, file, bookings], check=True)
        near, far = (f"postgres://postgres@127.0.0.1:{port}/postgres" for port in (PORT, FAR_PORT))
        run(near, "db migrate")
        server = {"COLAB_TOKEN": run(near, "user bootstrap admin --token")[1].strip()}
        fill_server(near, lambda words: run(near, words, server), int(bookings))
        rows = []
        for words in ("db backup {}", "--yes db restore {}"):
            # Whoever restores an embedded database has it as before.
            here, there = (run(address, words.format(f"{work}/{name}.backup"), environment)[0]
                           for name, address, environment in (("file", file, None), ("server", near, server)))
            rows.append((words.format("FILE").removeprefix("--yes "), f"{here:.2f}", f"{there:.2f}", "", "", ""))
        for words in COMMANDS:
            times = 1 if words in LONG else 3
            best = [min(run(address, words, environment)[0] for _ in range(times))
                    for address, environment in ((file, None), (near, server))]
            if words in LONG:
                rows.append((words, *(f"{seconds:.2f}" for seconds in best), "", "", ""))
                continue
            best.append(min(run(far, words, server)[0] for _ in range(times)))
            link.trips = link.bytes = 0
            run(far, words, server)
            rows.append((words, *(f"{seconds:.3f}" for seconds in best), str(link.trips), f"{link.bytes / 1024:.0f} kB"))
        print(f"| {int(bookings):,} bookings | file, s | server, s | {link.delay * 2000:.0f} ms away, s | trips | wire |\n|---|---|---|---|---|---|")
        for row in rows:
            print("| `" + row[0] + "` | " + " | ".join(row[1:]) + " |")
    finally:
        stop()
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
