//! What people with logins of their own on the server tried by SQL to get round the rules, each as it was tried.

use super::support::{Env, Run, sha256};

postgres![
    a_table_of_ones_own_in_the_place_of_the_holds_books_nothing_twice,
    holds_are_written_by_no_trigger_of_ones_own,
    functions_of_ours_serve_nobody_but_us,
    no_login_writes_the_log_in_somebodys_name,
    nobody_makes_the_others_wait_or_moves_the_head,
    no_row_is_planted_outside_the_chain,
    costs_are_not_approved_by_who_proposed_them,
    the_it_boss_touches_no_booking_with_a_room,
    everybody_reads_the_history_of_what_they_see_and_no_more,
    every_function_of_ours_has_its_own_search_path,
    rules_and_computed_columns_are_part_of_the_schema,
    what_is_written_for_others_stands_in_the_log,
    a_role_writes_no_rows_that_are_another_ones,
];

const ROLES: [&str; 8] = [
    "admin",
    "training_facility_admin",
    "it_rental_admin",
    "training_facility_admin_viewer",
    "kitchen_staff",
    "staff",
    "finance",
    "procurement_officer",
];

/// A site with two rooms, bookings in one, and logins for every role. `TEMPORARY` is given back, so that what is behind
/// that right is tried too.
struct Site<'e> {
    env: &'e Env,
    prefix: String,
}

impl<'e> Site<'e> {
    fn of(env: &'e Env) -> Self {
        env.line("room add Focus").ok();
        env.line("room add Growth").ok();
        env.book("Focus", "2026-03-02", "08:00-16:00");
        env.book("Focus", "2026-03-03", "08:00-16:00");
        // As a restore may leave them.
        env.raw_sql("GRANT EXECUTE ON FUNCTION room_holds_sync(bigint[]), bookings_hold_insert(), colab_audit_append(json) TO PUBLIC")
            .unwrap();
        let prefix = env.raw_text("SELECT current_database()").unwrap();
        let url = env.url_as("postgres");
        env.call(&["db", "grants", "--apply", "--prefix", &prefix, "--database", &url])
            .without("COLAB_TOKEN")
            .run()
            .ok();
        for role in ROLES {
            env.raw_sql_as(
                "postgres",
                &format!(
                    "CREATE ROLE {prefix}_{role}_login LOGIN; GRANT {prefix}_{role} TO {prefix}_{role}_login"
                ),
            )
            .unwrap();
        }
        Self { env, prefix }
    }

    fn give_temporary(&self) {
        let statement = format!("GRANT TEMPORARY ON DATABASE {} TO PUBLIC", self.prefix);
        self.env.raw_sql_as("postgres", &statement).unwrap();
    }

    fn login(&self, role: &str) -> String {
        format!("{}_{role}_login", self.prefix)
    }

    #[track_caller]
    fn refused(&self, role: &str, statement: &str, why: &str) {
        let said = self.env.raw_sql_as(&self.login(role), statement);
        let said = said.expect_err(&format!("{role}: {statement}"));
        assert!(said.contains(why), "{role}: {statement}: {said}");
    }

    #[track_caller]
    fn denied(&self, role: &str, statement: &str) {
        self.refused(role, statement, "permission denied");
    }

    #[track_caller]
    fn done(&self, role: &str, statement: &str) {
        if let Err(said) = self.env.raw_sql_as(&self.login(role), statement) {
            panic!("{role}: {statement}: {said}");
        }
    }

    /// A command under a role's login and with a token.
    fn colab(&self, role: &str, token: &str, line: &[&str]) -> Run {
        let url = self.env.url_as(&self.login(role));
        let line = [line, &["--database", &url]].concat();
        self.env.call(&line).variable("COLAB_TOKEN", token).run()
    }
}

const COPY_OF_A_BOOKING: &str =
    "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators,
       headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, device_only, client_id)
     SELECT room_id, starts_at, ends_at, 'SHADOW', status, tenant_id, 1, 0, 1, 0, false, 0, 'root', now(), now(), false, client_id
       FROM bookings WHERE id = 1";

