//! Logins of people's own on a server: what they may do by SQL, and that the program works under them.

use std::collections::BTreeSet;

use colab::admin::database::grants::TABLES;

use super::support::{Env, Run, data};

sqlite![an_embedded_database_has_no_logins];
postgres![
    every_table_view_and_column_is_on_the_list,
    each_role_does_to_each_table_what_the_list_says,
    no_login_changes_what_was_written_or_reads_a_hash,
    a_login_writes_no_more_tables_than_its_role,
    the_program_works_under_a_login_of_ones_own,
    an_admin_manages_users_under_an_own_login,
    costs_are_proposed_and_approved_under_own_logins,
    those_who_see_some_rows_read_no_whole_table,
    managers_read_the_rows_of_what_they_manage,
    a_service_signs_people_in,
    what_is_printed_does_the_same_and_rights_no_longer_listed_are_taken_back,
    whoever_may_give_no_rights_changes_nothing,
    rights_that_a_role_lacks_are_found,
];

const ROLES: [&str; 4] = [
    "admin",
    "training_facility_admin",
    "it_rental_admin",
    "training_facility_admin_viewer",
];

fn an_embedded_database_has_no_logins(env: &Env) {
    for line in [&["db", "grants"][..], &["db", "grants", "--apply"]] {
        env.colab(line)
            .fails(2)
            .says("an embedded database has no logins");
    }
    let none = env.path("none.db");
    env.colab(&["db", "grants", "--apply", "--database", none.to_str().unwrap()])
        .fails(2);
    assert!(!none.exists());
}

/// Roles belong to the whole server, and every test has a database of its own.
fn prefix(env: &Env) -> String {
    env.raw_text("SELECT current_database()").unwrap()
}

/// Runs the statements as the server's superuser.
#[track_caller]
fn apply(env: &Env) -> Run {
    let (url, prefix) = (env.url_as("postgres"), prefix(env));
    let line = ["db", "grants", "--apply", "--prefix", &prefix, "--database", &url];
    env.call(&line).without("COLAB_TOKEN").run().ok()
}

/// A login of somebody's own who is a member of a role; its name.
#[track_caller]
fn own_login(env: &Env, role: &str) -> String {
    let prefix = prefix(env);
    let login = format!("{prefix}_login_of_{role}");
    let make = format!("CREATE ROLE {login} LOGIN; GRANT {prefix}_{role} TO {login}");
    env.raw_sql_as("postgres", &make).unwrap();
    login
}

#[track_caller]
fn denied(env: &Env, login: &str, statement: &str) {
    let said = env.raw_sql_as(login, statement).expect_err(statement);
    assert!(
        said.contains("permission denied") || said.contains("must be owner"),
        "{login}: {statement}: {said}"
    );
}

#[track_caller]
fn granted(env: &Env, login: &str, statement: &str) {
    if let Err(said) = env.raw_sql_as(login, statement) {
        panic!("{login}: {statement}: {said}");
    }
}

/// A call under somebody's own login and with somebody's token.
fn under(env: &Env, login: &str, token: &str, line: &[&str]) -> Run {
    let url = env.url_as(login);
    let line = [line, &["--database", &url]].concat();
    env.call(&line).variable("COLAB_TOKEN", token).run()
}

fn every_table_view_and_column_is_on_the_list(env: &Env) {
    let set = |query: &str| -> BTreeSet<String> { env.raw_texts(query).into_iter().flatten().collect() };
    let there = set(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')",
    );
    let listed: BTreeSet<String> = TABLES.iter().map(|table| table.name.to_owned()).collect();
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!(listed.len(), TABLES.len(), "a table is listed twice");
    assert_eq!(
        (only(&there, &listed), only(&listed, &there)),
        (vec![], vec![]),
        "name each new table in src/admin/database/grants/tables.rs, with what the program does to it"
    );
    for table in TABLES.iter().filter(|table| !table.hidden.is_empty()) {
        let columns = set(&format!(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = '{}'::regclass AND attnum > 0 AND NOT attisdropped",
            table.name
        ));
        let listed = table
            .readable
            .iter()
            .chain(table.hidden)
            .map(|column| (*column).to_owned());
        assert_eq!(
            listed.collect::<BTreeSet<_>>(),
            columns,
            "columns of {}",
            table.name
        );
    }
}

