#!/usr/bin/env bash
# Measures whole commands beside what they are compared with and prints the table of figures.
#
#     cargo build --release
#     benches/commands.sh [BINARY [POSTGRES_URL]]
#
# BINARY is target/release/colab unless given. POSTGRES_URL names a server and a role that may create databases;
# without it a throwaway server is started where Debian's server programs are installed, else those rows are left out.
# Needs hyperfine, python3 with openpyxl (and psycopg2-binary for PostgreSQL), cc; psql for PostgreSQL.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
colab=$(realpath "${1:-$root/target/release/colab}")
server=${2:-}
sample=$root/tests/data/schedule-2026.xlsx
work=$(mktemp -d /tmp/colab-bench-XXXXXX)
started=
cleanup() {
  if [ -n "$started" ]; then as_server "$started/pg_ctl" -D "$work/pg/data" -m immediate stop >/dev/null 2>&1 || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

for program in hyperfine python3 cc; do
  command -v "$program" >/dev/null || { echo "benches/commands.sh needs $program" >&2; exit 2; }
done
[ -x "$colab" ] || { echo "$colab does not exist: cargo build --release" >&2; exit 2; }

as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# A world of its own, as the tests have one: the same variables for every command measured.
export XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
unset COLAB_DATABASE_URL COLAB_TOKEN COLAB_NOW
# The databases made here may have a fixed clock.
export COLAB_TEST_DATABASE=1
export PGOPTIONS="-c client_min_messages=warning"
cd "$work"

# measure NAME PREPARE COMMAND: the mean of whole runs, into $work/NAME.json; what it takes a shell to start is left out.
measure() { timed "$1" --warmup 2 --min-runs 15 --prepare "$2" "$3"; }
# short NAME COMMAND: the same for what takes a few milliseconds, without a shell.
short() { timed "$1" -N --warmup 20 --min-runs 200 "$2"; }
timed() {
  local name=$1
  shift
  hyperfine --style none --export-json "$work/$name.json" "$@" >hyperfine.log 2>&1 || { cat hyperfine.log >&2; exit 1; }
}

# The most memory, in MB, that a command or a child of it takes.
memory() {
  python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))' "$@"
}

echo "measuring on SQLite" >&2
fresh="rm -f new.db new.db-wal new.db-shm"
measure sqlite "$fresh" "'$colab' --database new.db import schedule '$sample' --create-rooms"
measure sqlite-replaced "rm -f old.db" "python3 '$here/replaced.py' '$sample' sqlite:old.db"
rm -f again.db* && "$colab" --database again.db import schedule "$sample" --create-rooms >/dev/null
measure again true "'$colab' --database again.db import schedule '$sample' --create-rooms --quiet"

echo "measuring short commands" >&2
echo 'int main(void) { return 0; }' >empty.c && cc -O2 -o empty empty.c
short empty "$work/empty"
short version "$colab --version"
short room-list "$colab --database again.db room list"

echo "measuring 100,000 bookings" >&2
python3 "$here/five_years.py" five.xlsx
big="'$colab' --database five.db import schedule five.xlsx --create-rooms"
timed five --warmup 0 --runs 3 --prepare "rm -f five.db five.db-wal five.db-shm" "$big"
rm -f five.db* && five_memory=$(memory "$colab" --database five.db import schedule five.xlsx --create-rooms)
reader() { (cd "$root" && cargo bench --quiet --bench read_workbook -- "$work/five.xlsx"); }
reader >/dev/null # compiled first
read -r reading _ < <(reader)
bare=$(rm -f bare.db* && python3 "$here/bare_engine.py" five.db bare.db)