fn a_table_of_ones_own_in_the_place_of_the_holds_books_nothing_twice(env: &Env) {
    let site = Site::of(env);
    let shadow = "CREATE TEMP TABLE room_holds (LIKE public.room_holds INCLUDING GENERATED)";
    for role in ROLES {
        site.denied(role, shadow);
        site.denied(role, "CREATE TABLE public.room_holds_2 (x integer)");
        site.denied(role, "CREATE SCHEMA mine");
    }
    site.give_temporary();
    for role in ["admin", "training_facility_admin"] {
        site.refused(
            role,
            &format!("{shadow}; {COPY_OF_A_BOOKING}"),
            "room_holds_no_overlap",
        );
        let path = format!("{shadow}; SET search_path = pg_temp, public; {COPY_OF_A_BOOKING}");
        site.refused(role, &path, "room_holds_no_overlap");
        site.refused(
            role,
            &format!("CREATE TEMP TABLE room_components (LIKE public.room_components); {COPY_OF_A_BOOKING}"),
            "room_holds_no_overlap",
        );
    }
    let shadow = "CREATE TEMP TABLE device_holds (LIKE public.device_holds INCLUDING GENERATED)";
    env.line("device add S-1 --category Laptop").ok();
    let assign = |booking: i64| {
        format!(
        "INSERT INTO booking_device_assignments (booking_id, device_id, device_category_id, quantity, assignment_type, assigned_by,
           assigned_at, created_at) VALUES ({booking}, 1, 1, 1, 'manual', 'x', now(), now())"
    )
    };
    site.done("it_rental_admin", &assign(1));
    site.refused(
        "it_rental_admin",
        &format!("{shadow}; {}", assign(1)),
        "device_holds_no_overlap",
    );
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE client_name = 'SHADOW'"),
        Some(0)
    );
    env.line("db check").ok();
}

fn holds_are_written_by_no_trigger_of_ones_own(env: &Env) {
    let site = Site::of(env);
    site.give_temporary();
    for role in ROLES {
        for table in ["room_holds", "device_holds"] {
            let by_trigger = format!(
                "CREATE TEMP TABLE t (a int);
                 CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                   DELETE FROM public.{table}; RETURN NULL; END $$;
                 CREATE TRIGGER tt AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.f();
                 INSERT INTO t VALUES (1);"
            );
            site.denied(role, &by_trigger);
        }
        // The owner's functions would write whatever stands in a table of one's own.
        for function in [
            "bookings_hold_insert",
            "bookings_hold_update",
            "room_components_hold",
        ] {
            site.denied(
                role,
                &format!(
                    "CREATE TEMP TABLE t (a int);
                     CREATE TRIGGER tt AFTER INSERT ON t REFERENCING NEW TABLE AS new_rows
                       FOR EACH STATEMENT EXECUTE FUNCTION public.{function}();"
                ),
            );
        }
    }
    assert_eq!(env.count("room_holds"), 2);
    env.line("db check").ok();
}

fn functions_of_ours_serve_nobody_but_us(env: &Env) {
    let site = Site::of(env);
    for role in ROLES {
        for call in [
            "room_holds_sync(ARRAY[1]::bigint[])",
            "device_holds_sync(ARRAY[1]::bigint[])",
            "rooms_lock(ARRAY[1]::bigint[])",
            "devices_lock(ARRAY[1]::bigint[])",
            "booking_costing_refuse('x')",
            "colab_audit_time(now())",
        ] {
            site.denied(role, &format!("SELECT {call}"));
        }
        for statement in [
            "SET session_replication_role = replica",
            "SET ROLE colab",
            "SET SESSION AUTHORIZATION colab",
            "ALTER FUNCTION room_holds_guard() RESET search_path",
            "ALTER TABLE bookings DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE room_holds DISABLE TRIGGER USER",
        ] {
            let said = env.raw_sql_as(&site.login(role), statement).expect_err(statement);
            assert!(
                said.contains("permission denied") || said.contains("must be owner"),
                "{role}: {statement}: {said}"
            );
        }
    }
}

