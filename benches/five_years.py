#!/usr/bin/env python3
"""Writes a workbook of five years with 100,000 bookings in 55 rooms: five_years.py FILE.xlsx"""

import calendar
import random
import sys
from datetime import date

import openpyxl

BOOKINGS = 100_000
WOODS = ["Baobab", "Marula", "Acacia", "Jacaranda", "Yellowwood", "Stinkwood", "Fynbos", "Protea", "Karee", "Mopane", "Tamboti"]
ROOMS = [f"{wood} {kind}" for wood in WOODS for kind in ("Hall", "Studio", "Lounge", "Annex", "Chamber")]
CLIENTS = ["Kopano Mining", "Umoya Energy", "Karoo Rail", "Thuto College", "Protea Retail", "Ubuntu Bank", "Highveld Steel",
           "Blue Crane Insure", "O'Brien Media", "M&N Attorneys", "A4 Group", "4U Training", "Lwazi (Pty) Ltd"]


def main():
    rng, left = random.Random(5), BOOKINGS
    workbook = openpyxl.Workbook(write_only=True)
    for year in range(2022, 2027):
        for month in range(1, 13):
            sheet = workbook.create_sheet(date(year, month, 1).strftime("%b %Y"))
            sheet.append(["Date", *ROOMS])
            for day in range(1, calendar.monthrange(year, month)[1] + 1):
                booked = min(left, len(ROOMS))
                left -= booked
                cells = [f"{rng.choice(CLIENTS)} {rng.randint(5, 38)}+{rng.randint(1, 2)}" for _ in range(booked)]
                sheet.append([date(year, month, day), *cells])
    assert left == 0
    workbook.save(sys.argv[1])


if __name__ == "__main__":
    main()
