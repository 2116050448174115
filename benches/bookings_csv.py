#!/usr/bin/env python3
"""Writes a table of bookings for `import bookings`: bookings_csv.py FILE.csv BOOKINGS

The rooms of `import rooms --starter colab` but the combined one, a morning and an afternoon each, day after day.
"""

import csv
import sys
from datetime import date, timedelta

ROOMS = ["Excellence", "Inspiration", "Honesty", "Gratitude", "Ambition", "Perseverance", "Courage", "Possibilities",
         "Motivation", "A302", "A303", "Success 10", "Respect 10", "Innovation (12)", "Dedication", "Integrity (15)",
         "Empower", "Focus", "Growth", "Wisdom (8)", "Vision", "Potential", "Synergy"]
HEAD = ["external_id", "client_name", "room", "starts_at", "ends_at", "num_learners", "num_facilitators", "devices_needed"]


def main():
    path, bookings = sys.argv[1], int(sys.argv[2])
    first = date(2026, 1, 1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(HEAD)
        for count in range(bookings):
            room = ROOMS[count % len(ROOMS)]
            slot = count // len(ROOMS)
            day = first + timedelta(days=slot // 2)
            start, end = ("08:00", "12:00") if slot % 2 == 0 else ("13:00", "16:00")
            table.writerow([f"CRM-{count}", f"Client {count % 997}", room, f"{day}T{start}", f"{day}T{end}", 5, 1, count % 3])


if __name__ == "__main__":
    main()
