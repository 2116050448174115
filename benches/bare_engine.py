#!/usr/bin/env python3
"""Puts the rows of an import once more, by SQLite alone, into the same schema: bare_engine.py IMPORTED.db NEW.db

The floor for the import of many bookings: the same tables, constraints and triggers, one INSERT … SELECT a table, one
transaction, the same durability. Prints the seconds that took.
"""

import sqlite3
import sys
import time

# What an import writes, parents first. Holds and components are written by the triggers on bookings and rooms.
TABLES = ["rooms", "clients", "booking_series", "imports", "bookings", "booking_device_assignments", "import_rows"]


def main():
    imported, new = sys.argv[1:]
    connection = sqlite3.connect(new, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("ATTACH ? AS imported", (imported,))
    made = connection.execute("SELECT sql FROM imported.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    for (sql,) in made.fetchall():
        connection.execute(sql)
    begun = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM imported.{table}")
    connection.execute("COMMIT")
    took = time.perf_counter() - begun
    for table in [*TABLES, "room_holds"]:
        there, here = (connection.execute(f"SELECT count(*) FROM {of}.{table}").fetchone()[0] for of in ("imported", "main"))
        assert there == here, (table, there, here)
    print(f"{took:.4f}")


if __name__ == "__main__":
    main()