echo "measuring a table of 100,000 bookings" >&2
python3 "$here/bookings_csv.py" table.csv 100000
"$colab" --database rooms.db import rooms --starter colab >/dev/null
table="'$colab' --database table.db import bookings table.csv"
timed table --warmup 0 --runs 3 --prepare "rm -f table.db-wal table.db-shm; cp rooms.db table.db" "$table"
timed table-again --warmup 0 --runs 3 "$table --quiet"
rm -f table.db* && cp rooms.db table.db && table_memory=$(memory "$colab" --database table.db import bookings table.csv)
echo "measuring 100,000 made-up bookings and their dashboard" >&2
demo="'$colab' --database demo.db --quiet import demo --bookings 100000 --year 2026"
timed demo --warmup 0 --runs 3 --prepare "rm -f demo.db demo.db-wal demo.db-shm" "$demo"
rm -f demo.db* && demo_memory=$(memory "$colab" --database demo.db --quiet import demo --bookings 100000 --year 2026)
COLAB_NOW=2026-07-01T08:00:00Z short dashboard "$colab --database demo.db dashboard"
dashboard_memory=$(COLAB_NOW=2026-07-01T08:00:00Z memory "$colab" --database demo.db dashboard)

echo "measuring 10,000 and 1,000,000 bookings" >&2
cat >free.sql <<'SQL'
SELECT r.name, r.max_capacity FROM rooms r
 WHERE r.is_active = 1 AND (r.max_capacity = 0 OR r.max_capacity >= 20)
   AND NOT EXISTS (SELECT 1 FROM room_components c JOIN rooms p ON p.id = c.component_id WHERE c.room_id = r.id
     AND (SELECT h.ends_at FROM room_holds h WHERE h.room_id = p.id
            AND h.starts_at < 1777881600000000 + p.teardown_minutes * 60000000
           ORDER BY h.starts_at DESC LIMIT 1) > 1777867200000000 - p.setup_minutes * 60000000)
 ORDER BY r.max_capacity = 0, r.max_capacity, r.id;
SQL
cat >month.sql <<'SQL'
SELECT b.*, r.name, c.* FROM bookings b JOIN rooms r ON r.id = b.room_id
  LEFT JOIN booking_catering c ON c.booking_id = b.id
 WHERE b.id IN (SELECT h.booking_id FROM room_holds h WHERE h.room_id IN (SELECT id FROM rooms)
                   AND h.starts_at >= 1772316000000000 AND h.starts_at < 1774994400000000)
 ORDER BY b.starts_at, b.id;
SQL
for count in 10000 1000000; do
  python3 "$here/million.py" "$colab" "many-$count.db" "$count"
  short "free-$count" "$colab --database many-$count.db room free --from 2026-05-04T08:00 --to 2026-05-04T12:00 --people 20"
  short "month-$count" "$colab --database many-$count.db booking calendar --month 2026-03 -f csv"
  short "client-$count" "$colab --database many-$count.db booking list --client 'Client 7' -f csv"
  if command -v sqlite3 >/dev/null; then
    short "free-$count-replaced" "sqlite3 -readonly many-$count.db '.read free.sql'"
    short "month-$count-replaced" "sqlite3 -readonly many-$count.db '.read month.sql'"
  fi
done
client_memory=$(memory "$colab" --database many-1000000.db booking list --client "Client 7" -f csv)
short create "$colab --database many-10000.db booking create --client Bench --date 2030-01-07 --learners 5"

echo "measuring 200 ghosts in 24 rooms" >&2
python3 "$here/million.py" "$colab" ghosts.db 0 200
timed solve -N --warmup 1 --min-runs 10 "$colab --database ghosts.db room solve --dry-run"

echo "measuring 10,000 devices, 100,000 assignments" >&2
python3 "$here/devices.py" "$colab" devices.db 10000 100000
cat >devices.txt <<'LINES'
device-list device list --status available -f csv
device-show device show DV-00500
device-free device free --date 2026-01-20 --category Laptop -f csv
device-queue device queue -f csv
device-assign device assign 10000 --auto 2 --dry-run
device-stock device stock --date 2026-01-20
device-label device label DV-00500 -o label.svg
rental-list rental list -f csv
rental-overdue rental overdue -f csv
rental-start rental start --client Bench --serial DV-09999 --contact-person N --contact-number 1 --company C --address A --return-on 2026-02-01 --dry-run
LINES
: >devices-memory.txt
while read -r name words; do
  COLAB_NOW=2026-01-15T08:00:00Z short "$name" "$colab --database devices.db $words"
  # shellcheck disable=SC2086
  echo "$name $(COLAB_NOW=2026-01-15T08:00:00Z memory "$colab" --database devices.db $words)" >>devices-memory.txt