/// What `colab_audit_append` is asked to write.
fn written(actor: &str, command: &str, event: &str) -> String {
    format!(
        "SELECT colab_audit_append('{{\"actor\": \"{actor}\", \"command\": \"{command}\", \"at\": 0, \"duration_ms\": 1, \"events\": [{event}]}}')"
    )
}

const PROMOTION: &str = "{\"entity\": \"user\", \"entity_id\": \"u_staff\", \"before\": \"{}\", \"after\": \"{}\", \"values\": []}";

fn no_login_writes_the_log_in_somebodys_name(env: &Env) {
    let site = Site::of(env);
    for role in ROLES {
        site.denied(
            role,
            "INSERT INTO audit_log SELECT seq + 1, at, 'root', NULL, 'user role', 'user', 'u_staff', '{}', '{}', NULL, 1, 'x', 2,
               NULL, NULL, NULL FROM audit_log ORDER BY seq DESC LIMIT 1",
        );
        site.denied(
            role,
            "INSERT INTO audit_log (seq, at, actor, command, entity, entity_id, duration_ms, hash)
                            VALUES (7777, now(), 'root', 'user role', 'user', 'x', 1, 'x')",
        );
        site.denied(role, "INSERT INTO audit_values VALUES (7777, 'x', NULL, NULL)");
        site.denied(role, "UPDATE audit_values SET salt = NULL, value = NULL");
        site.denied(role, "SELECT * FROM audit_head");
    }
    for role in ["kitchen_staff", "staff", "it_rental_admin"] {
        site.denied(role, "SELECT * FROM audit_log");
        site.denied(role, "SELECT * FROM audit_rows");
        site.denied(role, "SELECT * FROM audit_values");
    }
    // By the function, a row says what the server knows: the login, and whose the token is.
    let own = env.user("cook", "kitchen_staff");
    env.raw_sql("UPDATE user_tokens SET made_by = 'admin' WHERE user_id = 'cook'")
        .unwrap();
    let with = |token: &str, more: &str, event: &str| {
        let hash = sha256(token);
        written("root", "user role", event).replace(
            "\"command\"",
            &format!("\"token_hash\": \"{hash}\", {more} \"command\""),
        )
    };
    for role in [
        "kitchen_staff",
        "staff",
        "it_rental_admin",
        "training_facility_admin",
    ] {
        site.refused(role, &written("root", "user role", PROMOTION), "audit_log_actor");
        site.refused(role, &with("colab_guessed", "", PROMOTION), "audit_log_actor");
        site.refused(
            role,
            &with(&own, "\"on_behalf_of\": \"root\",", PROMOTION),
            "audit_log_actor",
        );
    }
    // Of users and tokens it tells its own acts alone.
    site.refused("kitchen_staff", &with(&own, "", PROMOTION), "audit_log_actor");
    let revoked = r#"{"entity": "token", "entity_id": "1", "metadata": "{\"revoked\":true}", "values": []}"#;
    site.refused("kitchen_staff", &with(&own, "", revoked), "audit_log_actor");
    let own_act = r#"{"entity": "user", "entity_id": "cook", "before": "{}", "after": "{}", "values": []}"#;
    site.done(
        "kitchen_staff",
        &with(&own, "\"token_id\": 4711, \"token_maker\": \"root\",", own_act),
    );
    let newest = |column: &str| {
        env.raw_text(&format!(
            "SELECT {column} FROM audit_log ORDER BY seq DESC LIMIT 1"
        ))
    };
    assert_eq!(
        (newest("actor"), newest("login"), newest("token_maker")),
        (
            Some("cook".into()),
            Some(site.login("kitchen_staff")),
            Some("admin".into())
        )
    );
    assert_ne!(newest("token_id").as_deref(), Some("4711"));
    // A refusal needs no token, and is nobody's.
    let refusal = r#"{"entity": "command", "entity_id": "room add", "metadata": "{}", "values": []}"#;
    site.done("staff", &written("root", "room add", refusal));
    assert_eq!(
        (newest("actor"), newest("login")),
        (Some("nobody".into()), Some(site.login("staff")))
    );
    // No value may be promised that is not there, nor the other way round.
    let marked =
        r#"{"entity": "user", "entity_id": "cook", "after": "{\"salted_sha256\":\"00\"}", "values": []}"#;
    site.refused("kitchen_staff", &with(&own, "", marked), "audit_values_marked");
    let unmarked = r#"{"entity": "user", "entity_id": "cook", "values": [{"salt": "00000000000000000000000000000000", "value": "x"}]}"#;
    site.refused("kitchen_staff", &with(&own, "", unmarked), "audit_values_marked");
    // Nor a mark that is no text, nor one that stands twice for one value.
    let number = r#"{"entity": "user", "entity_id": "cook", "after": "{\"salted_sha256\":1}", "values": []}"#;
    site.refused("kitchen_staff", &with(&own, "", number), "audit_values_marked");
    let (salt, value) = ("0".repeat(32), "x");
    let digest = sha256(format!("{salt}{value}"));
    let twice = format!(
        r#"{{"entity": "user", "entity_id": "cook", "before": "{{\"salted_sha256\":\"{digest}\"}}", "after": "{{\"salted_sha256\":\"{digest}\"}}", "values": [{{"salt": "{salt}", "value": "{value}"}}]}}"#
    );
    site.refused("kitchen_staff", &with(&own, "", &twice), "audit_values_marked");
    env.verify_audit().unwrap();
}

