#!/usr/bin/env python3
"""The way that `colab import schedule` replaced, as the measure for benches/commands.sh.

    pip install openpyxl psycopg2-binary
    replaced.py WORKBOOK sqlite:PATH
    replaced.py WORKBOOK postgres://…
    replaced.py - URL                   the tables alone

As that importer was: openpyxl, regular expressions of which the first match wins, an INSERT a booking, one commit at the
end. The rules are its rules, faults included; the code is ours. A merged cell is its first day only, so it stores less
than the program it is compared with. Prints the number of bookings.
"""

import re
import sys
from datetime import date, datetime, time, timedelta, timezone

import openpyxl

SITE = timezone(timedelta(hours=2))
IGNORED = ("OFFICES", "Storage", "IT Office", "IT Store", "Store room", "Prayer Room", "4th Floor")
DEVICE = r"(?:laptops?|desktops?|devices?)"

RULES = [
    # 25 + 1
    (re.compile(rf"(\d+)\s*\+\s*(\d+)(?!\s*{DEVICE})", re.I), lambda m: (int(m[1]), int(m[2]), 0)),
    # 25 + 18 laptops
    (re.compile(r"(\d+)\s*\+\s*(\d+)\s*(?:laptops?|devices?)", re.I), lambda m: (int(m[1]), 1, int(m[2]))),
    # 17 own laptops
    (re.compile(r"(\d+)\s*own\s*(?:laptops?|devices?)", re.I), lambda m: (int(m[1]), 1, 0)),
    # - 15 laptops
    (re.compile(rf"[-\u2013]\s*(\d+)\s*{DEVICE}", re.I), lambda m: (int(m[1]), 1, int(m[1]))),
    # 25-30
    (re.compile(rf"(\d+)-(\d+)(?!\s*{DEVICE})", re.I), lambda m: (int(m[1]), 1, 0)),
    # 15 laptops
    (re.compile(rf"(\d+)\s*{DEVICE}", re.I), lambda m: (int(m[1]), 1, int(m[1]))),
]
NUMBER = re.compile(r"\d+")
NOT_NAME = [
    re.compile(r"\([^)]*\)"), re.compile(r"\d+\s*-\s*\d+"), re.compile(rf"\d+\s*own\s*{DEVICE}", re.I),
    re.compile(rf"[-\u2013]?\s*\d+\s*{DEVICE}", re.I), re.compile(r"\+\s*\d+"), re.compile(r"\b\d+\b"),
    re.compile(r"[-\u2013]\s*$"),
]


def read_cell(text):
    """Client, learners, facilitators, devices."""
    for pattern, counts in RULES:
        found = pattern.search(text)
        if found:
            learners, facilitators, devices = counts(found)
            break
    else:
        numbers = [int(number) for number in NUMBER.findall(text)]
        learners, facilitators, devices = max(numbers, default=1), 1, 0
    client = text
    for pattern in NOT_NAME:
        client = pattern.sub("", client)
    return " ".join(client.split()) or text, max(learners, 1), max(facilitators, 1), devices


def bookings(path):
    """(room, start, end, client, learners, facilitators, devices) of each cell where a day and a room cross."""
    if path == "-":
        return
    workbook = openpyxl.load_workbook(path, data_only=True)
    for sheet in workbook.worksheets:
        rooms = None
        for row in sheet.iter_rows(values_only=True):
            if rooms is None:
                if "Date" in row:
                    rooms = [(at, str(name).strip()) for at, name in enumerate(row) if name and name not in ("Date", "Day")]
                    date_at = row.index("Date")
                continue
            day = row[date_at]
            if isinstance(day, datetime):
                day = day.date()
            if not isinstance(day, date):
                continue
            start = datetime.combine(day, time(7, 30), SITE)
            end = datetime.combine(day, time(16, 30), SITE)
            for at, room in rooms:
                text = row[at]
                if text is None or any(word in str(text) for word in IGNORED):
                    continue
                yield (room, start, end, *read_cell(str(text).strip()))


SQLITE = """
CREATE TABLE IF NOT EXISTS rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, max_capacity INTEGER, is_active INTEGER);
CREATE TABLE IF NOT EXISTS bookings (
  id INTEGER PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES rooms (id), starts_at TEXT NOT NULL, ends_at TEXT NOT NULL,
  client_name TEXT NOT NULL, status TEXT NOT NULL, tenant_id TEXT NOT NULL, headcount INTEGER, num_learners INTEGER,
  num_facilitators INTEGER, devices_needed INTEGER);
CREATE INDEX IF NOT EXISTS bookings_room ON bookings (room_id, starts_at);
"""
POSTGRES = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE IF NOT EXISTS rooms (id SERIAL PRIMARY KEY, name VARCHAR(255) NOT NULL UNIQUE, max_capacity INTEGER, is_active BOOLEAN);
CREATE TABLE IF NOT EXISTS bookings (
  id SERIAL PRIMARY KEY, room_id INTEGER NOT NULL REFERENCES rooms (id), booking_period TSTZRANGE NOT NULL,
  client_name VARCHAR(255) NOT NULL, status VARCHAR(50) NOT NULL, tenant_id VARCHAR(20) NOT NULL, headcount INTEGER,
  num_learners INTEGER, num_facilitators INTEGER, devices_needed INTEGER,
  EXCLUDE USING gist (room_id WITH =, booking_period WITH &&));
"""


class Sqlite:
    def __init__(self, path):
        import sqlite3
        self.connection = sqlite3.connect(path)
        self.connection.executescript(SQLITE)
        self.cursor = self.connection.cursor()

    def room(self, name):
        self.cursor.execute("INSERT OR IGNORE INTO rooms (name, is_active) VALUES (?, 1)", (name,))
        self.cursor.execute("SELECT id FROM rooms WHERE name = ?", (name,))
        return self.cursor.fetchone()[0]

    def book(self, room, start, end, client, learners, facilitators, devices):
        self.cursor.execute(
            "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, headcount, num_learners,"
            " num_facilitators, devices_needed) VALUES (?, ?, ?, ?, 'Approved', 'TECH', ?, ?, ?, ?)",
            (room, start.isoformat(), end.isoformat(), client, learners + facilitators, learners, facilitators, devices))


class Postgres:
    def __init__(self, url):
        import psycopg2
        self.connection = psycopg2.connect(url)
        self.cursor = self.connection.cursor()
        self.cursor.execute(POSTGRES)

    def room(self, name):
        self.cursor.execute("INSERT INTO rooms (name, is_active) VALUES (%s, true) ON CONFLICT DO NOTHING", (name,))
        self.cursor.execute("SELECT id FROM rooms WHERE name = %s", (name,))
        return self.cursor.fetchone()[0]

    def book(self, room, start, end, client, learners, facilitators, devices):
        self.cursor.execute(
            "INSERT INTO bookings (room_id, booking_period, client_name, status, tenant_id, headcount, num_learners,"
            " num_facilitators, devices_needed) VALUES (%s, tstzrange(%s, %s), %s, 'Approved', 'TECH', %s, %s, %s, %s)",
            (room, start, end, client, learners + facilitators, learners, facilitators, devices))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    path, url = sys.argv[1:]
    database = Sqlite(url.removeprefix("sqlite:")) if url.startswith("sqlite:") else Postgres(url)
    rooms, count = {}, 0
    for room, *booking in bookings(path):
        if room not in rooms:
            rooms[room] = database.room(room)
        database.book(rooms[room], *booking)
        count += 1
    database.connection.commit()
    print(count)


if __name__ == "__main__":
    main()