done <devices.txt

echo "measuring 10,000 prices, 100,000 entries of the ledger" >&2
python3 "$here/pricing.py" "$colab" pricing.db 10000 100000
cat >pricing.txt <<'LINES'
pricing-quote pricing quote --room "Room 7" --from 2025-06-01 --to 2025-06-30 --tier premium
pricing-quote-booking pricing quote 1000 -f json
pricing-ledger-month pricing ledger --by month
pricing-ledger-client pricing ledger --by client -f csv
pricing-ledger-booking pricing ledger --booking 1000
pricing-propose pricing propose 1000 --dry-run
LINES
: >pricing-memory.txt
while read -r name words; do
  short "$name" "$colab --database pricing.db $words"
  echo "$name $(eval memory "'$colab'" --database pricing.db "$words")" >>pricing-memory.txt
done <pricing.txt
echo "measuring 100,000 bookings and 10,000 devices" >&2
python3 "$here/notify.py" "$colab" notify.db 90000
export COLAB_NOW=2026-01-15T08:00:00Z
short notify-first "$colab --database notify.db notify check --dry-run"
"$colab" --database notify.db notify check >/dev/null
short notify-again "$colab --database notify.db notify check --quiet"
unset COLAB_NOW

if [ -z "$server" ]; then
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
  if [ -n "$programs" ] && [ -x "$programs/initdb" ]; then
    mkdir pg && chmod 755 "$work"
    if [ "$(id -u)" = 0 ]; then chown postgres pg; fi
    as_server "$programs/initdb" -D "$work/pg/data" -U postgres --auth=trust >/dev/null
    as_server "$programs/pg_ctl" -D "$work/pg/data" -w -l "$work/pg/log" \
      -o "-k $work/pg -c listen_addresses=''" start >/dev/null
    started=$programs
    server="postgres:///postgres?host=$work/pg&user=postgres"
  fi