fn nobody_makes_the_others_wait_or_moves_the_head(env: &Env) {
    let site = Site::of(env);
    for role in ROLES {
        for statement in [
            "UPDATE audit_head SET hash = 'zz'",
            "UPDATE audit_head SET hash = hash",
            "UPDATE audit_head SET seq = 9223372036854775807",
            "SELECT * FROM audit_head FOR UPDATE",
            "BEGIN; LOCK TABLE audit_head IN EXCLUSIVE MODE",
            "BEGIN; LOCK TABLE audit_log IN EXCLUSIVE MODE",
        ] {
            site.denied(role, statement);
        }
    }
    // The owner may move it; then no further number is given, rather than one below zero.
    env.raw_sql("UPDATE audit_head SET seq = 9223372036854775807")
        .unwrap();
    env.line("room add Vision").fails(1).says("out of range");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM audit_log WHERE seq < 1"),
        Some(0)
    );
}

fn no_row_is_planted_outside_the_chain(env: &Env) {
    let site = Site::of(env);
    let plant = |seq: &str| {
        format!(
            "INSERT INTO audit_log SELECT {seq}, at, 'root', NULL, 'user role', 'user', 'thandi', '{{}}', '{{}}', NULL, 1, '00', 2,
               NULL, NULL, NULL FROM audit_log WHERE seq = 1"
        )
    };
    for seq in ["-9223372036854775808", "-1", "0", "1", "7777"] {
        for role in ROLES {
            site.denied(role, &plant(seq));
        }
        let said = env.raw_sql(&plant(seq)).unwrap_err();
        assert!(said.contains("audit_log_append_only"), "{said}");
    }
}