fn is_view(name: &str) -> bool {
    name.ends_with("_expected")
        || [
            "audit_rows",
            "billing_periods",
            "bookings_under_block",
            "client_roots",
        ]
        .contains(&name)
}

/// Every role, every table, every verb, tried under a login: what is denied is what the list does not give.
fn each_role_does_to_each_table_what_the_list_says(env: &Env) {
    use colab::access::auth::Role;
    apply(env);
    let mut tried = 0;
    let roles = Role::of_people().chain([Role::RoomManager]);
    let roles = roles.map(|role| (role.as_str(), Some(role)));
    for (name, role) in roles.chain([("service", None)]) {
        let login = own_login(env, name);
        let mut expected = BTreeSet::new();
        let mut statements = Vec::new();
        for table in TABLES {
            let reads = |role| match role {
                Role::RoomManager => table.is_read_by_managers(),
                role => table.is_read_by(role),
            };
            let reads = table.sees.is_some() && role.is_none_or(reads);
            let writes = role.is_none_or(|role| table.is_written_by(role));
            let first = match table.readable {
                [first, ..] => (*first).to_owned(),
                [] => env
                    .raw_text(&format!(
                        "SELECT attname FROM pg_attribute WHERE attrelid = '{}'::regclass AND attnum = 1",
                        table.name
                    ))
                    .unwrap(),
            };
            let column = if table.name == "outbox" {
                "drained_at"
            } else {
                &first
            };
            let allowed = |verb: &str| writes && table.writes.contains(verb);
            for (verb, statement, allowed) in [
                (
                    "SELECT",
                    format!("SELECT {first} FROM {} LIMIT 0", table.name),
                    reads,
                ),
                (
                    "INSERT",
                    match table.name {
                        // Prices are what each of them imports.
                        "imports" => "INSERT INTO imports (kind) VALUES (''pricing'')".to_owned(),
                        name => format!("INSERT INTO {name} DEFAULT VALUES"),
                    },
                    allowed("INSERT"),
                ),
                (
                    "UPDATE",
                    format!("UPDATE {} SET {column} = NULL WHERE false", table.name),
                    allowed("UPDATE"),
                ),
                (
                    "DELETE",
                    format!("DELETE FROM {} WHERE false", table.name),
                    allowed("DELETE"),
                ),
                ("TRUNCATE", format!("TRUNCATE {}", table.name), false),
                (
                    "LOCK",
                    format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", table.name),
                    allowed("DELETE") || (allowed("UPDATE") && !table.writes.contains('(')),
                ),
            ] {
                // A view is read; nothing else can be done to it.
                if is_view(table.name) && verb != "SELECT" {
                    continue;
                }
                tried += 1;
                if !allowed {
                    expected.insert(format!("{verb} {}", table.name));
                }
                statements.push(format!("('{verb} {}', '{statement}')", table.name));
            }
        }
        // Each statement is rolled back; what is no refusal of rights was allowed.
        let script = format!(
            "DO $do$ DECLARE one record; denied text := ''; BEGIN
               FOR one IN SELECT * FROM (VALUES {}) AS v (name, statement) LOOP
                 BEGIN
                   EXECUTE one.statement;
                   RAISE EXCEPTION 'done';
                 EXCEPTION WHEN insufficient_privilege THEN denied := denied || one.name || E'\n';
                           WHEN OTHERS THEN NULL;
                 END;
               END LOOP;
               RAISE EXCEPTION '%', denied;
             END $do$",
            statements.join(", ")
        );
        let said = env.raw_sql_as(&login, &script).unwrap_err();
        let denied: BTreeSet<String> = said
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
        assert_eq!(
            (only(&denied, &expected), only(&expected, &denied)),
            (vec![], vec![]),
            "{name}: denied and not on the list; on the list and not denied"
        );
    }
    assert!(tried > 1500, "{tried}");
}

