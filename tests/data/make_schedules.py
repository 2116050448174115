#!/usr/bin/env python3
"""Makes the sample workbooks of this folder, and what they say, from one fixed seed.

    pip install openpyxl==3.1.5 xlwt==1.3.0
    python3 tests/data/make_schedules.py

The truth (`*.expected.json`) is written from the bookings that were invented here, never by reading a workbook.
Every client is invented; the rooms are those of `colab import rooms --starter colab`. The same input gives the same
bytes, so a changed file in a diff is a changed sample.

    schedule-2026.xlsx     a year as an office keeps it: 713 bookings in 24 rooms, nothing to reject
    layouts/*              one quarter, written in every layout and every format (layouts/expected.json)
    rejects.xlsx           five cells nobody can read, among good ones
    unknown-room.xlsx      headings that are no room, two of them close to one
    wrong-year.xlsx        weekdays of 2026 beside dates of 2025
    wrong-epoch.xlsx       says it counts from 1904, but counts from 1900
    long-term.xlsx         one client in one room on every weekday of the year
    truncated.xlsx         the first half of a workbook
    not-a-workbook.xlsx    text
    ~$schedule-2026.xlsx   what Excel leaves beside a workbook that somebody has open
    encrypted.xlsx         not made here: `tests/pass_protected.xlsx` of tafia/calamine (MIT licence)
"""

import calendar
import io
import json
import random
import re
import struct
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).resolve().parent
YEAR = 2026

ROOMS = [
    "Excellence", "Inspiration", "Honesty", "Gratitude", "Ambition", "Perseverance", "Courage", "Possibilities",
    "Motivation", "A302", "A303", "Success 10", "Respect 10", "Innovation (12)", "Dedication", "Integrity (15)",
    "Empower", "Focus", "Growth", "Wisdom (8)", "Vision", "Potential", "Synergy", "Ambition+Perseverance",
]
CAPACITY = {"Success 10": 10, "Respect 10": 10, "Innovation (12)": 12, "Integrity (15)": 15, "Wisdom (8)": 8}
COMBINED = "Ambition+Perseverance"
HALVES = ("Ambition", "Perseverance")
CAPTIONS = {"Excellence": "Upstairs", "Inspiration": "Right side of entrance", "Courage": "Green Room",
            "Possibilities": "SoundProof side"}

CLIENTS = [
    "Baobab Health", "Kopano Mining", "Umoya Energy", "Karoo Rail", "Thuto College", "Protea Retail", "Ubuntu Bank",
    "Highveld Steel", "Blue Crane Insure", "O'Brien Media", "M&N Attorneys", "Smith & Daughters", "Lwazi (Pty) Ltd",
    "SETA-Inseta", "A4 Group", "4U Training", "4IR Academy", "Phase 3 Projects", "IF/ELSE Academy", "Marula Logistics",
    "Sisonke Foods", "Tshwane Water", "Imbali Schools Trust", "Vaal Cement", "Jacaranda Legal", "Mzansi Telecoms",
    "Fynbos Pharma", "Izwe Broadcasting", "Drakensberg Tours", "Makhanya Civils",
]
DAY = ("07:30", "16:30")
NOON = "12:00"
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]
HOLIDAYS = [(1, 1), (4, 3), (4, 6), (4, 27), (5, 1), (6, 16), (8, 10), (9, 24), (12, 16), (12, 25)]


# --- what is invented -------------------------------------------------------------------------------------------


@dataclass
class Said:
    """What one booking in a cell says."""
    client: str
    learners: int = 0
    facilitators: int = 0
    devices: int = 0
    device_type: str | None = None
    status: str = "confirmed"
    start: str = DAY[0]
    end: str = DAY[1]

    def on(self, room, day):
        return {
            "room": room, "date": day.isoformat(), "start": self.start, "end": self.end, "client_name": self.client,
            "num_learners": self.learners, "num_facilitators": self.facilitators,
            "headcount": self.learners + self.facilitators, "devices_needed": self.devices,
            "device_type_preference": self.device_type, "status": self.status,
        }


@dataclass
class Entry:
    """One text in the schedule: in a cell, or merged over several days."""
    room: str
    days: list
    text: object
    said: list = field(default_factory=list)
    rejected: bool = False


