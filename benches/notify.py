#!/usr/bin/env python3
"""Fills a database for `notify check`: notify.py COLAB FILE.db BOOKINGS

That of devices.py (10,000 devices, 100,000 assignments, 10,000 bookings of which a tenth lies ahead and waits for a room) and so many
bookings in 50 rooms beside it, from three years ago to a year ahead, all confirmed: what a check must not look at one by one.
"""

import os
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta, timezone

MICROS = 1_000_000
ROOMS = 50
NOW = datetime(2026, 1, 15, 8, tzinfo=timezone.utc)


def micros(instant):
    return int(instant.timestamp()) * MICROS


def main():
    colab, path, bookings = sys.argv[1], sys.argv[2], int(sys.argv[3])
    devices = os.path.join(os.path.dirname(os.path.abspath(__file__)), "devices.py")
    subprocess.run([sys.executable, devices, colab, path, "10000", "100000"], check=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN IMMEDIATE")
    old = micros(NOW - timedelta(days=1200))
    db.executemany(
        "INSERT INTO rooms (id, name, name_key, max_capacity, room_type, has_devices, is_active, setup_minutes, teardown_minutes,"
        " buffers_from, created_at, updated_at) VALUES (?1, ?2, ?3, 20, 'training', 0, 1, 0, 0, ?4, ?4, ?4)",
        [(n, f"Room {n}", f"room{n}", old) for n in range(1, ROOMS + 1)])
    days = bookings // ROOMS + 1
    first = NOW - timedelta(days=days * 3 // 4, hours=-2)
    rows = []
    for booking in range(bookings):
        start = first + timedelta(days=booking // ROOMS)
        rows.append((1 + booking % ROOMS, micros(start), micros(start + timedelta(hours=6)), f"Client {booking % 500}", old, 1 + booking % 500))
    db.executemany(
        "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators, headcount,"
        " devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)"
        " VALUES (?1, ?2, ?3, ?4, 'confirmed', 'TECH', 10, 0, 10, 0, 0, 0, 'bench', ?5, ?5, ?6)", rows)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