fn no_login_changes_what_was_written_or_reads_a_hash(env: &Env) {
    env.user("thandi", "staff");
    apply(env);
    // The roles that see whole tables; of the others a test of their own speaks.
    for role in ROLES {
        let login = own_login(env, role);
        for statement in [
            "UPDATE audit_log SET actor = 'nobody'",
            "DELETE FROM audit_log",
            "TRUNCATE audit_log",
            "DELETE FROM audit_head",
            "UPDATE import_rows SET message = ''",
            "DELETE FROM import_rows",
            "DELETE FROM bookings",
            "SELECT password_hash FROM users",
            "SELECT * FROM users",
            "SELECT 1 FROM users WHERE password_hash = 'x'",
            "SELECT token_hash FROM user_tokens",
            "SELECT * FROM user_tokens",
            "COPY users TO STDOUT",
            "ALTER TABLE audit_log DISABLE TRIGGER USER",
            "DROP TRIGGER audit_log_append_only ON audit_log",
            "CREATE TABLE public.mine (x int)",
            "ALTER FUNCTION colab_token_holder(text) RESET ALL",
        ] {
            denied(env, &login, statement);
        }
        // Those columns, no more.
        granted(env, &login, "SELECT username, role, last_login_at FROM users");
        granted(
            env,
            &login,
            "SELECT id, name, scope, expires_at, last_used_at FROM user_tokens",
        );
        denied(env, &login, "CREATE TEMP TABLE users (user_id text)");
        let guarded = "INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) VALUES (1, now(), now() + interval '1 h', 1)";
        assert!(env.raw_sql_as(&login, guarded).is_err(), "{role}");
    }
    assert_eq!(
        env.raw_text("SELECT actor FROM audit_log WHERE actor = 'nobody'"),
        None
    );
}

fn a_login_writes_no_more_tables_than_its_role(env: &Env) {
    apply(env);
    let login = |role| own_login(env, role);
    let [admin, room_boss, it_boss, viewer] = ROLES.map(login);
    let (setting, room, alias, user, token) = (
        "INSERT INTO settings (key, value, updated_at, updated_by) VALUES ('x', 'x', now(), 'x')",
        "UPDATE rooms SET max_capacity = 5",
        "DELETE FROM room_aliases",
        "UPDATE users SET role = 'admin'",
        "INSERT INTO user_tokens (user_id, kind, token_hash, scope, created_at, created_by)
         VALUES ('admin', 'token', 'x', '[]', now(), 'x')",
    );
    for statement in [
        setting,
        room,
        alias,
        user,
        token,
        "UPDATE outbox SET message = ''",
    ] {
        denied(env, &viewer, statement);
        denied(env, &it_boss, statement);
    }
    denied(
        env,
        &viewer,
        "INSERT INTO booking_series (created_at) VALUES (now())",
    );
    granted(
        env,
        &it_boss,
        "INSERT INTO booking_series (created_at) VALUES (now())",
    );
    // Whoever imports nothing keeps no import; a booking's name elsewhere is not the IT boss's.
    denied(env, &viewer, "INSERT INTO imports DEFAULT VALUES");
    denied(env, &it_boss, "DELETE FROM booking_refs");
    for statement in [setting, user, token] {
        denied(env, &room_boss, statement);
    }
    granted(env, &room_boss, room);
    granted(env, &room_boss, alias);
    for statement in [setting, room, alias, token] {
        granted(env, &admin, statement);
    }
    // Nobody learns whose a token is without having it.
    denied(env, &viewer, "UPDATE user_tokens SET revoked_at = NULL");
    denied(env, &viewer, &format!("SET ROLE {}_service", prefix(env)));
}