class Diary:
    """Entries that never double-book a room, halves and whole included."""

    def __init__(self):
        self.entries = []
        self.taken = set()

    def free(self, room, day):
        others = HALVES if room == COMBINED else (COMBINED,) if room in HALVES else ()
        return all((name, day) not in self.taken for name in (room, *others))

    def put(self, entry):
        assert all(self.free(entry.room, day) for day in entry.days), entry
        self.taken.update((entry.room, day) for day in entry.days)
        self.entries.append(entry)

    def bookings(self):
        rows = [said.on(entry.room, day) for entry in self.entries for day in entry.days for said in entry.said]
        return sorted(rows, key=lambda row: (row["date"], ROOMS.index(row["room"]), row["start"]))

    def truth(self):
        unread = [entry for entry in self.entries if not entry.said]
        place = lambda entry: [entry.days[0].isoformat(), entry.room]
        return {
            "year": YEAR,
            "bookings": self.bookings(),
            "ignored": sorted(place(entry) for entry in unread if not entry.rejected),
            "rejected": sorted(place(entry) + [str(entry.text)] for entry in unread if entry.rejected),
        }

    def cells(self, merged):
        """How many cells the report counts: a merged one is one, however many days it covers."""
        count = lambda entries: sum(1 if merged else len(entry.days) for entry in entries)
        return {
            "read": count(self.entries),
            "booked": count(entry for entry in self.entries if entry.said),
            "ignored": count(entry for entry in self.entries if not entry.said and not entry.rejected),
            "rejected": count(entry for entry in self.entries if entry.rejected),
        }


def people(rng, room):
    most = CAPACITY.get(room)
    return rng.randint(3, most - 2) if most else rng.randint(6, 38)


def whole_day(rng, room, client):
    """A text of the kinds people write, and what it says."""
    n, f, d = people(rng, room), rng.choice([1, 1, 1, 2]), rng.randint(4, 24)
    kind, spelled = rng.choice([("laptops", "laptops"), ("laptops", "Laptops"), ("laptops", "L/T"),
                                ("desktops", "desktops"), ("desktops", "PCs"), ("any", "devices")])
    counted = Said(client, n, f)
    with_devices = Said(client, n, 1, d, kind)
    forms = [
        (16, f"{client} {n}+{f}", counted),
        (6, f"{client} {n} + {f}", counted),
        (7, f"{client} - {n}", Said(client, n, 1)),
        (6, f"{client} {n}", Said(client, n, 1)),
        (7, f"{client} {n}+{f} + {d} {spelled}", Said(client, n, f, d, kind)),
        (3, f"{client} {n}+{f}+{d} L/T", Said(client, n, f, d, "laptops")),
        (7, f"{client} {n} + {d} {spelled}", with_devices),
        (3, f"{client} {n}+{f} (Caterco) {d} {spelled}", Said(client, n, f, d, kind)),
        (3, f"{client} - {n} laptops", Said(client, n, 1, n, "laptops")),
        (2, f"{client} ({n} laptops)", Said(client, n, 1, n, "laptops")),
        (3, f"{client} {n} own laptops", Said(client, n, 1)),
        (3, f"{client} {n} pax", Said(client, n, 0)),
        (2, f"{client} {n} learners + {f} fac", counted),
        (2, f"{client} ±{n}", Said(client, n, 1)),
        (2, f"{client} {n}+{f}\nMS Office", counted),
        (3, f"{client} 08:00-12:00 {n}+{f}", Said(client, n, f, start="08:00", end=NOON)),
        (3, f"{client} {n}+{f} TBC", Said(client, n, f, status="room_assigned")),
        (2, f"{client} {n}+{f} (tentative)", Said(client, n, f, status="room_assigned")),
        (1, f"Reserved for {client}", Said(client)),
        (1, f"{n} + {d} {spelled}", Said("Unknown", n, 1, d, kind)),
    ]
    if not CAPACITY.get(room):
        low = rng.randint(15, 25)
        forms.append((3, f"{client} {low}-{low + 5} - {d} {spelled}", Said(client, low, 1, d, kind)))
        forms.append((1, f"{client} {low}-{low + 5}", Said(client, low, 1)))
    weights = [weight for weight, _, _ in forms]
    _, text, said = rng.choices(forms, weights)[0]
    return text, [said]


def two_parts(rng, room, first, second):
    a, b = people(rng, room), people(rng, room)
    if rng.random() < 0.6:
        return f"AM: {first} {a}+1 PM: {second} {b}+1", [
            Said(first, a, 1, end=NOON), Said(second, b, 1, start=NOON)]
    return f"08:00-12:00 {first} {a}+1; 13:00-16:30 {second} {b}+1", [
        Said(first, a, 1, start="08:00", end=NOON), Said(second, b, 1, start="13:00")]


def days_of(year, months):
    return [date(year, month, day) for month in months for day in range(1, calendar.monthrange(year, month)[1] + 1)]


def is_weekday(day):
    return day.weekday() < 5