fn costs_are_not_approved_by_who_proposed_them(env: &Env) {
    env.user("boss", "it_rental_admin");
    let site = Site::of(env);
    env.line("pricing set room Focus --daily 100 --from 2026-01-01")
        .ok();
    env.colab(&["pricing", "propose", "1", "--as", "boss"]).ok();
    env.colab(&["user", "add", "root", "--role", "admin", "--no-password"])
        .ok();
    env.raw_sql(
        "ALTER TABLE booking_costing DISABLE TRIGGER USER; UPDATE booking_costing SET entered_by = 'boss';
                 ALTER TABLE booking_costing ENABLE TRIGGER USER",
    )
    .unwrap();
    let approval = "INSERT INTO booking_costing (entry, proposal_id, corrects_id, batch_id, booking_id, rental_id, client_name,
        client_key, room_id, tenant_id, service_on, service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents,
        total_cents, created_by, entered_by, created_at, login)
      SELECT 'approval', id, corrects_id, batch_id, booking_id, rental_id, client_name, client_key, room_id, tenant_id, service_on,
        service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, 'root', 'root', now(), 'root'
        FROM booking_costing WHERE id = 1";
    for role in ["it_rental_admin", "training_facility_admin"] {
        site.refused(role, approval, "booking_costing_by_admin");
    }
    // One login is one person, whatever names it writes.
    let proposed_by = |login: &str| {
        env.raw_sql(&format!(
            "ALTER TABLE booking_costing DISABLE TRIGGER USER; UPDATE booking_costing SET login = {login};
             ALTER TABLE booking_costing ENABLE TRIGGER USER"
        ))
        .unwrap();
    };
    proposed_by(&format!("'{}'", site.login("admin")));
    site.refused("admin", approval, "booking_costing_two_people");
    proposed_by("'somebody_else'");
    site.done("admin", approval);
    let login = env.raw_text("SELECT login FROM booking_costing WHERE entry = 'approval'");
    assert_eq!(login, Some(site.login("admin")), "whatever the client says");
}

fn the_it_boss_touches_no_booking_with_a_room(env: &Env) {
    let site = Site::of(env);
    let boss = env.user("boss", "it_rental_admin");
    let at = "'2026-05-01T08:00Z', '2026-05-01T10:00Z'";
    let client = env.raw_client();
    let insert = |room: &str, device_only: bool| {
        format!(
            "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators,
               headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, device_only, client_id)
             VALUES ({room}, {at}, 'X', 'confirmed', 'TECH', 0, 0, 0, 1, false, 0, 'boss', now(), now(), {device_only}, {client})"
        )
    };
    for statement in [
        "UPDATE bookings SET status = 'cancelled'",
        "UPDATE bookings SET status = 'cancelled' WHERE id = 1",
        "UPDATE bookings SET room_id = NULL, status = 'cancelled', device_only = true WHERE id = 1",
        "UPDATE bookings SET client_name = 'Y' WHERE id = 1",
        "UPDATE bookings SET starts_at = starts_at - interval '1 h', updated_at = now() WHERE id = 2",
        &insert("1", false),
    ] {
        site.refused("it_rental_admin", statement, "row-level security");
    }
    site.give_temporary();
    let own = "CREATE TEMP TABLE rooms (id bigint); SET search_path = pg_temp, public;";
    let cancel = format!("{own} UPDATE bookings SET status = 'cancelled' WHERE id = 1");
    site.refused("it_rental_admin", &cancel, "row-level security");
    site.done("it_rental_admin", &insert("NULL", true));
    site.done(
        "it_rental_admin",
        "UPDATE bookings SET status = 'cancelled' WHERE device_only",
    );
    site.refused(
        "it_rental_admin",
        "UPDATE bookings SET device_only = false, room_id = 1, status = 'confirmed' WHERE device_only",
        "row-level security",
    );
    for role in ["admin", "training_facility_admin"] {
        site.done(role, "UPDATE bookings SET client_name = 'Z' WHERE id = 1");
        site.done(role, &format!("BEGIN; {}; ROLLBACK", insert("2", false)));
    }
    // What the program lets the IT boss do to such a booking is not hindered.
    env.colab(&["device", "add", "S-1", "--category", "Laptop"]).ok();
    let as_boss = |line: &[&str]| site.colab("it_rental_admin", &boss, line);
    as_boss(&[
        "device",
        "request",
        "1",
        "--category",
        "Laptop",
        "--quantity",
        "1",
    ])
    .ok();
    as_boss(&["device", "assign", "1", "--serial", "S-1"]).ok();
    assert_eq!(
        env.raw_int("SELECT devices_needed FROM bookings WHERE id = 1"),
        Some(1)
    );
    as_boss(&["booking", "cancel", "1", "--reason", "x"]).fails(4);
    // Nor its meals.
    let meal = "INSERT INTO booking_catering (booking_id, coffee_tea_station, stationery_needed, water_bottles) VALUES (1, true, false, 1)";
    site.refused("it_rental_admin", meal, "row-level security");
    site.done("training_facility_admin", meal);
    site.done("it_rental_admin", "DELETE FROM booking_catering");
    assert_eq!(env.count("booking_catering"), 1, "of others it deletes nothing");
    // Who was told stays told, and nobody says in secret that he was.
    let told = "INSERT INTO outbox (topic, audience, entity, entity_id, message, created_at) VALUES ('x', '[]', 'x', 'x', 'x', now())";
    site.refused("it_rental_admin", told, "written_with_the_log");
    env.raw_sql(told).unwrap();
    let passed_on = "UPDATE outbox SET drained_at = now() WHERE topic = 'x'";
    site.refused("it_rental_admin", passed_on, "written_with_the_log");
    site.done("admin", passed_on);
    for role in ["admin", "it_rental_admin"] {
        site.refused(
            role,
            "UPDATE outbox SET drained_at = NULL WHERE topic = 'x'",
            "outbox_drained_once",
        );
    }
    env.verify_audit().unwrap();
}