fn the_program_works_under_a_login_of_ones_own(env: &Env) {
    apply(env);
    let (room_boss, it_boss, viewer) = (
        env.user("thandi", "training_facility_admin"),
        env.user("sipho", "it_rental_admin"),
        env.user("anna", "training_facility_admin_viewer"),
    );
    let boss = own_login(env, "training_facility_admin");
    let as_boss = |line: &[&str]| under(env, &boss, &room_boss, line);
    as_boss(&["room", "add", "Focus", "--capacity", "9", "--alias", "Fokus"]).ok();
    as_boss(&["room", "add", "Growth", "--amenity", "projector"]).ok();
    as_boss(&["room", "edit", "Focus", "--setup-minutes", "15"]).ok();
    as_boss(&["room", "combine", "Hall", "Focus", "Growth"]).ok();
    as_boss(&["room", "alias", "remove", "Fokus"]).ok();
    let book = [
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "3",
    ];
    as_boss(
        &[
            &book[..],
            &[
                "--room",
                "Focus",
                "--devices",
                "2",
                "--coffee-tea-station",
                "--idempotency-key",
                "k",
            ],
        ]
        .concat(),
    )
    .ok();
    as_boss(&[&book[..], &["--room", "Hall"]].concat()).fails(5);
    std::fs::copy(data("schedule-2026.xlsx"), env.path("schedule.xlsx")).unwrap();
    as_boss(&[
        "import",
        "schedule",
        "schedule.xlsx",
        "--create-rooms",
        "--partial",
    ]);
    assert!(env.count("bookings") > 500);
    as_boss(&["import", "undo", "1"]).ok();
    as_boss(&["config", "set", "day_end", "17:00"])
        .fails(4)
        .says("may not change settings");
    let it = own_login(env, "it_rental_admin");
    under(env, &it, &it_boss, &book).ok();
    under(env, &it, &it_boss, &["notify", "check"]).ok();
    as_boss(&["notify", "read", "--all"]).ok();
    as_boss(&["notify", "check", "--quiet"]).ok();
    under(env, &it, &it_boss, &["booking", "show", "1"]).ok();
    env.write("devices.csv", "serial,category\nLT-1,Laptop\n");
    env.write(
        "bookings.csv",
        "ref,client,room,date,learners\nC-1,X,Growth,2026-04-02,3\n",
    );
    under(env, &it, &it_boss, &["import", "devices", "devices.csv"]).ok();
    under(env, &it, &it_boss, &["import", "undo", "2"]).ok();
    as_boss(&["import", "bookings", "bookings.csv"]).ok();
    as_boss(&["import", "undo", "3"]).ok();
    let price = ["pricing", "set", "room", "Focus", "--daily", "100"];
    under(env, &it, &it_boss, &price).ok();
    under(env, &it, &it_boss, &["pricing", "remove", "room", "Focus"]).ok();
    under(env, &it, &it_boss, &["room", "add", "Y"])
        .fails(4)
        .says("may not edit rooms");
    let looks = own_login(env, "training_facility_admin_viewer");
    for line in [
        &["booking", "calendar", "--month", "2026-03"][..],
        &["booking", "list"],
        &["notify", "list"],
        &["room", "show", "Focus"],
        &["import", "show", "1"],
        &["pricing", "list"],
        &["user", "whoami"],
        &["user", "show"],
        &["user", "token", "list"],
    ] {
        under(env, &looks, &viewer, line).ok();
    }
    under(env, &looks, &viewer, &book).fails(4);
    let used =
        env.raw_int("SELECT count(*) FROM user_tokens WHERE user_id = 'anna' AND last_used_at IS NOT NULL");
    assert_eq!(used, Some(1), "a token's last use is noted all the same");
    // A token that opens nothing is written down here too.
    under(env, &looks, "colab_wrong", &["room", "list"]).fails(4);
    assert_eq!(
        env.raw_text("SELECT actor FROM audit_log ORDER BY seq DESC LIMIT 1")
            .as_deref(),
        Some("nobody")
    );
    // Signing in reads a hash, and no login of somebody's own does.
    let url = env.url_as(&looks);
    let login = ["user", "login", "anna", "--password-stdin", "--database", &url];
    let run = env.call(&login).without("COLAB_TOKEN").stdin("a password").run();
    run.fails(4).says("permission denied").says("db grants");
    // What an admin of the program may, the login of a lesser one still may not.
    let admin = env.variable("COLAB_TOKEN").unwrap().to_owned();
    under(env, &looks, &admin, &["room", "add", "Z"])
        .fails(4)
        .says("permission denied");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM rooms WHERE name = 'Z'"),
        Some(0)
    );
    // A refusal names who was refused, as the token says.
    under(env, &looks, &viewer, &["room", "add", "Y"]).fails(4);
    assert_eq!(
        env.raw_text("SELECT actor FROM audit_log ORDER BY seq DESC LIMIT 1")
            .as_deref(),
        Some("anna")
    );
    env.verify_audit().unwrap();
}

