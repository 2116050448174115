#!/usr/bin/env python3
"""Fills a database with devices and who has them, by the engine alone: devices.py COLAB FILE.db DEVICES ASSIGNMENTS

A tenth of the assignments lies ahead, each booking has ten devices and asks for twelve, a hundred devices are out on rentals and
half of these late; the schema is the program's own, with its triggers, so that every hold is checked as always.
"""

import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta, timezone

MICROS = 1_000_000
EACH = 10  # devices of a booking
NOW = datetime(2026, 1, 15, 8, tzinfo=timezone.utc)


def micros(instant):
    return int(instant.timestamp()) * MICROS


def main():
    colab, path, devices, assignments = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    subprocess.run([colab, "--quiet", "--database", path, "room", "list"], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN IMMEDIATE")
    old = micros(NOW - timedelta(days=900))
    db.executemany(
        "INSERT INTO devices (id, serial_number, serial_key, category_id, status, status_since, created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(n, f"DV-{n:05}", f"DV-{n:05}", 1 + n % 2, "offsite" if n <= 100 else "available", old, old, old)
         for n in range(1, devices + 1)])
    rows, given = [], []
    bookings = assignments // EACH
    at_once = devices // EACH - 20
    for booking in range(1, bookings + 1):
        # as many at once as there are devices, day after day; a tenth of the days lies ahead
        day = booking // at_once - (bookings // at_once) * 9 // 10
        start = NOW + timedelta(days=day, hours=-2)
        end = start + timedelta(hours=8)
        rows.append((booking, micros(start), micros(end), f"Client {booking % 500}", old, 1 + booking % 500))
        first = 101 + (booking % at_once) * EACH
        given += [(booking, first + n, 1 + (first + n) % 2, old) for n in range(EACH)]
    db.executemany(
        "INSERT INTO clients (id, name, name_key, is_active, created_at, updated_at) VALUES (?1, ?2, ?3, 1, 0, 0)",
        [(1 + n, f"Client {n}", f"client{n}") for n in range(500)])
    db.executemany(
        "INSERT INTO bookings (id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators, headcount,"
        " devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)"
        " VALUES (?1, ?2, ?3, ?4, 'pending', 'TECH', 10, 0, 10, 12, 0, 0, 'bench', ?5, ?5, ?6)", rows)
    db.executemany(
        "INSERT INTO booking_device_assignments (booking_id, device_category_id, quantity, created_at) VALUES (?1, NULL, 12, ?2)",
        [(row[0], row[4]) for row in rows])
    db.executemany(
        "INSERT INTO booking_device_assignments (booking_id, device_id, device_category_id, quantity, assignment_type, assigned_by,"
        " assigned_at, created_at) VALUES (?1, ?2, ?3, 1, 'auto', 'bench', ?4, ?4)", given)
    for rental in range(1, 101):
        due = NOW + timedelta(days=10 if rental % 2 else -5)
        db.execute(
            "INSERT INTO offsite_rentals (id, rental_no, client_name, contact_person, contact_number, company, address, rental_date,"
            " return_expected_date, starts_at, due_at, rental_form_generated, created_by, created_at, updated_at, client_id)"
            " VALUES (?1, ?2, 'Client 1', 'N', '1', 'C', 'A', '2025-12-01', ?3, ?4, ?5, 0, 'bench', ?4, ?4, 2)",
            (rental, f"RN-2025-{rental:04}", str(due.date()), micros(NOW - timedelta(days=40)), micros(due)))
        db.execute(
            "INSERT INTO booking_device_assignments (rental_id, device_id, device_category_id, quantity, assignment_type, assigned_by,"
            " assigned_at, created_at) VALUES (?1, ?1, ?2, 1, 'manual', 'bench', ?3, ?3)",
            (rental, 1 + rental % 2, micros(NOW - timedelta(days=40))))
    db.execute("INSERT INTO rental_numbers VALUES (2025, 100)")
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
