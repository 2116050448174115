//! What commands ask of the database: as many statements of many records as of few, and of a list no more rows than it shows.

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection};
use serde_json::Value;

use super::support::{Engine, Env, Run, until};
use super::tampering::drop_the_guards;

both![
    more_records_ask_no_more_statements,
    lists_read_no_more_rows_than_they_show,
    lists_that_are_written_while_they_are_read_are_whole,
];

/// Everyday commands that read, each with at most twelve statements. `@devices`, `@serials`, `@booked` and `@ghosts` are all
/// devices, all that nobody has as options, all confirmed bookings and all that wait.
const READS: &[&str] = &[
    "dashboard",
    "booking list",
    "booking list -f csv",
    "booking show 1",
    "booking calendar --month 2026-03",
    "booking catering --date 2026-03-02",
    "booking conflicts",
    "booking suggest 2",
    "booking demand",
    "room list",
    "room show \"Room 1\"",
    "room queue",
    "room free --date 2026-03-02",
    "room utilisation --month 2026-03",
    "device list",
    "device show DV-1",
    "device free --date 2026-03-02",
    "device stock --date 2026-03-02",
    "device queue",
    "rental list",
    "rental show RN-2026-0001",
    "rental overdue",
    "pricing list",
    "pricing missing",
    "pricing ledger",
    "pricing ledger --stale",
    "billing show 2026-03",
    "billing outstanding",
    "billing status",
    "payment list",
    "client list",
    "client show \"Client 1\"",
    "task list",
    "task show 1",
    "task agenda",
    "requisition list",
    "notify list",
    "audit list",
    "audit list -f ndjson",
];

/// Everyday commands that write, each with at most twenty.
const WRITES: &[&str] = &[
    "room solve --dry-run",
    "room solve --move --dry-run",
    "room add New --capacity 3 --dry-run",
    "room block \"Room 3\" --from 2026-04-02 --reason paint --dry-run",
    "booking create --client New --room \"Room 2\" --date 2026-05-04 --learners 5 --dry-run",
    "booking assign @ghosts --room \"Room 2\" --dry-run",
    "booking cancel @booked --reason storm --dry-run",
    "booking unassign @booked --reason storm --dry-run",
    "booking edit @booked --notes \"by the door\" --dry-run",
    "booking reschedule @booked --by 60d --dry-run",
    "device request 2 --category Laptop --quantity 3 --dry-run",
    "device assign @many --auto --dry-run",
    "device move @devices --place Shelf --reason tidy --dry-run",
    "device edit @devices --place Store --dry-run",
    "pricing set room \"Room 2\" --daily 20 --dry-run",
    "pricing update --percent +5 --dry-run",
    "client add Added --dry-run",
    "client merge \"Client 2\" \"Client 3\" --dry-run",
    "task add setup Chairs --dry-run",
    "task start 1 --dry-run",
    "task done 1 --dry-run",
    "requisition create Chairs --dry-run",
    "billing close 2025-10 --dry-run",
    "rental start --client Renter @serials --contact-person Ann --contact-number 0123456789 --address Street \
     --return-on 2026-01-20 --dry-run",
    "rental return RN-2026-0001 --dry-run",
];

/// Commands of many parts that ask together, each with at most fifty.
const GATHERED: &[&str] = &[
    "notify check --dry-run",
    "report month 2026-03",
    "room block \"Room 1\" --from 2026-03-02 --reason paint --replan --dry-run",
];

/// Commands of many parts: each part takes a few, however many records there are.
const LONG: &[&str] = &[
    "import rooms rooms.csv --dry-run",
    "import devices devices.csv --dry-run",
    "import bookings bookings.csv --dry-run",
    "import pricing pricing.csv --dry-run",
    "client rename \"Client 2\" Renamed --dry-run",
    "client statement \"Client 1\"",
    "db check",
    "db backup kept.backup",
];

/// What people run all day, and how many statements each sends to a server at most. Three of them open it (one begins the session and
/// brings the settings, one says who acts, one begins the transaction), one ends it, and once a minute one notes that the token was
/// used.
const EVERYDAY: &[(&str, u64)] = &[
    ("room list", 7),
    ("room queue", 8),
    ("booking list", 8),
    // Its history is a function of the server.
    ("booking show 1", 10),
    ("booking calendar --month 2026-03", 8),
    ("device list", 8),
    ("rental list", 8),
    ("task list", 8),
    ("audit list", 7),
    ("client list", 10),
    // Six of its nine parts are asked for together.
    ("dashboard", 12),
    // What it checks are two, what it writes five, and who acts is asked three times, as it must be.
    (
        "booking create --client New --room \"Room 2\" --date 2026-05-05 --learners 5",
        19,
    ),
];