fn an_admin_manages_users_under_an_own_login(env: &Env) {
    env.cheap_passwords();
    apply(env);
    let (login, token) = (
        own_login(env, "admin"),
        env.variable("COLAB_TOKEN").unwrap().to_owned(),
    );
    let ok = |line: &[&str]| under(env, &login, &token, line).ok();
    ok(&["user", "add", "thandi", "--role", "staff", "--no-password"]);
    ok(&["user", "list"]);
    ok(&["user", "show", "thandi"]);
    ok(&["user", "role", "thandi", "kitchen_staff"]);
    ok(&["user", "token", "create", "--name", "t", "--user", "thandi"]);
    ok(&["user", "token", "revoke", "t", "--user", "thandi"]);
    ok(&["user", "disable", "thandi"]);
    ok(&["user", "enable", "thandi"]);
    env.write(
        "users.csv",
        "username,role,email\nsipho,staff,s@x.org\nthandi,staff,\n",
    );
    ok(&["import", "users", "users.csv"]);
    ok(&["import", "undo", "1"]);
    ok(&["config", "set", "day_end", "17:00"]);
    ok(&["room", "list", "--as", "thandi"]);
    ok(&["audit", "list", "--limit", "3"]);
    ok(&["audit", "verify"]);
    let url = env.url_as(&login);
    let call = env.call(&[
        "user",
        "password",
        "thandi",
        "--password-stdin",
        "--database",
        &url,
    ]);
    call.stdin("correct horse battery").run().ok();
    under(env, &login, &token, &["user", "migrate-passwords"])
        .fails(4)
        .says("permission denied");
}

fn costs_are_proposed_and_approved_under_own_logins(env: &Env) {
    env.line("room add Focus").ok();
    env.line("pricing set room Focus --daily 100 --from 2026-01-01")
        .ok();
    env.book("Focus", "2026-03-02", "08:00-16:00");
    apply(env);
    let boss = (
        own_login(env, "it_rental_admin"),
        env.user("boss", "it_rental_admin"),
    );
    let second = (own_login(env, "admin"), env.user("second", "admin"));
    let looks = own_login(env, "training_facility_admin_viewer");
    under(env, &boss.0, &boss.1, &["pricing", "propose", "1"]).ok();
    under(env, &second.0, &second.1, &["pricing", "approve", "1"]).ok();
    under(env, &boss.0, &boss.1, &["pricing", "ledger", "--check"]).ok();
    // Whoever does the money decides, too, and does it all under a login of the role.
    let purse = (own_login(env, "finance"), env.user("purse", "finance"));
    env.book("Focus", "2026-03-03", "08:00-16:00");
    under(env, &boss.0, &boss.1, &["pricing", "propose", "2"]).ok();
    for line in [
        "pricing approve 3",
        "pricing set room Focus --daily 200 --from 2027-01-01",
        "client edit Baobab --notes n",
        "billing run --month 2026-03 --issue",
        "payment add --invoice INV-2026-0001 --amount 5",
        "billing close 2025-12",
        "billing outstanding",
        "invoice list",
    ] {
        under(env, &purse.0, &purse.1, &line.split(' ').collect::<Vec<_>>()).ok();
    }
    for statement in [
        "UPDATE rooms SET max_capacity = 5",
        "UPDATE users SET role = 'admin'",
        "UPDATE devices SET place = 'x'",
        "INSERT INTO booking_series (created_at) VALUES (now())",
    ] {
        denied(env, &purse.0, statement);
    }
    for login in [&boss.0, &second.0, &looks] {
        denied(env, login, "UPDATE booking_costing SET total_cents = 0");
        denied(env, login, "DELETE FROM booking_costing");
        denied(env, login, "TRUNCATE booking_costing");
    }
    denied(
        env,
        &looks,
        "INSERT INTO booking_costing (entry) VALUES ('proposal')",
    );
}

