#!/usr/bin/env python3
"""Fills a database with bookings past the program, by the engine alone: million.py COLAB FILE.db BOOKINGS [GHOSTS]

Twenty-four rooms, a morning and an afternoon each, as many days as it takes up to April 2026; the schema is the program's own,
with its triggers, so that every hold is checked as always. March 2026 is full. Ghosts want four to eight hours on ten days of 2030.
"""

import random
import sqlite3
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

ROOMS, A_DAY = 24, 48
MICROS = 1_000_000
COLUMNS = """room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators, headcount,
  devices_needed, long_term, revision, created_by, created_at, updated_at, client_id"""
CLIENTS = 997


def rows(bookings):
    """A morning and an afternoon a day in every room; the last day is in April 2026."""
    first = date(2026, 4, 30) - timedelta(days=-(-bookings // A_DAY) - 1)
    for count in range(bookings):
        day = first + timedelta(days=count // A_DAY)
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) * MICROS
        room, afternoon = count % ROOMS + 1, count // ROOMS % 2
        start = midnight + (6 + 4 * afternoon) * 3600 * MICROS
        yield (room, start, start + 4 * 3600 * MICROS, f"Client {count % CLIENTS}", "confirmed", "TECH", 12, 1, 13, 0, 0, 0,
               "bench", midnight, midnight, 1 + count % CLIENTS)


def ghosts(count):
    rng = random.Random(7)
    for number in range(count):
        day = datetime(2030, 1, 7, tzinfo=timezone.utc) + timedelta(days=number % 10)
        start = (int(day.timestamp()) + rng.choice([5, 6, 7, 9, 10, 11]) * 3600) * MICROS
        until = start + rng.choice([4, 5, 6, 8]) * 3600 * MICROS
        people = rng.randint(3, 36)
        yield (None, start, until, f"Ghost {number}", "pending", "TECH", people, 0, people, 0, 0, 0, "bench", number, number,
               1 + CLIENTS + number)


def main():
    colab, path, bookings = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for number in range(1, ROOMS + 1):
        subprocess.run([colab, "--quiet", "--database", path, "room", "add", f"Room {number}", "--capacity", str(10 + number)],
                       check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    connection.execute("BEGIN IMMEDIATE")
    waiting = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    names = [f"Client {number}" for number in range(CLIENTS)] + [f"Ghost {number}" for number in range(waiting)]
    connection.executemany(
        "INSERT INTO clients (id, name, name_key, is_active, created_at, updated_at) VALUES (?, ?, ?, 1, 0, 0)",
        [(number, name, name.lower().replace(" ", "")) for number, name in enumerate(names, 1)])
    insert = f"INSERT INTO bookings ({COLUMNS}) VALUES ({', '.join('?' * 16)})"
    connection.executemany(insert, rows(bookings))
    connection.executemany(insert, ghosts(waiting))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main()