/// So many rooms, devices, prices, confirmed bookings and bookings that wait for a room.
fn fill(env: &Env, count: usize) {
    let rows = |row: &dyn Fn(usize) -> String| (1..=count).map(row).collect::<String>();
    for (kind, head, rows) in [
        (
            "rooms",
            "name,capacity",
            rows(&|n| format!("Room {n},{}\n", 10 + n)),
        ),
        (
            "devices",
            "serial,category",
            rows(&|n| format!("DV-{n},Laptop\nFree-{n},Laptop\nOut-{n},Laptop\n")),
        ),
        (
            "pricing",
            "item_type,item,effective_date,daily_rate",
            rows(&|n| format!("room,Room {n},2026-01-01,1000\n")),
        ),
        (
            "bookings",
            "client,room,starts_at,ends_at,learners,devices,status",
            rows(&|n| {
                let day = format!("2026-{:02}-{:02}", 3 + n / 28, 1 + n % 28);
                format!(
                    "Client {n},Room {n},2026-03-02T08:00,2026-03-02T12:00,5,2,confirmed\n\
                     Ghost {n},,{day}T13:00,{day}T16:00,5,1,\n"
                )
            }),
        ),
    ] {
        env.write(&format!("{kind}.csv"), format!("{head}\n{rows}"));
        env.line(&format!("import {kind} {kind}.csv")).ok();
    }
    env.line(&format!(
        "booking create --client Many --date 2026-03-04 --learners 5 --devices {count}"
    ))
    .ok();
    let out = words(count, "--serial Out-", 1, 1);
    env.line(&format!(
        "rental start --client Renter {out} --contact-person Ann --contact-number 0123456789 --address Street \
         --return-on 2026-01-20"
    ))
    .ok();
    env.line("task add cleaning Sweep").ok();
}

/// So many words with numbers.
fn words(count: usize, prefix: &str, first: usize, step: usize) -> String {
    let words = (0..count).map(|n| format!("{prefix}{}", first + n * step));
    words.collect::<Vec<_>>().join(" ")
}

/// How many statements a command sends, and its words where it fails.
fn statements(env: &Env, command: &str, count: usize) -> (u64, String) {
    let line = command
        .replace("@devices", &words(count, "DV-", 1, 1))
        .replace("@serials", &words(count, "--serial Free-", 1, 1))
        .replace("@booked", &words(count, "", 1, 2))
        .replace("@ghosts", &words(count, "", 2, 2))
        .replace("@many", &(2 * count + 1).to_string());
    let run = env.line(&format!("{line} --log-format json"));
    let told = logged(&run, "command");
    let sent = told.first().and_then(|fields| fields["statements"].as_u64());
    (
        sent.unwrap_or_else(|| panic!("{run}")),
        if run.code == Some(0) {
            String::new()
        } else {
            run.to_string()
        },
    )
}

/// What the log in JSON says under a target.
fn logged(run: &Run, target: &str) -> Vec<Value> {
    let lines = run.stderr.lines();
    let lines = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let told = lines.filter(|line| line["target"] == target);
    told.map(|line| line["fields"].clone()).collect()
}