fn those_who_see_some_rows_read_no_whole_table(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    apply(env);
    for role in ["staff", "kitchen_staff"] {
        let login = own_login(env, role);
        let open = [
            "role_grants",
            "locations",
            "rooms",
            "room_aliases",
            "room_amenities",
            "room_components",
            "room_blocks",
            "settings",
            "tax_rates",
        ];
        let open = [&open[..], &["database_info", "__diesel_schema_migrations"]].concat();
        for table in TABLES {
            let read = format!("SELECT * FROM {}", table.name);
            match open.contains(&table.name) {
                true => granted(env, &login, &read),
                false => denied(env, &login, &read),
            }
            if !is_view(table.name) {
                denied(env, &login, &format!("DELETE FROM {}", table.name));
                denied(env, &login, &format!("INSERT INTO {} DEFAULT VALUES", table.name));
            }
        }
        denied(env, &login, "SELECT username FROM users");
        denied(env, &login, "DELETE FROM audit_log");
        let token = env.user(&format!("a {role}"), role);
        under(env, &login, &token, &["room", "list"]).ok();
        under(env, &login, &token, &["config", "get"]).ok();
        under(env, &login, &token, &["room", "add", "X"])
            .fails(4)
            .says("may not edit rooms");
        let calendar = ["booking", "calendar", "--month", "2026-03"];
        under(env, &login, &token, &calendar)
            .fails(4)
            .says("permission denied");
    }
    env.verify_audit().unwrap();
}

fn managers_read_the_rows_of_what_they_manage(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.line(&format!("location add {room}-house")).ok();
        env.line(&format!("room add {room} --capacity 20 --location {room}-house"))
            .ok();
    }
    let focus = env.book("Focus", "2026-03-02", "08:00-16:00");
    let growth = env.book("Growth", "2026-03-02", "08:00-16:00");
    env.line(&format!("booking edit {focus} --lunch in_house")).ok();
    env.line(&format!("booking edit {growth} --lunch in_house")).ok();
    let waiting = env.get("booking create --client W --date 2026-03-03 --learners 3 --wish Focus")["id"]
        .as_i64()
        .unwrap();
    apply(env);
    let (prefix, looks) = (prefix(env), own_login(env, "training_facility_admin_viewer"));
    // The login of a manager has the name of the user.
    let login = format!("{prefix}_thandi");
    env.raw_sql_as(
        "postgres",
        &format!("CREATE ROLE {login} LOGIN; GRANT {prefix}_room_manager TO {login}"),
    )
    .unwrap();
    let token = env.user_by_admin(&login, "staff");
    let seen = |query: &str| {
        env.raw_texts_as(&login, query)
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let ids = "SELECT id::text FROM bookings ORDER BY id";
    let words = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>();
    assert!(seen(ids).is_empty());
    env.line(&format!("user grant {login} room_manager --room Focus"))
        .ok();
    assert_eq!(seen(ids), words(&[focus, waiting]));
    assert_eq!(
        seen("SELECT booking_id::text FROM booking_catering"),
        words(&[focus])
    );
    env.line(&format!(
        "user grant {login} room_manager --location Growth-house"
    ))
    .ok();
    assert_eq!(seen(ids), words(&[focus, growth, waiting]));
    env.line(&format!("user ungrant {login} room_manager")).ok();
    env.line(&format!("user grant {login} room_manager --tenant TRAINING"))
        .ok();
    assert!(seen(ids).is_empty());
    env.line_as(
        &token,
        "booking create --client Mine --date 2026-03-04 --learners 2",
    )
    .ok();
    assert_eq!(seen("SELECT client_name FROM bookings"), ["Mine"]);
    for statement in [
        "UPDATE bookings SET client_name = 'x'",
        "DELETE FROM demand",
        "SELECT username FROM users",
        "SELECT * FROM clients",
        "SELECT * FROM room_holds",
    ] {
        denied(env, &login, statement);
    }
    under(env, &login, &token, &["room", "list"]).ok();
    // Everybody else sees what rights on tables give.
    assert_eq!(env.raw_texts_as(&looks, ids).len(), 4);
    env.line("db check").ok();
    let policy = format!("DROP POLICY {prefix}_room_manager ON bookings");
    env.raw_sql_as("postgres", &policy).unwrap();
    let found = env.line("db check").fails(9).stdout;
    assert!(found.contains("its policy is missing"), "{found}");
    apply(env);
    env.line("db check").ok();
}