def weeks(rng, diary, months, count, rooms):
    """Courses from Monday to Friday, inside one month: merged where the layout merges."""
    mondays = [day for day in days_of(YEAR, months) if day.weekday() == 0 and (day + timedelta(4)).month == day.month]
    while count:
        monday, room = rng.choice(mondays), rng.choice(rooms)
        days = [monday + timedelta(n) for n in range(5)]
        if not all(diary.free(room, day) for day in days) or any((d.month, d.day) in HOLIDAYS for d in days):
            continue
        client, n = rng.choice(CLIENTS), people(rng, room)
        diary.put(Entry(room, days, f"{client} {n}+2", [Said(client, n, 2)]))
        count -= 1


def fill(rng, diary, months, total, saturdays=0.04):
    """Single days until there are `total` bookings."""
    days = days_of(YEAR, months)
    while (left := total - len(diary.bookings())) > 0:
        day, room = rng.choice(days), rng.choice(ROOMS)
        if day.weekday() == 6 or (day.weekday() == 5 and rng.random() > saturdays) or not diary.free(room, day):
            continue
        first, second = rng.sample(CLIENTS, 2)
        if left > 1 and rng.random() < 0.03:
            text, said = two_parts(rng, room, first, second)
        else:
            text, said = whole_day(rng, room, first)
        diary.put(Entry(room, [day], text, said))


def year():
    rng, diary = random.Random(713), Diary()
    for day in days_of(YEAR, [2, 3]):
        if is_weekday(day):
            diary.put(Entry("Success 10", [day], "Siyaya", [Said("Siyaya")]))
    for day in days_of(YEAR, [7, 8]):
        if is_weekday(day):
            diary.put(Entry("Wisdom (8)", [day], "Melissa", [Said("Melissa")]))
    for month, day in HOLIDAYS:
        diary.put(Entry("Excellence", [date(YEAR, month, day)], "Public holiday"))
    for day, room, word in [((3, 2), "A303", "Storage"), ((5, 4), "A302", "IT Store"), ((6, 8), "Synergy", "4th Floor"),
                            ((9, 25), "Vision", "Prayer Room"), ((12, 24), "Honesty", "Closed"),
                            ((10, 12), "A303", "IT Office")]:
        diary.put(Entry(room, [date(YEAR, *day)], word))
    weeks(rng, diary, range(1, 13), 14, ["Excellence", "Inspiration", "Possibilities", "Motivation", "Growth", "Focus"])
    weeks(rng, diary, range(1, 13), 2, [COMBINED])
    fill(rng, diary, range(1, 13), 713)
    return diary


QUARTER = [2, 3, 4]


def quarter():
    rng, diary = random.Random(24), Diary()
    weeks(rng, diary, QUARTER, 4, ["Excellence", "Courage", "Motivation", "Dedication"])
    weeks(rng, diary, QUARTER, 1, [COMBINED])
    for month, day in [(2, 18), (3, 11), (4, 22)]:
        client = rng.choice(CLIENTS)
        diary.put(Entry(COMBINED, [date(YEAR, month, day)], f"{client} 44+2", [Said(client, 44, 2)]))
    fixed = [
        ((2, 4), "Focus", "AM: Karoo Rail 20+1 PM: Umoya Energy 15+1",
         [Said("Karoo Rail", 20, 1, end=NOON), Said("Umoya Energy", 15, 1, start=NOON)]),
        ((2, 5), "Growth", "08:00-12:00 Karoo Rail 20+1; 13:00-16:30 Umoya Energy 12+1",
         [Said("Karoo Rail", 20, 1, start="08:00", end=NOON), Said("Umoya Energy", 12, 1, start="13:00")]),
        ((2, 6), "Vision", "Matric 2026 18+1", [Said("Matric 2026", 18, 1)]),
        ((2, 9), "Empower", "Grade 12 25+1", [Said("Grade 12", 25, 1)]),
        ((2, 10), "Potential", "Baobab Health 25+1\u00a0", [Said("Baobab Health", 25, 1)]),
        ((2, 11), "Synergy", "Karoo Rail 25+1 TBC", [Said("Karoo Rail", 25, 1, status="room_assigned")]),
        ((2, 12), "Honesty", "Kopano Mining\u00a030\u2009+\u200918\u00a0devices",
         [Said("Kopano Mining", 30, 1, 18, "any")]),
        ((2, 13), "Gratitude", "Thuto College \u2013 21 laptops", [Said("Thuto College", 21, 1, 21, "laptops")]),
        ((3, 3), "Growth", "CANCELLED - Umoya Energy 30+2", []),
        ((3, 4), "Vision", "Storage", []),
        ((3, 5), "Empower", "Prayer Room", []),
        ((4, 3), "Excellence", "Public holiday", []),
        ((4, 6), "Excellence", "public HOLIDAY ", []),
        ((4, 27), "Synergy", "4th Floor", []),
    ]
    for (month, day), room, text, said in fixed:
        diary.put(Entry(room, [date(YEAR, month, day)], text, said))
    fill(rng, diary, QUARTER, 104)
    return diary