fi
if [ -n "$server" ]; then
  echo "measuring on PostgreSQL" >&2
  bases="colab_bench_template colab_bench_new colab_bench_old_template colab_bench_old"
  admin() { psql -q -X -v ON_ERROR_STOP=1 "$server" -c "$1" >/dev/null; }
  named() { python3 -c 'import sys, urllib.parse as u
parts = u.urlsplit(sys.argv[1])
print(u.urlunsplit(parts._replace(path="/" + sys.argv[2])) if parts.netloc else f"postgres:///{sys.argv[2]}?{parts.query}")' "$server" "$1"; }
  for name in $bases; do admin "DROP DATABASE IF EXISTS $name"; done
  admin "CREATE DATABASE colab_bench_template"
  "$colab" --database "$(named colab_bench_template)" db migrate >/dev/null
  COLAB_TOKEN=$("$colab" --database "$(named colab_bench_template)" user bootstrap admin --token)
  export COLAB_TOKEN
  again="psql -q -X '$server' -c 'DROP DATABASE IF EXISTS colab_bench_new' -c 'CREATE DATABASE colab_bench_new TEMPLATE colab_bench_template'"
  measure postgres "$again" "'$colab' --database '$(named colab_bench_new)' import schedule '$sample' --create-rooms"
  admin "CREATE DATABASE colab_bench_old_template"
  python3 "$here/replaced.py" - "$(named colab_bench_old_template)" >/dev/null
  again="psql -q -X '$server' -c 'DROP DATABASE IF EXISTS colab_bench_old' -c 'CREATE DATABASE colab_bench_old TEMPLATE colab_bench_old_template'"
  measure postgres-replaced "$again" "python3 '$here/replaced.py' '$sample' '$(named colab_bench_old)'"
  unset COLAB_TOKEN
  for name in $bases; do admin "DROP DATABASE IF EXISTS $name"; done
fi

python3 - "$work" "$five_memory" "$reading" "$bare" "$table_memory" "$demo_memory" "$dashboard_memory" \
  "$client_memory" "$colab" <<'PYTHON'
import json, os, sys

work, five_memory, reading, bare, table_memory, demo_memory, dashboard_memory, client_memory, colab = sys.argv[1:]


def ms(name):
    path = os.path.join(work, name + ".json")
    if not os.path.exists(path):
        return None
    return json.load(open(path))["results"][0]["mean"] * 1000


rows = [("what", "here", "beside", "figure", "to reach")]


def row(what, here, beside, figure, reach):
    rows.append((what, "not measured", "", "", reach) if here is None else (what, f"{here:.1f} ms", beside, figure, reach))


def against(what, name, reach):
    here, old = ms(name), ms(name + "-replaced")
    row(what, here, f"{old:.1f} ms replaced" if old else "", f"1/{old / here:.1f}" if old else "", reach)


against("first run, 713 bookings, SQLite", "sqlite", "1/8, under 60 ms")
against("first run, 713 bookings, PostgreSQL", "postgres", "1/4")
five, floor = ms("five"), (float(reading) + float(bare)) * 1000
row("100,000 bookings, SQLite", five, f"{floor:.0f} ms reading {float(reading):.2f} s + engine {float(bare):.2f} s",
    f"{five / floor:.2f} ×, {five_memory} MB", "2 ×, 400 MB")
row("table of 100,000 bookings, SQLite", ms("table"), f"{floor:.0f} ms as above", f"{ms('table') / floor:.2f} ×, {table_memory} MB",
    "seconds, 400 MB")
row("the same again, unchanged", ms("table-again"), f"{ms('table'):.0f} ms first", f"{ms('table-again') / ms('table'):.2f} ×", "under 1 ×")
row("import demo, 100,000 bookings, SQLite", ms("demo"), "", f"{demo_memory} MB", "10 s, 200 MB")
row("dashboard, 100,000 bookings", ms("dashboard"), "", f"{dashboard_memory} MB", "20 ms, 30 MB")
row("unchanged again, SQLite", ms("again"), f"{ms('sqlite'):.1f} ms first", f"{ms('again') / ms('sqlite'):.2f} ×", "under 1 ×")
for what, name in [("free rooms", "free"), ("month calendar", "month")]:
    few, many = ms(f"{name}-10000"), ms(f"{name}-1000000")
    against_shell = ms(f"{name}-1000000-replaced")
    row(f"{what}, 1,000,000 bookings", many, f"{against_shell:.1f} ms sqlite3 shell" if against_shell else "",
        f"{many / against_shell:.2f} ×" if against_shell else "", "1.5 ×")
    row(f"{what}, against 10,000", many, f"{few:.1f} ms with 10,000", f"{many / few:.2f} ×", "1.5 ×")
row("bookings of one client, 1,000,000 bookings", ms("client-1000000"), f"{ms('client-10000'):.1f} ms with 10,000", f"{client_memory} MB",
    "20 ms, 30 MB")
row("booking create, SQLite", ms("create"), "", "", "15 ms")
row("room solve, 200 ghosts, 24 rooms", ms("solve"), "", "", "2 s")
for line in open(os.path.join(work, "devices-memory.txt")):
    name, megabytes = line.split()
    row(f"{name.replace('-', ' ')}, 10,000 devices, 100,000 assignments", ms(name), "", f"{megabytes} MB", "50 ms, 30 MB")
for line in open(os.path.join(work, "pricing-memory.txt")):
    name, megabytes = line.split()
    reach = "10 ms" if "quote" in name else "200 ms"
    row(f"{name.replace('-', ' ')}, 10,000 prices, 100,000 entries", ms(name), "", f"{megabytes} MB", reach)
row("notify check, 100,000 bookings, 10,000 devices, all new", ms("notify-first"), "", "", "200 ms")
row("notify check, nothing new", ms("notify-again"), "", "", "200 ms")
empty = ms("empty")
for what, name, reach in [("--version", "version", "+ 1.5 ms"), ("room list, SQLite", "room-list", "+ 3 ms")]:
    row(what, ms(name), f"{empty:.1f} ms empty C program", f"+ {ms(name) - empty:.1f} ms", reach)
rows.append(("the program", f"{os.path.getsize(colab) / 1e6:.1f} MB", "", "", "20 MB"))
widths = [max(len(line[at]) for line in rows) for at in range(5)]
for number, line in enumerate(rows):
    print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |")
    if number == 0:
        print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
PYTHON