fn a_service_signs_people_in(env: &Env) {
    env.cheap_passwords();
    apply(env);
    let (service, token) = (
        own_login(env, "service"),
        env.variable("COLAB_TOKEN").unwrap().to_owned(),
    );
    let url = env.url_as(&service);
    let add = [
        "user",
        "add",
        "thandi",
        "--role",
        "training_facility_admin",
        "--password-stdin",
        "--database",
        &url,
    ];
    env.call(&add).stdin("correct horse battery").run().ok();
    let login = |password: &str| {
        let call = env.call(&["user", "login", "thandi", "--password-stdin", "--database", &url]);
        call.without("COLAB_TOKEN").stdin(password).run()
    };
    login("wrong password").fails(4);
    login("correct horse battery").ok();
    let call = |line: &[&str]| {
        env.call(&[line, &["--database", &url]].concat())
            .without("COLAB_TOKEN")
            .run()
    };
    call(&["room", "add", "Focus"]).ok();
    call(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "3",
        "--room",
        "Focus",
    ])
    .ok();
    under(env, &service, &token, &["user", "migrate-passwords"]).ok();
    for statement in [
        "UPDATE audit_log SET actor = 'x'",
        "DELETE FROM audit_log",
        "DROP TABLE audit_log",
    ] {
        denied(env, &service, statement);
    }
    call(&["db", "grants", "--apply", "--prefix", &prefix(env)]).fails(4);
}

fn what_is_printed_does_the_same_and_rights_no_longer_listed_are_taken_back(env: &Env) {
    let prefix = prefix(env);
    let rows = env.count("audit_log");
    let script = env
        .call(&["db", "grants", "--prefix", &prefix])
        .without("COLAB_TOKEN")
        .run()
        .ok()
        .stdout;
    assert_eq!(env.count("audit_log"), rows, "printing changes nothing");
    let lines: Vec<String> = script
        .lines()
        .map(|line| line.trim_end_matches(';').to_owned())
        .collect();
    assert_eq!(
        env.column(&["db", "grants", "--prefix", &prefix], "statement"),
        lines
    );
    env.raw_sql_as("postgres", &script).unwrap();
    let login = own_login(env, "admin");
    denied(env, &login, "DELETE FROM audit_log");
    granted(env, &login, "SELECT * FROM audit_log");
    let more = format!(
        "GRANT ALL ON audit_log, users TO {prefix}_admin; GRANT SELECT (token_hash) ON user_tokens TO {prefix}_admin"
    );
    env.raw_sql_as("postgres", &more).unwrap();
    granted(env, &login, "SELECT password_hash FROM users");
    let rows = env.count("audit_log");
    let url = env.url_as("postgres");
    env.colab(&[
        "db",
        "grants",
        "--apply",
        "--dry-run",
        "--prefix",
        &prefix,
        "--database",
        &url,
    ])
    .ok();
    granted(env, &login, "SELECT password_hash FROM users");
    assert_eq!(env.count("audit_log"), rows);
    apply(env);
    apply(env);
    for statement in [
        "DELETE FROM audit_log",
        "SELECT password_hash FROM users",
        "SELECT token_hash FROM user_tokens",
    ] {
        denied(env, &login, statement);
    }
    assert_eq!(env.count("audit_log"), rows + 2);
    let row = env
        .raw_text("SELECT metadata FROM audit_log WHERE entity = 'database' ORDER BY seq DESC LIMIT 1")
        .unwrap();
    assert!(row.contains("\"by_login\":\"postgres\""), "{row}");
    for wrong in ["", "1a", "a-b", "a\"; DROP TABLE users; --", &"x".repeat(31)] {
        env.colab(&["db", "grants", "--prefix", wrong]).fails(2);
    }
}