fn everybody_reads_the_history_of_what_they_see_and_no_more(env: &Env) {
    let site = Site::of(env);
    env.line("config set day_end 17:00").ok();
    let rows = |role: &str, kind: &str, id: &str| {
        let login = site.login(role);
        let script = format!(
            "DO $$ BEGIN RAISE EXCEPTION 'rows %', (SELECT count(*) FROM colab_audit_history('{kind}', '{id}')); END $$"
        );
        let said = env.raw_sql_as(&login, &script).unwrap_err();
        said.split("rows ").nth(1).unwrap().chars().next().unwrap()
    };
    for role in ROLES {
        let sees_bookings = !["kitchen_staff", "staff"].contains(&role);
        assert_eq!(rows(role, "room", "1"), '1', "{role}");
        assert_eq!(
            rows(role, "booking", "1"),
            if sees_bookings { '1' } else { '0' },
            "{role}"
        );
        assert_eq!(
            rows(role, "setting", "day_end"),
            if role == "admin" { '1' } else { '0' },
            "{role}"
        );
    }
    let token = env.user("cook", "kitchen_staff");
    site.colab("kitchen_staff", &token, &["room", "show", "Focus"])
        .ok();
}

fn every_function_of_ours_has_its_own_search_path(env: &Env) {
    let without = env.raw_texts(
        "SELECT p.oid::regprocedure::text FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace AND p.prosqlbody IS NULL
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            AND NOT coalesce(p.proconfig @> ARRAY['search_path=public, pg_temp'], false)",
    );
    assert_eq!(without, Vec::<Option<String>>::new());
    let open = env.raw_texts(
        "SELECT p.proname::text FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1",
    );
    let open: Vec<&str> = open.iter().flatten().map(String::as_str).collect();
    assert_eq!(
        open,
        [
            "booking_changes_devices_alone",
            "booking_holds_room",
            "colab_audit_head",
            "colab_audit_history",
            "colab_manages",
            "colab_operation_is_seen",
            "colab_token_holder",
            "colab_token_used",
            "import_is_own"
        ],
        "whoever adds a function revokes EXECUTE from PUBLIC and sets its search_path"
    );
}

fn rules_and_computed_columns_are_part_of_the_schema(env: &Env) {
    env.colab(&["db", "check"]).ok();
    env.raw_sql(
        "CREATE RULE evil AS ON INSERT TO bookings DO ALSO UPDATE users SET role = 'admin' WHERE user_id = 'u_staff'",
    )
    .unwrap();
    let found = || env.colab(&["db", "check"]).fails(9).stdout;
    assert!(found().contains("rule evil of bookings was added past the program"));
    env.raw_sql("DROP RULE evil ON bookings; GRANT UPDATE ON audit_head TO PUBLIC")
        .unwrap();
    assert!(found().contains("table audit_head is not as the program made it"));
    env.raw_sql("REVOKE UPDATE ON audit_head FROM PUBLIC").unwrap();
    env.colab(&["db", "check"]).ok();
    env.raw_sql("ALTER TABLE room_holds ALTER period DROP EXPRESSION")
        .unwrap();
    assert!(found().contains("table room_holds is not as the program made it"));
}