# --- layouts ----------------------------------------------------------------------------------------------------


@dataclass
class Error:
    """An error as a cell's value."""
    text: str

    def __str__(self):
        return self.text


@dataclass
class Sheet:
    name: str
    cells: dict = field(default_factory=dict)
    merges: list = field(default_factory=list)
    hidden: bool = False

    def transposed(self):
        turn = lambda m: (m[1], m[0], m[3], m[2])
        cells = {(col, row): value for (row, col), value in self.cells.items()}
        return Sheet(self.name, cells, [turn(m) for m in self.merges], self.hidden)


@dataclass
class Book:
    sheets: list
    epoch_1904: bool = False
    #: The serials are those of the other epoch than the file says.
    wrong_epoch: bool = False


def short(month):
    return MONTHS[month - 1][:3]


def plain(diary, months, dates=lambda day: day, name=lambda m: f"{short(m)} {YEAR}", merged="", rooms=None,
          corner="Date"):
    """Dates down, rooms across, nothing else."""
    rooms = rooms or ROOMS
    sheets = []
    for month in months:
        sheet = Sheet(name(month), {(0, 0): corner})
        sheet.cells.update({(0, 1 + at): room for at, room in enumerate(rooms)})
        days = days_of(YEAR, [month])
        sheet.cells.update({(1 + at, 0): dates(day) for at, day in enumerate(days)})
        put_entries(sheet, diary, month, lambda day: day.day, lambda room: 1 + rooms.index(room), merged)
        sheets.append(sheet)
    return Book(sheets)


def put_entries(sheet, diary, month, row_of, col_of, merged):
    """Merged `down` over its days, or `both ways`: over the halves of the combined room too."""
    for entry in diary.entries:
        if entry.days[0].month != month:
            continue
        across = merged == "both ways" and entry.room == COMBINED
        first, last = (col_of(HALVES[0]), col_of(HALVES[1])) if across else (col_of(entry.room),) * 2
        if not merged:
            sheet.cells.update({(row_of(day), first): entry.text for day in entry.days})
            continue
        top, bottom = row_of(entry.days[0]), row_of(entry.days[-1])
        sheet.cells[(top, first)] = entry.text
        if (top, first) != (bottom, last):
            sheet.merges.append((top, first, bottom, last))


def rooms_down(diary, months, **kind):
    book = plain(diary, months, corner="Room", **kind)
    return Book([sheet.transposed() for sheet in book.sheets])


SPELLED = {"Excellence": "EXCELLENCE ", "Gratitude": "gratitude", "Perseverance": "Perserverence",
           "Courage": "courage\u00a0", "A302": "A 302", "Success 10": "Success\n10", "Innovation (12)": "Innovation",
           "Wisdom (8)": "Wisdom(8)", "Ambition+Perseverance": "Ambition + Perseverence"}


def decorated(diary, months):
    """Everything that stands around the bookings in real sheets."""
    sheets = [Sheet("Notes", {(0, 0): "Colours: yellow = catering", (1, 0): "Ask the Room Boss first"})]
    names = [lambda m: f"{MONTHS[m - 1]} {YEAR}", lambda m: f"{short(m).upper()} {YEAR % 100}", short]
    for month in months:
        sheet = Sheet(names[month % 3](month), {(0, 0): f"COLAB TRAINING \u2014 {MONTHS[month - 1]} {YEAR}"})
        for room, caption in CAPTIONS.items():
            sheet.cells[(2, 2 + ROOMS.index(room))] = caption
        header = {0: "Date", 1: "Day"} | {2 + at: SPELLED.get(room, room) for at, room in enumerate(ROOMS)}
        put_row = lambda row, values: sheet.cells.update({(row, col): value for col, value in values.items()})
        put_row(3, header)
        put_row(4, {0: "Capacity"} | {2 + ROOMS.index(room): size for room, size in CAPACITY.items()})
        row, rows = 5, {}
        for day in days_of(YEAR, [month]):
            if day.weekday() == 0 and day.day > 1:
                row += 1
            if day.day == 16:
                put_row(row, header)
                row += 1
            put_row(row, {0: day, 1: WEEKDAYS[day.weekday()]})
            rows[day] = row
            row += 1
        put_entries(sheet, diary, month, rows.__getitem__, lambda room: 2 + ROOMS.index(room), "")
        booked = lambda room: sum(len(entry.days) for entry in diary.entries
                                  if entry.room == room and entry.days[0].month == month)
        put_row(row + 1, {0: "Total"} | {2 + at: booked(room) for at, room in enumerate(ROOMS) if booked(room)})
        put_row(row + 3, {0: "Note: no food in the Green Room"})
        sheets.append(sheet)
    sheets.append(Sheet("Feb old", {(0, 0): "Date", (0, 1): "Excellence", (1, 0): date(YEAR, 2, 2),
                                    (1, 1): "Kopano Mining 99+1"}, hidden=True))
    return Book(sheets)