fn whoever_may_give_no_rights_changes_nothing(env: &Env) {
    // The owner of the tables, who may make no roles.
    let rows = env.count("audit_log");
    let prefix = prefix(env);
    let run = env
        .colab(&["db", "grants", "--apply", "--prefix", &prefix])
        .fails(4);
    run.says("permission denied to create role").says("superuser");
    let made = env.raw_int(&format!(
        "SELECT count(*) FROM pg_roles WHERE rolname LIKE '{prefix}\\_%'"
    ));
    assert_eq!((made, env.count("audit_log")), (Some(0), rows));
}

fn rights_that_a_role_lacks_are_found(env: &Env) {
    apply(env);
    let prefix = prefix(env);
    env.colab(&["db", "check"]).ok();
    let lacks = |line: &[&str], problem: &str| {
        let found = env.colab(&[line, &["-f", "json"]].concat()).fails(9).json();
        let found = found.as_array().unwrap();
        let one = found
            .iter()
            .find(|one| one["problem"].as_str().unwrap() == problem);
        let one = one.unwrap_or_else(|| panic!("{problem}: {found:#?}"));
        assert_eq!(
            one["way_out"],
            format!("colab db grants --apply --prefix {prefix}"),
            "{one}"
        );
    };
    // What is made anew belongs to its owner alone.
    env.raw_sql("DROP VIEW client_roots CASCADE").unwrap();
    lacks(
        &["db", "check", "--repair"],
        &format!("role {prefix}_finance: it lacks SELECT on the table client_roots"),
    );
    apply(env);
    env.colab(&["db", "check"]).ok();
    env.raw_sql(&format!(
        "REVOKE INSERT, SELECT ON rooms FROM {prefix}_training_facility_admin; REVOKE SELECT (email) ON users FROM {prefix}_finance;
         REVOKE EXECUTE ON FUNCTION colab_audit_append(json) FROM {prefix}_service"
    ))
    .unwrap();
    for problem in [
        format!("role {prefix}_training_facility_admin: it lacks INSERT, SELECT on the table rooms"),
        format!("role {prefix}_finance: it lacks SELECT (email) on the table users"),
        format!("role {prefix}_service: it lacks EXECUTE on the function colab_audit_append(json)"),
    ] {
        lacks(&["db", "check"], &problem);
    }
    apply(env);
    env.colab(&["db", "check"]).ok();
    // A restore makes every table anew.
    env.colab(&["db", "backup", "kept.dump"]).ok();
    env.colab(&["db", "restore", "kept.dump", "--yes"]).ok();
    lacks(
        &["db", "check"],
        &format!("role {prefix}_finance: it lacks SELECT on the table client_roots"),
    );
    apply(env);
    env.colab(&["db", "check"]).ok();
    // Nobody is told of rights who gave none.
    let dropped = format!("DROP OWNED BY {prefix}_admin, {prefix}_service");
    env.raw_sql_as("postgres", &dropped).unwrap();
    env.colab(&["db", "check"]).ok();
}