fn more_records_ask_no_more_statements(few: &Env) {
    let many = Env::on(few.engine());
    fill(few, 3);
    fill(&many, 30);
    let mut faults = String::new();
    // A file is asked for its settings too as it is opened, which is no way there and back.
    for (command, most) in EVERYDAY.iter().filter(|_| !few.is_sqlite()) {
        let (sent, said) = statements(&many, command, 30);
        println!("{sent:>4} of {most:>2}  {command}");
        if sent > *most || !said.is_empty() {
            faults.push_str(&format!("{command}: {sent} instead of {most} {said}\n"));
        }
    }
    // The loops are the same on both engines, a server's way is the longer one.
    let step = if few.is_sqlite() { 4 } else { 1 };
    let bars = [(READS, 12), (WRITES, 20), (GATHERED, 50), (LONG, u64::MAX)];
    let commands = bars
        .iter()
        .flat_map(|(commands, most)| commands.iter().map(move |one| (*one, *most)));
    for (command, most) in commands.step_by(step) {
        let most = if few.is_sqlite() { u64::MAX } else { most };
        let (of_few, said) = statements(few, command, 3);
        let (mut of_many, said_of_many) = statements(&many, command, 30);
        if of_many > of_few.min(most) {
            // Once a minute one more notes that the token was used.
            of_many = statements(&many, command, 30).0;
        }
        println!("{of_few:>4} {of_many:>4}  {command}");
        // Both end alike: what is refused of many would be compared with what is done to few.
        if of_many > of_few.min(most) || said.is_empty() != said_of_many.is_empty() {
            faults.push_str(&format!(
                "{command}: {of_few} of 3, {of_many} of 30, at most {most} {said_of_many}\n"
            ));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// Bookings in the database of the lists, and rows of its log: more than are loaded at a time.
const BOOKINGS: usize = 5500;

/// By table, lists of ten rows of it, and how many of its rows they may read at most: one more than they show tells whether more
/// follow, and what stands beside rows is looked up by them.
const LISTS: &[(&str, &[(&str, i64)])] = &[
    (
        "bookings",
        &[
            ("booking list", 31),
            ("booking list --sort -starts_at", 31),
            ("booking list --after 2000", 40),
            ("booking list --sort -starts_at --after 2000", 40),
            ("booking list --sort id --after 2000", 40),
            ("booking list --sort created_at", 31),
            ("booking list --sort created_at --after 2000", 40),
            ("booking list --sort -created_at --after 2000", 40),
            ("booking list --sort client_name", 31),
            ("booking list --sort client_name --after 2000", 40),
            ("booking list --sort -client_name --after 2000", 40),
            // All that there are, fifty-five, and what stands beside those that are shown.
            ("booking list --client-exact \"Client 7\"", 80),
            ("booking list --client-exact \"Client 7\" --after 2007", 80),
            ("booking list --status pending", 31),
            ("booking list --long-term", 80),
            // What begins within a month before may reach into the stretch.
            ("booking list --from 2026-08-01", 850),
        ],
    ),
    (
        "devices",
        &[
            ("device list", 20),
            ("device list --sort -serial_number --after DV-3000", 21),
            ("device list --category Laptop --after DV-3000", 21),
            ("device list --status available", 20),
            ("device list --sort category", 20),
            ("device list --sort -category --after DV-3000", 21),
            ("device list --sort status", 20),
            ("device list --sort -status --after DV-3000", 21),
            ("device list --sort status_since", 20),
            ("device list --sort -status_since --after DV-3000", 21),
        ],
    ),
    (
        "audit_log",
        &[
            ("audit list", 20),
            ("audit list --sort oldest --after 2000", 20),
            ("audit list --actor sipho", 20),
            ("audit list --command \"room show\"", 20),
        ],
    ),
    (
        "clients",
        &[
            ("client list", 80),
            ("client list --sort -name --after 1200", 80),
            ("client list --sort id --after 1200", 80),
        ],
    ),
    (
        "notifications",
        &[
            ("notify list", 20),
            ("notify list --sort -opened_at --after 2000", 21),
            ("notify list --sort severity", 20),
            ("notify list --sort severity --after 2000", 21),
            ("notify list --sort -severity --after 2000", 21),
            ("notify list --sort type --after 2000", 21),
            ("notify list --sort -type --after 2000", 21),
        ],
    ),
    (
        "tasks",
        &[
            ("task list", 20),
            ("task list --after 2000", 40),
            ("task list --sort -id --after 2000", 40),
            ("task list --all --kind other", 40),
        ],
    ),
    (
        "offsite_rentals",
        &[
            ("rental list", 20),
            ("rental list --sort -rental_no --after R-2000", 40),
            ("rental list --sort return_on --after R-2000", 40),
            ("rental list --sort client_name", 20),
            ("rental list --sort -client_name --after R-2000", 40),
        ],
    ),
    (
        "pricing_catalog",
        &[
            // A server sorts at least thirty-two together, with those of an item that is begun.
            ("pricing list --all", 60),
            ("pricing list --all --sort -item --after 2000", 70),
            ("pricing list --all --type room --tier standard", 60),
            ("pricing list --all --sort id --after 2000", 21),
            ("pricing list --all --sort effective_date", 20),
            ("pricing list --all --sort -effective_date --after 2000", 21),
        ],
    ),
    (
        "room_blocks",
        &[
            ("room blocks --all", 20),
            ("room blocks --all --sort -starts_at --after 2000", 21),
            ("room blocks --all --sort ends_at --after 2000", 21),
            ("room blocks --all --sort -id --after 2000", 21),
        ],
    ),
    ("demand", &[("booking demand", 20)]),
    (
        "requisitions",
        &[
            ("requisition list --all", 20),
            ("requisition list --after RQ-2026-2000", 40),
            ("requisition list --all --sort -number --after RQ-2026-2000", 40),
        ],
    ),
    (
        "payments",
        &[
            ("payment list", 60),
            ("payment list --sort -number --after RC-2026-2000", 80),
        ],
    ),
];

/// Rows of every list past the program. Of the bookings, those of a hundred clients, every tenth is pending, every hundredth an office.
fn fill_lists(env: &Env) {
    env.raw_client();
    let at = |n: &str| match env.engine() {
        Engine::Sqlite => format!("(1767250000000000 + {n} * 3600000000)"),
        Engine::Postgres => format!("(TIMESTAMPTZ '2026-01-01T06:00:00Z' + {n} * interval '1 hour')"),
    };
    let series = "WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < ";
    let (from, to) = (at("(n * 37 % 6007)"), at("(n * 37 % 6007 + 1)"));
    let imported = at("1");
    let day = match env.engine() {
        Engine::Sqlite => "date('2026-01-01', '+' || (n * 37 % 301) || ' days')",
        Engine::Postgres => "(DATE '2026-01-01' + n * 37 % 301)",
    };
    let ordinal = "substr('000' || n, CASE WHEN n > 999 THEN 4 ELSE length('000' || n) - 3 END)";
    // The triggers of a server look at each row by itself, which takes a minute.
    let tables = [
        "bookings",
        "clients",
        "devices",
        "tasks",
        "offsite_rentals",
        "demand",
        "requisitions",
        "payments",
        "pricing_catalog",
        "room_blocks",
    ];
    let quickly: String = match env.engine() {
        Engine::Sqlite => String::new(),
        Engine::Postgres => tables
            .map(|table| format!("ALTER TABLE {table} DISABLE TRIGGER USER; "))
            .concat(),
    };
    env.raw_sql(&format!(
        "{quickly} {series}{BOOKINGS}) INSERT INTO clients (id, name, name_key, is_active, created_at, updated_at)
           SELECT 1000 + n, 'Client ' || n, 'client' || n, 1 = 1, {from}, {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO bookings (starts_at, ends_at, client_name, status, tenant_id, num_learners,
             num_facilitators, headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)
           SELECT {from}, {to}, 'Client ' || (1 + n % 100), CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'cancelled' END, 'TECH', 1, 0, 1, 0,
                  n % 100 = 0, 0, 'raw', CASE WHEN n < 3000 THEN {imported} ELSE {to} END, {to}, 1001 + n % 100 FROM series;
         {series}{BOOKINGS}) INSERT INTO audit_log (seq, at, actor, command, entity, entity_id, duration_ms, hash)
           SELECT 1000 + n, {to}, CASE WHEN n % 100 = 0 THEN 'sipho' ELSE 'thandi' END,
                  CASE WHEN n % 50 = 0 THEN 'room show' ELSE 'room list' END, 'room', '1', 0, 'x' FROM series;
         {series}{BOOKINGS}) INSERT INTO devices (serial_number, serial_key, category_id, status, status_since, created_at, updated_at)
           SELECT 'DV-' || n, 'DV-' || n, 1 + n % 2, 'available', {from}, {from}, {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO notifications (notification_type, severity, entity, entity_id, condition_key, title, message, details,
             opened_at, updated_at)
           SELECT 'raw', 'info', 'room', '1', 'raw:' || n, 'Raw', 'Raw', '{{}}', {from}, {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO tasks (kind, title, state, priority, due_at, created_at, updated_by, updated_at)
           SELECT CASE WHEN n % 2 = 0 THEN 'other' ELSE 'cleaning' END, 'Raw', CASE WHEN n % 3 = 0 THEN 'cancelled' ELSE 'open' END,
                  CASE WHEN n % 5 = 0 THEN 'urgent' ELSE 'low' END, {to}, {from}, 'raw', {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO offsite_rentals (rental_no, client_name, contact_person, contact_number, company, address, rental_date,
             return_expected_date, starts_at, due_at, rental_form_generated, created_by, created_at, updated_at, client_id)
           SELECT 'R-' || n, 'Client 1', 'Raw', '1', 'Raw', 'Raw', {day}, {day}, {from}, {to}, 1 = 0, 'raw', {from}, {from}, 1001 FROM series;
         {series}{BOOKINGS}) INSERT INTO demand (asked_at, asked_on, asked_by, client_name, client_key, tenant_id, starts_at, ends_at, people,
             amenities, reason, tries, is_waiting)
           SELECT {from}, {day}, 'raw', 'Client 1', 'client1', 'TECH', {from}, {to}, 1, '[]', 'taken', 1, 1 = 0 FROM series;
         {series}{BOOKINGS}) INSERT INTO requisitions (number, year, ordinal, purpose, currency, state, submission, levels, decided, receipts,
             requester, entered_by, created_at, updated_by, updated_at)
           SELECT 'RQ-2026-' || {ordinal}, 2026, n, 'Raw', 'ZAR', 'draft', 0, '[]', 0, 0, 'raw', 'raw', {from}, 'raw', {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO payments (number, year, ordinal, kind, client_name, client_key, amount_cents, currency, received_on, method,
             created_by, entered_by, created_at, client_id)
           SELECT 'RC-2026-' || {ordinal}, 2026, n, 'payment', 'Client 1',
                  'client1', 100, 'ZAR', {day}, 'cash', 'raw', 'raw', {from}, 1000 + n FROM series;
         {series}550) INSERT INTO rooms (id, name, name_key, max_capacity, room_type, has_devices, is_active, setup_minutes, teardown_minutes,
             buffers_from, created_at, updated_at)
           SELECT 1000 + n, 'Raw ' || n, 'raw' || n, 10, 'training', 1 = 0, 1 = 1, 0, 0, {from}, {from}, {from} FROM series;
         {series}{BOOKINGS}) INSERT INTO pricing_catalog (item_type, item_id, item_key, pricing_tier, daily_rate_cents, currency, effective_date,
             is_active, created_at, created_by, updated_at, updated_by)
           SELECT 'room', 1001 + n % 550, 'room:' || (1001 + n % 550), 'standard', 100, 'ZAR', {day},
                  1 = 0, {from}, 'raw', {from}, 'raw' FROM series;
         {series}{BOOKINGS}) INSERT INTO room_blocks (room_id, kind, starts_at, ends_at, reason, created_by, created_at, updated_at, lifted_at,
             lifted_by)
           SELECT 1001, 'closed', {from}, {to}, 'Raw', 'raw', {from}, {from}, {from}, 'raw' FROM series;
         ANALYZE;"
    ))
    .unwrap();
}

fn lists_read_no_more_rows_than_they_show(env: &Env) {
    drop_the_guards(env);
    fill_lists(env);
    let mut faults = String::new();
    let lists = LISTS
        .iter()
        .flat_map(|(table, lists)| lists.iter().map(move |(list, most)| (*list, *table, *most)));
    for (list, table, most) in lists {
        let before = rows_read(env, table);
        let run = env
            .line(&format!("{list} --limit 10 -f ndjson --log-format json -vv"))
            .ok();
        assert_eq!(run.stdout.lines().count(), 10, "{run}");
        let fault = match before {
            Some(before) => {
                let read = rows_read(env, table).unwrap() - before;
                (read > most).then(|| format!("{read} rows of {table} are read"))
            }
            None => whole_scan(env, &run, table),
        };
        if let Some(fault) = fault {
            faults.push_str(&format!("{list}: {fault}\n"));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn lists_that_are_written_while_they_are_read_are_whole(env: &Env) {
    drop_the_guards(env);
    fill_lists(env);
    for (list, field) in [
        ("booking list", "id"),
        ("booking list --sort -client_name", "id"),
        // More are made at one instant than are loaded at a time.
        ("booking list --sort created_at", "id"),
        ("booking list --sort -created_at", "id"),
        ("booking list --search \"client 12\"", "id"),
        ("device list", "id"),
        ("device list --sort -category", "id"),
        ("device list --sort status", "id"),
        ("rental list --sort -client_name", "id"),
        ("pricing list --all", "id"),
        ("pricing list --all --sort -effective_date", "id"),
        ("client list", "id"),
        ("client list --sort -bookings", "id"),
        ("notify list --sort type", "id"),
        ("notify list --unread", "id"),
        ("task list", "id"),
        ("task list --all --sort -id", "id"),
        ("audit list", "seq"),
        ("audit list --actor thandi --sort newest", "seq"),
    ] {
        let numbers = |rows: &mut dyn Iterator<Item = Value>| -> Vec<i64> {
            rows.map(|row| row[field].as_i64().unwrap()).collect()
        };
        // A list with a limit is written once it is read.
        let whole = env.get(&format!("{list} --limit 100000"));
        let whole = numbers(&mut whole.as_array().unwrap().iter().cloned());
        let written = env.get(list);
        assert_eq!(
            numbers(&mut written.as_array().unwrap().iter().cloned()),
            whole,
            "{list}"
        );
        let run = env.line(&format!("{list} -f ndjson")).ok();
        let lines = run
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        assert_eq!(numbers(&mut { lines }), whole, "{list}");
        let run = env.line(&format!("{list} -f csv --fields {field}")).ok();
        let lines = whole.iter().map(i64::to_string);
        let lines: Vec<String> = std::iter::once(field.to_owned()).chain(lines).collect();
        assert_eq!(run.stdout.lines().collect::<Vec<_>>(), lines, "{list}");
    }
    let none = env.line("booking list --series 77 -f csv --fields id").ok();
    assert_eq!(none.stdout, "id\n");
    let none = env.line("booking list --series 77 -f json").ok();
    assert_eq!(none.stdout, "[]\n");
    // Written at once or as it is read: the same bytes.
    let once = env.line("booking list -f json --sort id --limit 3").ok();
    let rows = env.line("booking list -f json --sort id").ok();
    let rows = rows.stdout.strip_suffix("\n]\n").unwrap().to_owned();
    assert!(rows.starts_with(once.stdout.strip_suffix("\n]\n").unwrap()));
}

/// How many rows of a table a server has read so far; a file does not count them.
fn rows_read(env: &Env, table: &str) -> Option<i64> {
    if env.is_sqlite() {
        return None;
    }
    until("what was read is counted", || {
        let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        env.raw_int(others) == Some(0)
    });
    env.raw_int(&format!(
        "SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables WHERE relname = '{table}'"
    ))
}

/// What a file would do to find the rows of a list, where that is to read or to sort all that there are.
fn whole_scan(env: &Env, run: &Run, table: &str) -> Option<String> {
    #[derive(QueryableByName)]
    struct PlanStep {
        #[diesel(sql_type = Text)]
        detail: String,
    }
    let mut connection = SqliteConnection::establish(env.database_url()).unwrap();
    let view = if table == "audit_log" { "audit_rows" } else { table };
    let tables = [
        format!("FROM `{view}`"),
        format!("FROM (`{view}`"),
        format!("JOIN {view} "),
    ];
    let of_list = |sql: &str| tables.iter().any(|from| sql.contains(from)) && sql.contains("LIMIT");
    let sent = logged(run, "statement");
    let sent: Vec<&str> = sent.iter().filter_map(|fields| fields["sql"].as_str()).collect();
    let lists: Vec<&str> = sent.iter().copied().filter(|sql| of_list(sql)).collect();
    assert!(!lists.is_empty(), "no statement of a list: {sent:#?}");
    for list in lists {
        let plan: Vec<PlanStep> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {list}"))
            .load(&mut connection)
            .unwrap();
        let is_whole = |step: &&PlanStep| {
            let (detail, is_indexed) = (&step.detail, step.detail.contains(" USING "));
            detail.contains("TEMP B-TREE FOR ORDER BY") || detail.starts_with("SCAN") && !is_indexed
        };
        // What is in the order of its numbers is read as it lies, but for the choices that an index has.
        let number = if table == "audit_log" { "seq" } else { "id" };
        let chosen = ["`actor` =", "`on_behalf_of` =", "`command` ="];
        let is_by_number = list.contains(&format!("ORDER BY `{view}`.`{number}`"))
            && !chosen.iter().any(|by| list.contains(by));
        if let Some(step) = plan.iter().find(is_whole).filter(|_| !is_by_number) {
            return Some(format!("{}: {list}", step.detail));
        }
    }
    None
}
