#!/usr/bin/env python3
"""Fills a database with prices and a year's ledger, by the engine alone: pricing.py COLAB FILE.db PRICES ENTRIES

A hundred rooms have their prices in windows of a few days each, in three tiers; half of the entries are proposals, most of them
approved, some rejected, and the last tenth waits. The schema is the program's own, with its triggers, so that every entry is
checked as always.
"""

import json
import sqlite3
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

MICROS = 1_000_000
ROOMS = 100
TIERS = ["standard", "premium", "discounted"]
YEAR = date(2025, 1, 1)
LINES = [{"item": "Room", "quantity": 1, "unit": "day", "rate_cents": 125000, "amount_cents": 125000,
          "why": "2025-03-02, price from 2025-01-01"},
         {"item": "In-house lunch", "quantity": 25, "unit": "person", "rate_cents": 12000, "amount_cents": 300000,
          "why": "25 people × 1 day, 2025-03-02, price from 2025-01-01"}]


def micros(day, hour):
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=timezone.utc).timestamp()) * MICROS


def main():
    colab, path, prices, entries = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    subprocess.run([colab, "--quiet", "--database", path, "room", "list"], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN IMMEDIATE")
    db.executemany(
        "INSERT INTO rooms (id, name, name_key, max_capacity, room_type, has_devices, is_active, setup_minutes, teardown_minutes,"
        " buffers_from, created_at, updated_at) VALUES (?1, ?2, ?3, 30, 'training', 0, 1, 0, 0, 0, 0, 0)",
        [(n, f"Room {n}", f"room{n}") for n in range(1, ROOMS + 1)])
    windows = prices // (ROOMS * len(TIERS)) + 1
    length = timedelta(days=max(1, 730 // windows))
    rows = []
    for room in range(1, ROOMS + 1):
        for tier in TIERS:
            for number in range(windows):
                first = YEAR + number * length
                last = None if number + 1 == windows else str(first + length - timedelta(days=1))
                rows.append((room, f"room:{room}", tier, 100_000 + number * 100, str(first), last))
    db.executemany(
        "INSERT INTO pricing_catalog (item_type, item_id, item_key, pricing_tier, daily_rate_cents, weekly_rate_cents,"
        " monthly_rate_cents, currency, effective_date, expiry_date, is_active, created_at, created_by, updated_at, updated_by)"
        " VALUES ('room', ?1, ?2, ?3, ?4, ?4 * 4, ?4 * 14, 'ZAR', ?5, ?6, 1, 0, 'bench', 0, 'bench')", rows[:prices])
    db.execute(
        "INSERT INTO users (user_id, username, username_key, role, is_active, failed_logins, created_at, updated_at)"
        " VALUES ('second', 'second', 'second', 'admin', 1, 0, 0, 0)")
    proposals = entries * 10 // 19
    bookings, written, decided = [], [], []
    for n in range(1, proposals + 1):
        day = YEAR + timedelta(days=n % 365)
        client, room = f"Client {n % 500}", 1 + n % ROOMS
        bookings.append((n, room, micros(day, 6), micros(day, 14), client, 1 + n % 500))
        written.append((n, client, client.lower().replace(" ", ""), room, str(day), str(day)[:7], json.dumps(LINES)))
        if n * 10 <= proposals * 9:
            decided.append((n, "rejection" if n % 10 == 0 else "approval"))
    db.executemany(
        "INSERT INTO clients (id, name, name_key, is_active, created_at, updated_at) VALUES (?1, ?2, ?3, 1, 0, 0)",
        [(1 + n, f"Client {n}", f"client{n}") for n in range(500)])
    # Their clients did not come, so that they hold no room: there are more of them than a year has days for.
    db.executemany(
        "INSERT INTO bookings (id, room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators,"
        " headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, 'no_show', 'TECH', 25, 0, 25, 0, 0, 0, 'bench', 0, 0, ?6)", bookings)
    db.executemany(
        "INSERT INTO booking_costing (id, entry, batch_id, booking_id, client_name, client_key, room_id, tenant_id, service_on,"
        " service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, lines, basis, created_by, entered_by,"
        " created_at) VALUES (?1, 'proposal', ?1, ?1, ?2, ?3, ?4, 'TECH', ?5, ?6, 'standard', 0, 'ZAR', 425000, 63750, 488750, ?7,"
        " '{\"off\":false,\"client\":\"\",\"tenant\":null,\"from\":\"\",\"to\":\"\",\"room_id\":1,\"headcount\":25,\"catering\":[],\"devices\":{}}', 'bench', 'bench', 0)",
        written)
    db.executemany(
        "INSERT INTO costing_lines (costing_id, place, kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate,"
        " tax_cents, why) VALUES (?1, 1, 'room', 'Room', ?2, 1, 'day', 425000, 425000, 15000, 63750, '')", [(one[0], one[5]) for one in written])
    db.executemany(
        "INSERT INTO booking_costing (entry, proposal_id, reason, corrects_id, batch_id, booking_id, rental_id, client_name, client_key,"
        " room_id, tenant_id, service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents,"
        " created_by, entered_by, created_at) SELECT ?2, id, 'no', corrects_id, batch_id, booking_id, rental_id, client_name, client_key,"
        " room_id, tenant_id, service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents,"
        " 'second', 'second', 0 FROM booking_costing WHERE id = ?1", decided)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