/// What a login tells the log of a record of this kind, under a token's user.
fn told(token: &str, command: &str, entity: &str, id: i64) -> String {
    let hash = sha256(token);
    format!(
        "SELECT colab_audit_append('{{\"token_hash\": \"{hash}\", \"command\": \"{command}\", \"at\": 0, \"duration_ms\": 1,
           \"events\": [{{\"entity\": \"{entity}\", \"entity_id\": \"{id}\", \"values\": []}}]}}')"
    )
}

fn what_is_written_for_others_stands_in_the_log(env: &Env) {
    let site = Site::of(env);
    env.user("thandi", "staff");
    let boss = env.user("boss", "it_rental_admin");
    let notification = "INSERT INTO notifications (id, notification_type, severity, entity, entity_id, condition_key, title, message,
        details, opened_at, updated_at) VALUES (4711, 'x', 'info', 'booking', '1', 'x', 'x', 'x', '{}', now(), now())";
    env.raw_sql(
        &notification
            .replace("4711", "1")
            .replace("'x', 'info'", "'y', 'info'")
            .replace("'1', 'x'", "'1', 'y'"),
    )
    .unwrap();
    // So many numbers were given.
    env.raw_sql("SELECT setval('notifications_id_seq', 5000)")
        .unwrap();
    let unlogged = [
        notification,
        "UPDATE notifications SET resolved_at = now()",
        "INSERT INTO notification_recipients VALUES ('role:staff', 1)",
        "INSERT INTO notification_reads VALUES (1, 'admin', now(), now(), NULL)",
        "INSERT INTO notification_digests (user_id, channel, message_id, state, attempts, created_at)
           VALUES ('admin', 'smtp', 'x', 'queued', 0, now())",
        "INSERT INTO idempotency_keys VALUES ('k', 'booking create', 'x', '[1]', now(), 'thandi')",
        "INSERT INTO outbox (topic, audience, entity, entity_id, message, created_at)
           VALUES ('x', '[]', 'booking', '1', 'x', now())",
    ];
    for role in ["it_rental_admin", "training_facility_admin"] {
        for statement in unlogged {
            site.refused(role, statement, "written_with_the_log");
            site.refused(
                role,
                &format!("BEGIN; SET CONSTRAINTS ALL IMMEDIATE; {statement}; COMMIT"),
                "written_with_the_log",
            );
        }
    }
    // A row about another record, of another transaction or by another person is none about this one.
    let as_boss = |command: &str, entity: &str, id: i64, then: &str| {
        format!("BEGIN; {}; {then}; COMMIT", told(&boss, command, entity, id))
    };
    let [open, _, recipient, read, _, key, tell] = unlogged;
    for statement in [
        as_boss("x", "notification", 1, open),
        as_boss("x", "booking", 1, recipient),
        as_boss("x", "notification", 1, read),
        as_boss("x", "booking", 1, key),
        as_boss("x", "booking", 2, tell),
        format!(
            "BEGIN; {}; COMMIT; BEGIN; {tell}; COMMIT",
            told(&boss, "x", "booking", 1)
        ),
    ] {
        site.refused("it_rental_admin", &statement, "written_with_the_log");
    }
    for statement in [
        as_boss("notify check", "notification", 4711, open),
        as_boss(
            "notify read",
            "notification",
            4711,
            "INSERT INTO notification_reads VALUES (4711, 'boss', now(), NULL, NULL)",
        ),
        as_boss("booking create", "booking", 1, &key.replace("thandi", "boss")),
        as_boss("booking create", "booking", 1, tell),
    ] {
        site.done("it_rental_admin", &statement);
    }
    // Nor does a login tell of what it writes nothing of.
    let cook = env.user("cook", "kitchen_staff");
    for (entity, role) in [
        ("booking", "kitchen_staff"),
        ("setting", "kitchen_staff"),
        ("database", "training_facility_admin"),
        ("room", "it_rental_admin"),
        ("device", "training_facility_admin"),
        ("x", "kitchen_staff"),
    ] {
        let token = if role == "kitchen_staff" { &cook } else { &boss };
        site.refused(role, &told(token, "x", entity, 1), "audit_log_actor");
    }
    env.verify_audit().unwrap();
}