def weekday_text(day):
    return f"{WEEKDAYS[day.weekday()]} {day.day} {short(day.month)}"


def half_text(day):
    return day if day.day < 16 else f"{weekday_text(day)} {YEAR}"


def layouts(diary):
    """Layout -> (book, orientation, merged)."""
    down, across = "dates_down", "rooms_down"
    make = lambda **kind: plain(diary, QUARTER, **kind)
    turned = lambda **kind: rooms_down(diary, QUARTER, **kind)
    old_epoch = make()
    old_epoch.epoch_1904 = True
    return {
        "real-dates": (make(), down, False),
        "iso-text": (make(dates=date.isoformat, name=lambda m: f"{m:02}-{YEAR}"), down, False),
        "weekday-text": (make(dates=weekday_text), down, False),
        "slashed": (make(dates=lambda day: f"{day:%d/%m/%Y}", name=lambda m: MONTHS[m - 1]), down, False),
        "day-numbers": (make(dates=lambda day: day.day, name=lambda m: f"{YEAR}-{m:02}"), down, False),
        "mixed-dates": (make(dates=half_text, name=short), down, False),
        "epoch-1904": (old_epoch, down, False),
        "decorated": (decorated(diary, QUARTER), down, False),
        "merged": (make(merged="both ways"), down, True),
        "rooms-down": (turned(), across, False),
        "rooms-down-weekday-text": (turned(dates=weekday_text), across, False),
        "rooms-down-merged": (turned(merged="both ways"), across, True),
    }


# --- formats ----------------------------------------------------------------------------------------------------


def serial(day, epoch_1904):
    return (day - (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30))).days