fn a_role_writes_no_rows_that_are_another_ones(env: &Env) {
    let site = Site::of(env);
    env.line("device add S-1 --category Laptop").ok();
    env.line("device request 1 --category Laptop --quantity 1").ok();
    env.line("device assign 1 --serial S-1").ok();
    let import = |kind: &str| {
        format!(
            "INSERT INTO imports (kind, source, file, sha256, options, report, applied_at, applied_by)
                   VALUES ('{kind}', 'x', 'x', 'x', '{{}}', '{{}}', now(), 'x')"
        )
    };
    // Devices are the IT boss's, also where they are assigned; requests are everybody's who books.
    let assigned = "UPDATE booking_device_assignments SET notes = 'x' WHERE device_id IS NOT NULL";
    site.done("training_facility_admin", assigned);
    site.done(
        "training_facility_admin",
        "DELETE FROM booking_device_assignments WHERE device_id IS NOT NULL",
    );
    assert_eq!(
        env.raw_int(
            "SELECT count(*) FROM booking_device_assignments WHERE device_id IS NOT NULL AND notes IS NULL"
        ),
        Some(1),
        "neither changed nor taken away"
    );
    site.refused(
        "training_facility_admin",
        "INSERT INTO booking_device_assignments (booking_id, device_id, device_category_id, quantity, assignment_type, assigned_by,
           assigned_at, created_at) VALUES (2, 1, 1, 1, 'manual', 'x', now(), now())",
        "row-level security",
    );
    site.done(
        "training_facility_admin",
        "INSERT INTO booking_device_assignments (booking_id, device_category_id, quantity, created_at) VALUES (2, 1, 1, now())",
    );
    site.done("it_rental_admin", assigned);
    // An import is for those who may import its kind.
    for (kind, boss, other) in [
        ("schedule", "training_facility_admin", "it_rental_admin"),
        ("rooms", "training_facility_admin", "it_rental_admin"),
        ("bookings", "training_facility_admin", "it_rental_admin"),
        ("devices", "it_rental_admin", "training_facility_admin"),
        ("users", "admin", "it_rental_admin"),
    ] {
        site.refused(other, &import(kind), "row-level security");
        site.done(boss, &import(kind));
        site.done(
            other,
            &format!("UPDATE imports SET undone_at = now() WHERE kind = '{kind}'"),
        );
        site.refused(
            other,
            &format!("INSERT INTO import_rows (import_id, action) SELECT id, 'create' FROM imports WHERE kind = '{kind}'"),
            "row-level security",
        );
    }
    assert_eq!(
        env.raw_int("SELECT count(*) FROM imports WHERE undone_at IS NOT NULL"),
        Some(0)
    );
    // A number is the sequence's.
    let series = |id: &str| format!("INSERT INTO booking_series (id, created_at) VALUES ({id}, now())");
    for id in ["9223372036854775807", "-1", "0", "1000000"] {
        site.refused("it_rental_admin", &series(id), "numbered_by_the_server");
    }
    site.done("it_rental_admin", &series("nextval('booking_series_id_seq')"));
    site.refused(
        "training_facility_admin",
        "UPDATE bookings SET id = 4711 WHERE id = 1",
        "numbered_by_the_server",
    );
    // A lock changes nothing.
    for (role, table) in [
        ("it_rental_admin", "rooms"),
        ("training_facility_admin", "devices"),
    ] {
        site.done(role, &format!("SELECT id FROM {table} FOR UPDATE"));
        site.refused(
            role,
            &format!("UPDATE {table} SET updated_at = now()"),
            &format!("{table}_locked_alone"),
        );
    }
}