def zip_bytes(parts):
    """A zip that depends on its parts alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def xlsx(book, macros=False):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    if book.epoch_1904:
        workbook.epoch = CALENDAR_MAC_1904
    for sheet in book.sheets:
        worksheet = workbook.create_sheet(sheet.name)
        worksheet.sheet_state = "hidden" if sheet.hidden else "visible"
        for (row, col), value in sorted(sheet.cells.items()):
            cell = worksheet.cell(row + 1, col + 1)
            if isinstance(value, date):
                if book.wrong_epoch:
                    cell.value = serial(value, not book.epoch_1904)
                else:
                    cell.value = datetime.combine(value, time())
                cell.number_format = "yyyy-mm-dd"
            else:
                cell.value = str(value) if isinstance(value, Error) else value
        for top, left, bottom, right in sheet.merges:
            worksheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out = io.BytesIO()
    workbook.save(out)
    parts = []
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content)
            if name == "[Content_Types].xml" and macros:
                content = content.replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                          b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            parts.append((name, content))
    return zip_bytes(parts)


def xlsm(book):
    return xlsx(book, macros=True)


def xls(book):
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.dates_1904 = book.epoch_1904
    as_date, wrapped = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf("alignment: wrap on")
    for sheet in book.sheets:
        worksheet = workbook.add_sheet(sheet.name)
        worksheet.visibility = 1 if sheet.hidden else 0
        for (row, col), value in sorted(sheet.cells.items()):
            if isinstance(value, Error):
                worksheet.row(row).set_cell_error(col, str(value))
            elif isinstance(value, date):
                worksheet.write(row, col, serial(value, book.epoch_1904), as_date)
            elif isinstance(value, str) and "\n" in value:
                worksheet.write(row, col, value, wrapped)
            else:
                worksheet.write(row, col, value)
        for top, left, bottom, right in sheet.merges:
            worksheet.merge(top, bottom, left, right)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


ODS_NAMES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in [
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle")])


def ods(book):
    assert not book.epoch_1904, "dates in ods are text: they have no epoch"
    tables = []
    for sheet in book.sheets:
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
        covered = {(row, col) for top, left, bottom, right in sheet.merges
                   for row in range(top, bottom + 1) for col in range(left, right + 1)} - set(spans)
        places = set(sheet.cells) | covered
        rows = []
        for row in range(max(place[0] for place in places) + 1):
            width = max((place[1] for place in places if place[0] == row), default=-1) + 1
            cells = [ods_cell(sheet.cells.get((row, col)), spans.get((row, col)), (row, col) in covered)
                     for col in range(width)]
            rows.append(f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>")
        style = "hidden" if sheet.hidden else "shown"
        name = escape(sheet.name, {'"': "&quot;"})
        tables.append(f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>')
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {ODS_NAMES} office:version="1.3">'
        '<office:automatic-styles>'
        '<style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
        '<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
        '</number:date-style>'
        '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>'
        f'</office:automatic-styles><office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet></office:body>'
        '</office:document-content>')
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = ('<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
                'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
                + entry.format("/", kind) + entry.format("content.xml", "text/xml") + "</manifest:manifest>")
    return zip_bytes([("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def ods_cell(value, span, covered):
    tag = "table:covered-table-cell" if covered else "table:table-cell"
    attributes, shown = "", None
    if span:
        attributes += f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if isinstance(value, date):
        attributes += f' office:value-type="date" office:date-value="{value}" table:style-name="day"'
        shown = str(value)
    elif isinstance(value, (int, float)):
        attributes += f' office:value-type="float" office:value="{value}"'
        shown = str(value)
    elif value is not None:
        attributes += ' office:value-type="string"'
        shown = str(value)
    if shown is None:
        return f"<{tag}{attributes}/>"
    spaced = lambda line: re.sub(r"^ | (?= )| $", "<text:s/>", escape(line))
    paragraphs = "".join(f"<text:p>{spaced(line)}</text:p>" for line in shown.split("\n"))
    return f"<{tag}{attributes}>{paragraphs}</{tag}>"


def record(kind, payload=b""):
    """One record of [MS-XLSB]: its number and its size in seven-bit groups, then its bytes."""
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = b"", len(payload)
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + payload


def wide(text):
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def xlsb(book):
    strings = {}
    errors = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
    parts = []
    for number, sheet in enumerate(book.sheets, 1):
        rows = {}
        for (row, col), value in sorted(sheet.cells.items()):
            place = lambda style=0: struct.pack("<II", col, style)
            if isinstance(value, date):
                cell = record(5, place(1) + struct.pack("<d", serial(value, book.epoch_1904)))  # BrtCellReal
            elif isinstance(value, Error):
                cell = record(3, place() + bytes([errors[str(value)]]))  # BrtCellError
            elif isinstance(value, (int, float)):
                cell = record(5, place() + struct.pack("<d", value))
            else:
                at = strings.setdefault(value, len(strings))
                cell = record(7, place() + struct.pack("<I", at))  # BrtCellIsst
            rows.setdefault(row, []).append((col, cell))
        cols = [col for _, col in sheet.cells]
        body = record(129) + record(148, struct.pack("<IIII", min(rows), max(rows), min(cols), max(cols)))
        body += record(145)  # BrtBeginSheetData
        for row, cells in sorted(rows.items()):
            body += record(0, struct.pack("<IIHBBBIII", row, 0, 300, 0, 0, 0, 1, cells[0][0], cells[-1][0]))  # BrtRowHdr
            body += b"".join(cell for _, cell in cells)
        body += record(146)
        if sheet.merges:
            merges = [record(176, struct.pack("<IIII", top, bottom, left, right))
                      for top, left, bottom, right in sheet.merges]
            body += record(177, struct.pack("<I", len(merges))) + b"".join(merges) + record(178)
        parts.append((f"xl/worksheets/sheet{number}.bin", body + record(130)))
    bundle = b"".join(record(156, struct.pack("<II", int(sheet.hidden), n) + wide(f"rId{n}") + wide(sheet.name))
                      for n, sheet in enumerate(book.sheets, 1))
    properties = record(153, struct.pack("<II", int(book.epoch_1904), 124226) + wide(""))
    workbook = record(131) + properties + record(143) + bundle + record(144) + record(132)
    items = b"".join(record(19, b"\0" + wide(text)) for text in strings)
    sst = record(159, struct.pack("<II", len(strings), len(strings))) + items + record(160)
    xf = lambda fmt, parent: record(47, struct.pack("<HHHHHBBHH", parent, fmt, 0, 0, 0, 0, 0, 0, 1 if fmt else 0))
    counted = lambda begin, end, *inner: record(begin, struct.pack("<I", len(inner))) + b"".join(inner) + record(end)
    font = record(43, struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 2, 0, 0) + b"\x07\x01" + bytes(6) + b"\x02" + wide("Calibri"))
    fill_none = record(45, struct.pack("<I", 0) + b"\x03\x40" + bytes(6) + b"\x03\x41" + bytes(6) + bytes(48))
    border = record(46, bytes(51))
    styles = (record(278) + counted(615, 616, record(44, struct.pack("<H", 164) + wide("yyyy-mm-dd")))
              + counted(611, 612, font) + counted(603, 604, fill_none) + counted(613, 614, border)
              + counted(626, 627, xf(0, 0xFFFF)) + counted(617, 618, xf(0, 0), xf(164, 0)) + record(279))
    kind = "application/vnd.ms-excel."
    overrides = [("workbook", kind + "sheet.binary.macroEnabled.main"), ("styles", kind + "styles"),
                 ("sharedStrings", kind + "sharedStrings")]
    overrides += [(f"worksheets/sheet{n}", kind + "worksheet") for n in range(1, len(book.sheets) + 1)]
    types = ('<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
             'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
             'relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.'
             'macroEnabled.main"/>'
             + "".join(f'<Override PartName="/xl/{name}.bin" ContentType="{what}"/>' for name, what in overrides)
             + "</Types>")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    links = lambda rows: ('<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.'
                          'org/package/2006/relationships">'
                          + "".join(f'<Relationship Id="{key}" Type="{office}{what}" Target="{target}"/>'
                                    for key, what, target in rows) + "</Relationships>")
    inside = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(book.sheets) + 1)]
    inside += [(f"rId{len(inside) + 1}", "styles", "styles.bin"),
               (f"rId{len(inside) + 2}", "sharedStrings", "sharedStrings.bin")]
    return zip_bytes([
        ("[Content_Types].xml", types), ("_rels/.rels", links([("rId1", "officeDocument", "xl/workbook.bin")])),
        ("xl/workbook.bin", workbook), ("xl/_rels/workbook.bin.rels", links(inside)), *parts,
        ("xl/styles.bin", styles), ("xl/sharedStrings.bin", sst)])


# --- the files --------------------------------------------------------------------------------------------------


def kept_schedule(diary):
    """As the office keeps it: a title, captions, `Date` and `Day`, courses merged over their days."""
    sheets = []
    for month in range(1, 13):
        sheet = Sheet(f"{MONTHS[month - 1]} {YEAR}", {(0, 0): f"COLAB SCHEDULE \u2014 {MONTHS[month - 1]} {YEAR}"})
        for room, caption in CAPTIONS.items():
            sheet.cells[(1, 2 + ROOMS.index(room))] = caption
        header = ["Date", "Day", *ROOMS]
        sheet.cells.update({(2, col): text for col, text in enumerate(header)})
        for day in days_of(YEAR, [month]):
            sheet.cells.update({(2 + day.day, 0): day, (2 + day.day, 1): WEEKDAYS[day.weekday()]})
        put_entries(sheet, diary, month, lambda day: 2 + day.day, lambda room: 2 + ROOMS.index(room), "down")
        sheets.append(sheet)
    return Book(sheets)


def with_weekdays(name, days, rooms, entries, weekday_of=lambda day: day):
    """One sheet with a weekday beside each date; entries are {(day of month, room): text}."""
    sheet = Sheet(name, {(0, 0): "Date", (0, 1): "Day"})
    sheet.cells.update({(0, 2 + at): room for at, room in enumerate(rooms)})
    for at, day in enumerate(days, 1):
        sheet.cells.update({(at, 0): day, (at, 1): WEEKDAYS[weekday_of(day).weekday()]})
    for (day, room), text in entries.items():
        sheet.cells[(day, 2 + rooms.index(room))] = text
    return sheet


def rejects():
    diary = Diary()
    good = [(2, "Excellence", "Baobab Health 25+1", Said("Baobab Health", 25, 1)),
            (3, "Courage", "Kopano Mining 30 + 18 devices", Said("Kopano Mining", 30, 1, 18, "any")),
            (4, "Focus", "Umoya Energy - 34", Said("Umoya Energy", 34, 1))]
    for day, room, text, said in good:
        diary.put(Entry(room, [date(YEAR, 3, day)], text, [said]))
    bad = [(5, "Excellence", Error("#REF!")), (6, "Courage", 17), (9, "Focus", date(YEAR, 12, 10)),
           (10, "Growth", "Courage"), (11, "Growth", "Karoo Rail 20+1\nUmoya Energy 15+1")]
    for day, room, text in bad:
        diary.put(Entry(room, [date(YEAR, 3, day)], text, rejected=True))
    return diary, plain(diary, [3], rooms=["Excellence", "Courage", "Focus", "Growth"])


def unknown_room():
    """`A304` and `Excelence` are close to rooms, `Boardroom` to none; the columns between are good."""
    headings = ["Excelence", "Courage", "A304", "Focus", "Boardroom"]
    days = days_of(YEAR, [3])
    texts = {(2, "Excelence"): "Baobab Health 25+1", (3, "Courage"): "Kopano Mining 30+1", (4, "A304"): "Karoo Rail 12+1",
             (5, "Focus"): "Umoya Energy 20+2", (6, "Boardroom"): "Ubuntu Bank 8+1"}
    said = {"Courage": (3, Said("Kopano Mining", 30, 1)), "Focus": (5, Said("Umoya Energy", 20, 2))}
    truth = {"year": YEAR, "bookings": [what.on(room, date(YEAR, 3, day)) for room, (day, what) in said.items()],
             "ignored": [], "rejected": [[date(YEAR, 3, day).isoformat(), room, text]
                                         for (day, room), text in texts.items() if room not in said]}
    return truth, Book([with_weekdays("March 2026", days, headings, texts)])


def wrong_year():
    texts = {(day, "Courage"): f"Kopano Mining {10 + day}+1" for day in range(2, 7)}
    in_2026 = lambda day: day.replace(year=YEAR)
    return Book([with_weekdays("March", days_of(YEAR - 1, [3]), ["Excellence", "Courage"], texts, in_2026)])


def wrong_epoch():
    texts = {(day, "Courage"): f"Kopano Mining {10 + day}+1" for day in range(2, 7)}
    sheet = with_weekdays("March", days_of(YEAR, [3]), ["Excellence", "Courage"], texts)
    return Book([sheet], epoch_1904=True, wrong_epoch=True)


def long_term():
    diary = Diary()
    for day in days_of(YEAR, range(1, 13)):
        if is_weekday(day):
            diary.put(Entry("Success 10", [day], "Siyaya", [Said("Siyaya")]))
    for month in range(1, 13):
        day = next(day for day in days_of(YEAR, [month]) if day.weekday() == 2)
        diary.put(Entry("Excellence", [day], "Kopano Mining 25+1", [Said("Kopano Mining", 25, 1)]))
    return diary, plain(diary, range(1, 13), rooms=["Excellence", "Success 10", "Focus"])


def write(name, content):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_truth(name, truth):
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    # A booking a line: a changed one is a changed line.
    write(name, re.sub(r"\n   +", " ", text).replace("\n  }", " }").replace("\n  ]", " ]") + "\n")


def main():
    diary = year()
    write("schedule-2026.xlsx", xlsx(kept_schedule(diary)))
    write_truth("schedule-2026.expected.json", diary.truth() | {"cells": diary.cells(merged=True)})

    diary, files = quarter(), {}
    formats = {"xlsx": xlsx, "xlsm": xlsm, "xlsb": xlsb, "xls": xls, "ods": ods}
    for layout, (book, orientation, merged) in layouts(diary).items():
        for ending, make in formats.items():
            impossible = (ending == "xlsb" and merged) or (ending == "ods" and book.epoch_1904)
            if impossible or (ending == "xlsm" and layout not in ("real-dates", "merged")):
                continue
            write(f"layouts/{layout}.{ending}", make(book))
            files[f"{layout}.{ending}"] = {"layout": orientation, "cells": diary.cells(merged)}
    write_truth("layouts/expected.json", diary.truth() | {"files": files})

    diary, book = rejects()
    write("rejects.xlsx", xlsx(book))
    write_truth("rejects.expected.json", diary.truth())
    truth, book = unknown_room()
    write("unknown-room.xlsx", xlsx(book))
    write_truth("unknown-room.expected.json", truth)
    diary, book = long_term()
    write("long-term.xlsx", xlsx(book))
    write_truth("long-term.expected.json", diary.truth())
    write("wrong-year.xlsx", xlsx(wrong_year()))
    write("wrong-epoch.xlsx", xlsx(wrong_epoch()))

    whole = xlsx(book)
    write("truncated.xlsx", whole[:len(whole) // 2])
    write("not-a-workbook.xlsx", "Dear Room Boss,\n\nthe schedule is in the attachment.\n")
    name = "Thandi"
    lock = bytes([len(name)]) + name.encode().ljust(54) + struct.pack("<H", len(name)) + name.ljust(54).encode("utf-16-le")
    write("~$schedule-2026.xlsx", lock)


if __name__ == "__main__":
    main()
