//! `colab history` and `colab undo`: every verb is taken back and done again, in any order, by whom it may be.

use super::support::{Engine, Env};

both![
    every_verb_is_undone_and_done_again,
    any_sequence_undone_in_reverse_gives_the_first_state,
    without_a_number_it_goes_further_back,
    what_has_changed_since_stops_it,
    the_history_names_who_did_what_to_what,
    others_operations_take_their_permissions,
    several_steps_of_one_record_are_done_again,
    devices_that_change_places_change_back,
    an_undo_tells_nobody_what_the_history_hides,
    what_is_in_the_way_is_named,
    the_ledger_keeps_what_it_was_told,
    an_import_is_undone_as_import_undo_does,
    an_import_that_left_something_is_undone_again,
    changes_past_the_program_are_no_operation,
    a_price_that_comes_back_makes_costings_stale,
    who_may_make_a_change_of_parts_may_undo_it,
    a_row_that_cannot_be_written_stops_the_undo,
    the_reason_reaches_what_an_import_made,
    imported_prices_are_undone,
    a_category_in_use_stays,
    own_operations_are_found_behind_many_undone_ones,
];
any![every_column_is_kept];

/// What is live, as columns and where from: bookings that stand, what holds rooms and devices, stock, rentals, prices,
/// settings, users, rooms.
const LIVE: &[(&str, &str)] = &[
    (
        "id, room_id, wished_room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners, num_facilitators, headcount, \
         client_phone, devices_needed, requester_notes, room_boss_notes, long_term, device_only",
        "bookings WHERE status NOT IN ('cancelled', 'rejected')",
    ),
    (
        "c.booking_id, c.lunch_catering, c.water_bottles",
        "booking_catering c JOIN bookings b ON b.id = c.booking_id WHERE b.status NOT IN ('cancelled', 'rejected')",
    ),
    ("room_id, starts_at, ends_at, booking_id", "room_holds"),
    ("device_id, starts_at, ends_at", "device_holds"),
    (
        "a.booking_id, a.device_id, a.device_category_id, a.quantity",
        "booking_device_assignments a JOIN bookings b ON b.id = a.booking_id \
         WHERE b.status NOT IN ('cancelled', 'rejected') AND a.rental_id IS NULL",
    ),
    (
        "id, serial_number, name, category_id, status, place, office_account, anydesk_id, notes, brand, model, purchased_on, price_cents, warranty_until, location_id",
        "devices WHERE status <> 'retired'",
    ),
    (
        "rental_no, return_expected_date, due_at",
        "offsite_rentals WHERE returned_at IS NULL",
    ),
    (
        "id, item_key, pricing_tier, daily_rate_cents, unit_price_cents, effective_date, expiry_date",
        "pricing_catalog WHERE is_active",
    ),
    ("key, value", "settings"),
    ("holds_from, rate", "tax_rates"),
    ("name, schedule, grace_seconds, at_most_seconds, command", "jobs"),
    ("name, owner, words", "views"),
    ("username, role, email", "users WHERE is_active"),
    (
        "id, name, max_capacity, room_type, location_id, setup_minutes, teardown_minutes, opens_at",
        "rooms WHERE is_active",
    ),
    (
        "a.alias, a.room_id",
        "room_aliases a JOIN rooms r ON r.id = a.room_id WHERE r.is_active",
    ),
    (
        "c.room_id, c.component_id",
        "room_components c JOIN rooms r ON r.id = c.room_id WHERE r.is_active",
    ),
    (
        "a.room_id, a.amenity",
        "room_amenities a JOIN rooms r ON r.id = a.room_id WHERE r.is_active",
    ),
    (
        "category_id, warn_percent, alert_percent, warn_count",
        "stock_thresholds",
    ),
    ("id, name, name_key", "device_categories"),
    (
        "id, name, address, city, zone, notes",
        "locations WHERE is_active",
    ),
];

/// Reads everything that is live, a line a row.
pub fn live(env: &Env) -> Vec<String> {
    let function = if env.is_sqlite() {
        "json_array"
    } else {
        "json_build_array"
    };
    let rows = |(columns, from): &(&str, &str)| {
        let query = format!("SELECT CAST({function}({columns}) AS text) AS line FROM {from} ORDER BY line");
        let query = query.replace("ORDER BY line", "ORDER BY 1");
        let rows = env.raw_texts(&query).into_iter().flatten();
        rows.map(|row| format!("{from}: {row}")).collect::<Vec<_>>()
    };
    LIVE.iter().flat_map(rows).collect()
}

/// Makes a site with something of every kind.
pub fn site(env: &Env) {
    for line in [
        "location add Sea",
        "location add Hill",
        "room add A --capacity 20 --amenity projector",
        "room add B --capacity 30",
        "room add C --capacity 40 --alias Sea",
        "device add L1 L2 L3 L4 --category Laptop",
        "device move L1 L2 L3 L4 --to available",
        "user add thandi --role training_facility_admin --no-password",
        "pricing set room A --daily 100",
        "booking create --client One --room A --date 2026-03-16 --time 09:00-10:00 --repeat FREQ=WEEKLY;COUNT=3 --learners 5",
        "booking create --client Two --room B --date 2026-03-16 --time 09:00-10:00 --learners 5 --devices 2 --lunch in_house",
        "booking create --client Ghost --date 2026-03-18 --learners 5",
        "booking create --client Today --room C --date 2026-01-15 --time 07:30-16:30 --learners 5 --allow-past",
        "booking create --client Office --room C --date 2026-03-03 --learners 9",
        "device assign 4 --serial L1",
        "job expect watched --every \"0 3 * * *\" -- room list --all",
        "job expect gone --every \"0 4 * * *\"",
        "view save rooms \"room list\" --shared",
    ] {
        env.line(line).ok();
    }
}

/// Every verb that changes something, with what it says.
const VERBS: &[&str] = &[
    "job expect nightly --every \"0 2 * * *\" -- room list",
    "job expect watched --grace 5m --at-most 1h -- room list",
    "job remove gone",
    "booking create --client New --room C --date 2026-03-20 --learners 3 --devices 1",
    "booking cancel 1",
    "booking cancel 1 --series --reason moved",
    "booking edit 4 --learners 7 --lunch none --notes hello",
    "booking edit 1 --series --room C --learners 6",
    "booking reschedule 4 --date 2026-03-17 --room C",
    "booking assign 5 --room B",
    "booking reject 5 --reason full",
    "booking check-in 6",
    "booking no-show 6",
    "booking create --client Big --room A --date 2026-03-16 --time 09:30-11:00 --learners 5 --displace --reason board",
    "room add D --capacity 5 --alias Dee",
    "room edit C --name Ocean --capacity 44 --setup 15",
    "location add Lake --city Umtata --zone Africa/Johannesburg",
    "location edit Hill --name Mountain --address Street --notes steep",
    "location edit Hill --active false",
    "room edit B --location Hill",
    "device edit L1 --location Sea",
    "room alias add B Bee",
    "room alias remove Sea",
    "room combine AB A B --capacity 50",
    "room add E --capacity 3",
    "device add L9 --category Laptop",
    "device move L2 --to maintenance --place Repairs --reason broken",
    "device edit L3 --name Spare --notes new",
    "device assign 4 --serial L2",
    "device unassign 4 --all",
    "device swap 4 --serial L1 --with L3",
    "notify thresholds --category Laptop --warn-percent 40",
    "device category add Phone",
    "device request 4 --category Laptop --quantity 6",
    "rental start --client Kopano --contact-person Zola --contact-number 0820000000 --company Kopano --address Street --return-on 2026-03-20 --serial L2 --serial L3",
    "pricing set room A --daily 120 --from 2026-06-01",
    "pricing set room B --daily 90",
    "pricing remove room A",
    "config set company_name Umoya",
    "config set day_end 17:00",
    "user add sipho --role staff --no-password",
    "user role thandi it_rental_admin",
    "user disable thandi",
];

fn every_verb_is_undone_and_done_again(env: &Env) {
    site(env);
    for verb in VERBS
        .iter()
        .chain(&["config set tax_percent 16 --from 2026-07-01"])
    {
        let before = live(env);
        let ran = env.line(verb);
        assert_eq!(ran.code, Some(0), "{verb}: {}", ran.stderr);
        let after = live(env);
        assert_ne!(before, after, "{verb} changed nothing that is looked at");
        env.line("undo").ok();
        assert_eq!(live(env), before, "undo of {verb}");
        let undo = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
        env.line(&format!("undo {undo} --dry-run")).ok();
        assert_eq!(live(env), before, "a dry run of {verb}");
        env.line(&format!("undo {undo}")).ok();
        assert_eq!(live(env), after, "{verb} done again");
        env.line("undo").ok();
        assert_eq!(live(env), before, "undo of {verb} again");
    }
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn any_sequence_undone_in_reverse_gives_the_first_state(env: &Env) {
    site(env);
    for seed in 1..=3 {
        let mut numbers = Numbers(seed);
        let mut states = vec![live(env)];
        let mut done = Vec::new();
        while done.len() < 12 {
            let verb = VERBS[numbers.below(VERBS.len())];
            if env.line(verb).code == Some(0) && live(env) != *states.last().unwrap() {
                states.push(live(env));
                done.push(verb);
            }
        }
        states.pop();
        while let (Some(before), Some(verb)) = (states.pop(), done.pop()) {
            let undone = env.line("undo");
            assert_eq!(
                undone.code,
                Some(0),
                "seed {seed}, undo of {verb} after {done:?}: {}",
                undone.stderr
            );
            assert_eq!(live(env), before, "seed {seed}, undo of {verb} after {done:?}");
        }
    }
    env.line("db check").ok();
}

fn without_a_number_it_goes_further_back(env: &Env) {
    site(env);
    let first = live(env);
    env.line("booking cancel 1").ok();
    env.line("config set company_name Umoya").ok();
    env.line("undo").ok().says("config set company_name Umoya");
    env.line("undo").ok().says("booking cancel 1");
    assert_eq!(live(env), first);
    let history = env.json(&["history", "--limit", "4"]);
    let undone: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["undone"].as_bool().unwrap())
        .collect();
    assert_eq!(undone, [false, false, true, true]);
    // What was made is not there any more, and says so.
    let made = history[3]["id"].to_string();
    env.line(&format!("undo {made}"))
        .fails(5)
        .says("is undone already");
    env.line("undo 9999").fails(3).says("colab history");
    assert!(
        env.json(&["history", "--limit", "0"])
            .as_array()
            .unwrap()
            .is_empty()
    );
}

fn what_has_changed_since_stops_it(env: &Env) {
    site(env);
    env.line("booking cancel 1 --series").ok();
    let series = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    env.line(&format!("undo {series}")).ok();
    env.line("booking edit 4 --notes later").ok();
    env.line("booking edit 1 --series --learners 8").ok();
    let edit = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    env.line("booking edit 2 --learners 9").ok();
    let before = live(env);
    env.line(&format!("undo {edit}"))
        .fails(5)
        .says("booking 2: it was changed since by operation")
        .says(&format!("hint: colab undo {edit} --partial\n"));
    assert_eq!(live(env), before);
    let partial = env.line(&format!("undo {edit} --partial -f json"));
    let partial = partial.fails(8);
    let outcomes = partial.json();
    let outcome = |place: usize| {
        (
            outcomes[place]["record"].clone(),
            outcomes[place]["outcome"].clone(),
        )
    };
    assert_eq!(outcome(0), ("booking 1".into(), "restored".into()));
    assert_eq!(outcome(1), ("booking 2".into(), "left".into()));
    assert_eq!(outcome(2), ("booking 3".into(), "restored".into()));
    let listed = || env.line("history --record booking:3 --limit 2").ok();
    listed()
        .says("in part")
        .says(&format!("for the rest: colab undo {edit} --partial"));
    // Once that is undone, the same command undoes what was left.
    let history = env.json(&["history", "--limit", "5"]);
    let later = history
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["command"] == "booking edit 2 --learners 9");
    env.line(&format!("undo {}", later.unwrap()["id"])).ok();
    env.line(&format!("undo {edit}")).ok();
    assert!(!listed().stdout.contains("in part"));
    assert_eq!(env.json(&["booking", "show", "2"])["num_learners"], 5);
    env.line(&format!("undo {edit}")).fails(5);
}

fn the_history_names_who_did_what_to_what(env: &Env) {
    site(env);
    env.line("booking reschedule 4 --room C").ok();
    env.line("room edit C --location Sea").ok();
    let history = env.json(&["history", "--record", "booking:4"]);
    let commands: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands[0], "booking reschedule 4 --room C");
    assert!(commands.contains(&"device assign 4 --serial L1"), "{commands:?}");
    let me = env.json(&["user", "whoami"])["username"].clone();
    assert_eq!(history[0]["actor"], me);
    assert_eq!(history[0]["records"], serde_json::json!(["booking 4"]));
    let of_room = env.json(&["history", "--record", "room:C"]);
    assert_eq!(of_room[0]["records"], serde_json::json!(["room C"]));
    // People read how many there are, programs which.
    env.line("booking edit 1 --series --notes hello").ok();
    let table = env.line("history --limit 1").ok().stdout;
    assert!(table.contains(" 3 bookings: 1, 2, … "), "{table}");
    assert_eq!(
        env.get("history --limit 1")[0]["records"],
        serde_json::json!(["booking 1", "booking 2", "booking 3"])
    );
    let of_device = env.json(&["history", "--record", "device:L1"]);
    assert!(of_device.as_array().unwrap().len() >= 2);
    env.line("history --record chair:1").fails(2).says("booking:17");
    for missing in [
        "--record device:L77",
        "--record booking:99999",
        "--record setting:colour",
        "--actor nobdy",
    ] {
        env.line(&format!("history {missing}")).fails(3);
    }
    // What is there and was never changed has no history.
    assert_eq!(
        env.line("history --record setting:day_end -f json").ok().json(),
        serde_json::json!([])
    );
    // Secrets stand in no history, and neither do reading commands.
    env.line("booking list").ok();
    let all = env.json(&["history"]);
    let texts = all.to_string();
    assert!(
        !texts.contains("booking list") && !texts.contains("--database"),
        "{texts}"
    );
}

fn several_steps_of_one_record_are_done_again(env: &Env) {
    site(env);
    env.line("booking edit 4 --phone 0821111111").ok();
    let one = live(env);
    env.line("booking edit 4 --phone 0822222222").ok();
    let two = live(env);
    env.line("undo").ok();
    env.line("undo").ok();
    let undos = env.json(&["history", "--limit", "2"]);
    env.line(&format!("undo {}", undos[0]["id"])).ok();
    assert_eq!(live(env), one);
    env.line(&format!("undo {}", undos[1]["id"])).ok();
    assert_eq!(live(env), two);
}

fn devices_that_change_places_change_back(env: &Env) {
    site(env);
    env.line("booking create --client Three --room C --date 2026-03-16 --time 09:00-10:00 --learners 5 --devices 1")
        .ok();
    let three = env.raw_int("SELECT max(id) FROM bookings").unwrap();
    env.line(&format!("device assign {three} --serial L2")).ok();
    let before = live(env);
    env.line("device swap 4 --serial L1 --with L2").ok();
    assert_ne!(live(env), before);
    env.line("undo").ok();
    assert_eq!(live(env), before);
    // What is given later never stands in the place of what was taken away.
    env.line("device unassign 4 --all").ok();
    let unassign = last(env);
    env.line(&format!("device assign {three} --serial L3")).ok();
    assert_eq!(
        env.get(&format!("history --record booking:{three} --limit 2"))[0]["records"],
        serde_json::json!([format!("booking {three}")])
    );
    let undone = env.line(&format!("undo {unassign}")).ok();
    assert!(undone.stdout.contains("booking 4  has L1 again"), "{undone}");
    env.line("device category add Camera").ok();
    env.line("undo").ok();
    let undo = last(env);
    env.line("device category add Microphone").ok();
    env.line(&format!("undo {undo}")).ok();
    let categories = env.column(&["device", "category", "list"], "name");
    assert!(categories.contains(&"Camera".to_owned()), "{categories:?}");
    env.line("db check").ok();
}

fn an_undo_tells_nobody_what_the_history_hides(env: &Env) {
    site(env);
    env.line("booking edit 1 --client Secretive --phone 0829999999")
        .ok();
    let edit = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    for role in ["kitchen_staff", "staff"] {
        let token = env.user(&format!("a {role}"), role);
        let refused = env.line_as(&token, &format!("undo {edit}")).fails(3);
        assert!(!refused.stderr.contains("Secretive"), "{}", refused.stderr);
    }
    let scope = [
        "user", "token", "create", "--name", "narrow", "--scope", "undo", "--scope", "room",
    ];
    let narrow = env.colab(&scope).ok().stdout.trim().to_owned();
    env.line_as(&narrow, &format!("undo {edit}"))
        .fails(4)
        .says("does not cover it");
}

fn others_operations_take_their_permissions(env: &Env) {
    site(env);
    let (boss, staff, kitchen) = (
        env.user("boss", "training_facility_admin"),
        env.user("zola", "staff"),
        env.user("chef", "kitchen_staff"),
    );
    env.line_as(
        &staff,
        "booking create --client Mine --date 2026-03-19 --learners 4",
    )
    .ok();
    env.line_as(&boss, "booking cancel 1").ok();
    env.line("config set company_name Umoya").ok();
    let id = |command: &str| {
        let all = env.json(&["history", "--limit", "20"]);
        let one = all
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["command"].as_str().unwrap().starts_with(command));
        one.unwrap()["id"].to_string()
    };
    let (cancel, setting) = (id("booking cancel 1"), id("config set"));
    // Nobody's own last operation is somebody else's.
    env.line_as(&kitchen, "undo").fails(3);
    env.line_as(&boss, &format!("undo {setting}")).fails(4);
    env.line_as(&staff, &format!("undo {cancel}")).fails(3);
    env.line_as(&kitchen, &format!("undo {cancel}")).fails(3);
    let seen = env.line_as(&kitchen, "history -f json").ok().json();
    assert!(!seen.to_string().contains("booking"), "{seen}");
    let seen = env.line_as(&staff, "history -f json").ok().json();
    assert!(
        seen.to_string().contains("Mine") && !seen.to_string().contains("cancel 1"),
        "{seen}"
    );
    // Whoever sees a booking sees what others did to it.
    let mine = env
        .raw_int("SELECT id FROM bookings WHERE client_name = 'Mine'")
        .unwrap();
    env.line_as(&boss, &format!("booking assign {mine} --room C"))
        .ok();
    let seen = env
        .line_as(&staff, &format!("history --record booking:{mine} -f json"))
        .ok()
        .json();
    assert!(seen.to_string().contains("booking assign"), "{seen}");
    env.line_as(&boss, "undo").ok().says("booking assign");
    env.line_as(&boss, "undo").ok().says("booking cancel 1");
    env.line_as(&staff, "undo").ok();
    assert_eq!(
        env.raw_text("SELECT status FROM bookings WHERE client_name = 'Mine'")
            .as_deref(),
        Some("cancelled")
    );
    env.line(&format!("undo {setting}")).ok();
}

fn what_is_in_the_way_is_named(env: &Env) {
    site(env);
    env.line("booking cancel 4").ok();
    env.line("booking create --client Other --room B --date 2026-03-16 --time 09:00-10:00 --learners 5")
        .ok();
    let all = env.json(&["history", "--limit", "2"]);
    let cancel = all[1]["id"].to_string();
    env.line(&format!("undo {cancel}"))
        .fails(5)
        .says("B is taken")
        .says("Other");
    env.line("user role thandi admin").ok();
    env.line("room deactivate A --keep-bookings").ok();
    env.line("undo").ok();
    env.line("room edit A --name Alpha").ok();
    env.line("room add Omega --capacity 2").ok();
    env.line("undo").ok();
    assert_eq!(env.get("room show Omega")["is_active"], false);
}

fn the_ledger_keeps_what_it_was_told(env: &Env) {
    site(env);
    env.line("pricing propose 1").ok();
    let proposal = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    env.line(&format!("undo {proposal}"))
        .fails(5)
        .says("pricing reject");
    env.line("undo").fails(5).says("pricing reject");
    let costing = env.json(&["pricing", "ledger", "--booking", "1"]);
    assert_eq!(costing.as_array().unwrap().len(), 1);
}

fn an_import_is_undone_as_import_undo_does(env: &Env) {
    env.line("room add Excellence --capacity 20").ok();
    let file = env.write(
        "b.csv",
        "client,room,starts_at,ends_at,learners\nUmoya,Excellence,2026-03-20 09:00,2026-03-20 10:00,5\n",
    );
    env.colab(&["import", "bookings", file.to_str().unwrap()]).ok();
    assert_eq!(env.count("bookings"), 1);
    env.line("undo").ok().says("import bookings");
    assert_eq!(
        env.raw_text("SELECT status FROM bookings").as_deref(),
        Some("cancelled")
    );
    let undo = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    env.line(&format!("undo {undo}")).ok();
    assert_eq!(
        env.raw_text("SELECT status FROM bookings").as_deref(),
        Some("confirmed")
    );
    env.line("import undo 1").ok();
    env.line("import undo 1").fails(5).says("undone already");
}

fn an_import_that_left_something_is_undone_again(env: &Env) {
    env.line("room add Excellence --capacity 20").ok();
    let file = env.write(
        "b.csv",
        "client,room,starts_at,ends_at,learners\nUmoya,Excellence,2026-03-20 09:00,2026-03-20 10:00,5\nKopano,Excellence,2026-03-21 09:00,2026-03-21 10:00,5\n",
    );
    env.colab(&["import", "bookings", file.to_str().unwrap()]).ok();
    env.line("booking edit 1 --learners 9").ok();
    let import = env.json(&["history", "--limit", "2"])[1]["id"].to_string();
    env.line(&format!("undo {import}"))
        .fails(5)
        .says("booking 1")
        .says("--partial");
    env.line("import undo 1")
        .fails(8)
        .says("colab import undo 1 --force");
    env.line("import undo 1").fails(8);
    for list in ["history --limit 4", "import list"] {
        let listed = env.line(list).ok();
        assert!(listed.stdout.contains("in part"), "{listed}");
        listed.says("colab import undo 1 --force");
    }
    assert_eq!(env.get("import list")[0]["left"], serde_json::json!(["1"]));
    env.line("import undo 1 --force").ok();
    for list in ["history --limit 5", "import list"] {
        assert!(!env.line(list).ok().stdout.contains("in part"));
    }
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE status <> 'cancelled'"),
        Some(0)
    );
    env.line("import undo 1 --force").fails(5);
}

fn changes_past_the_program_are_no_operation(env: &Env) {
    site(env);
    env.line("booking edit 4 --learners 6").ok();
    env.raw_sql("UPDATE bookings SET headcount = 77 WHERE id = 4")
        .unwrap();
    env.line("room add Z --capacity 1").ok();
    env.line("undo").ok().says("room add Z");
    env.line("undo").fails(5).says("past the program");
    assert_eq!(
        env.raw_int("SELECT headcount FROM bookings WHERE id = 4"),
        Some(77)
    );
}

fn a_price_that_comes_back_makes_costings_stale(env: &Env) {
    site(env);
    env.line("pricing set room A --daily 150 --from 2026-03-01").ok();
    env.line("pricing propose 1").ok();
    let all = env.json(&["history", "--limit", "2"]);
    let stale = || env.get("pricing ledger --stale --fields id,changed");
    assert_eq!(stale(), serde_json::json!([]));
    let undone = env.line(&format!("undo {}", all[1]["id"])).ok();
    let undone = undone
        .says("costing 1 (pending) of booking 1 is stale now: undone price of A; colab pricing propose 1");
    assert!(!undone.stderr.contains("costing 2"), "{undone}");
    assert_eq!(
        stale(),
        serde_json::json!([{"id": 1, "changed": ["undone price of A"]}])
    );
    // The price holds again, and with it what was quoted.
    env.line(&format!("undo {}", last(env))).ok();
    assert_eq!(stale(), serde_json::json!([]));
    // A price that is only followed by another one makes nothing stale, and neither does an undo that changes no rate.
    env.line("pricing set room A --daily 170 --from 2026-06-01").ok();
    let undone = env.line("undo").ok();
    assert!(!undone.stderr.contains("stale"), "{undone}");
    assert_eq!(stale(), serde_json::json!([]));
}

/// A column that a later migration adds is kept and put back, or it is a secret or changes by itself.
fn every_column_is_kept(_env: &Env) {
    let left_out: [(&str, &[&str]); 5] = [
        (
            "users",
            &["password_hash", "failed_logins", "locked_until", "last_login_at"],
        ),
        (
            "imports",
            &[
                "source",
                "file",
                "sha256",
                "options",
                "report",
                "applied_at",
                "applied_by",
                "kind",
            ],
        ),
        ("pricing_catalog", &["room_id", "device_category_id"]),
        // They follow from other columns.
        ("devices", &["repair_key"]),
        ("tasks", &["open_repair_of"]),
    ];
    let env = Env::on(Engine::Sqlite);
    let mut seen = 0;
    for table in
        env.raw_texts("SELECT tbl_name FROM sqlite_schema WHERE name LIKE '%\\_kept\\_update' ESCAPE '\\'")
    {
        let table = table.unwrap();
        let left_out = left_out
            .iter()
            .find(|(name, _)| *name == table)
            .map_or(&[][..], |(_, columns)| columns);
        let trigger = env
            .raw_text(&format!(
                "SELECT sql FROM sqlite_schema WHERE name = '{table}_kept_update'"
            ))
            .unwrap();
        for column in env.raw_texts(&format!("SELECT name FROM pragma_table_xinfo('{table}')")) {
            let column = column.unwrap();
            let is_kept = trigger.contains(&format!("'{column}', OLD.{column}"));
            assert_eq!(is_kept, !left_out.contains(&column.as_str()), "{table}.{column}");
            // What changes by itself, or by an undo, is no change.
            let condition = &trigger[..trigger.find("BEGIN").unwrap()];
            let is_seen = |row: &str| {
                let name = format!("{row}.{column}");
                let mut at = condition.match_indices(&name);
                at.any(|(at, _)| {
                    !condition[at + name.len()..].starts_with(|c: char| c == '_' || c.is_alphanumeric())
                })
            };
            let is_bookkeeping = match column.as_str() {
                "updated_at" | "updated_by" | "revision" | "rental_form_generated" => true,
                key => keys_of(&env, &table).iter().any(|one| one == key),
            };
            assert_eq!(
                (is_seen("OLD"), is_seen("NEW")),
                (is_kept && !is_bookkeeping, is_kept && !is_bookkeeping),
                "{table}.{column} in the condition of {table}_kept_update"
            );
        }
        seen += 1;
    }
    assert!(seen > 8, "{seen} tables");
}

fn keys_of(env: &Env, table: &str) -> Vec<String> {
    let keys = env.raw_texts(&format!(
        "SELECT name FROM pragma_table_info('{table}') WHERE pk > 0"
    ));
    keys.into_iter().flatten().collect()
}

/// The number of the last operation.
pub fn last(env: &Env) -> String {
    env.get("history --limit 1")[0]["id"].to_string()
}

fn who_may_make_a_change_of_parts_may_undo_it(env: &Env) {
    site(env);
    let (boss, it, staff) = (
        env.user("boss", "training_facility_admin"),
        env.user("it", "it_rental_admin"),
        env.user("zola", "staff"),
    );
    env.line_as(
        &staff,
        "booking create --client Mine --date 2026-03-19 --learners 4 --lunch in_house",
    )
    .ok();
    let mine = env.raw_int("SELECT max(id) FROM bookings").unwrap();
    let lunch = || env.get(&format!("booking show {mine}"))["lunch_catering"].clone();
    env.line_as(&staff, &format!("booking edit {mine} --lunch self_catered"))
        .ok();
    env.line_as(&staff, "undo").ok();
    assert_eq!(lunch(), "in_house");
    env.line_as(&staff, &format!("booking edit {mine} --lunch self_catered"))
        .ok();
    let edit = last(env);
    // Not theirs any more once it is confirmed, and nobody else's.
    let other = env.user("other", "staff");
    env.line_as(&other, &format!("undo {edit}")).fails(3);
    env.line_as(&boss, &format!("booking assign {mine} --room C"))
        .ok();
    env.line_as(&staff, &format!("undo {edit}")).fails(4);
    assert_eq!(lunch(), "self_catered");
    env.line_as(&boss, &format!("undo {edit}")).ok();
    // Who requests devices for a booking with a room takes the request back.
    let before = live(env);
    env.line_as(&it, "device request 4 --category Laptop --quantity 6")
        .ok();
    env.line_as(&it, "undo").ok();
    assert_eq!(live(env), before);
    env.line("booking edit 4 --notes room").ok();
    env.line_as(&it, &format!("undo {}", last(env))).fails(4);
}

fn a_row_that_cannot_be_written_stops_the_undo(env: &Env) {
    env.line("config set company_name One").ok();
    env.line("config set company_name Two").ok();
    env.line("device category add Phone").ok();
    let ignored = |table: &str, act: &str| {
        let (name, on) = (format!("{table}_{act}"), format!("BEFORE {act} ON {table}"));
        if env.is_sqlite() {
            format!("CREATE TRIGGER {name} {on} BEGIN SELECT RAISE(IGNORE); END")
        } else {
            format!(
                "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
                 CREATE TRIGGER {name} {on} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        }
    };
    env.raw_sql(&ignored("settings", "UPDATE")).unwrap();
    env.raw_sql(&ignored("device_categories", "DELETE")).unwrap();
    env.line("undo").fails(5).says("is not there to be written");
    let setting = env.get("history --limit 2")[1]["id"].to_string();
    env.line(&format!("undo {setting}"))
        .fails(5)
        .says("setting company_name cannot go back");
    assert_eq!(env.get("config get company_name")["value"], "Two");
}

fn the_reason_reaches_what_an_import_made(env: &Env) {
    env.line("room add Excellence --capacity 20").ok();
    let table =
        "client,room,starts_at,ends_at,learners\nUmoya,Excellence,2026-03-20 09:00,2026-03-20 10:00,5\n";
    for undo in ["undo --reason moved", "import undo 2 --reason moved"] {
        env.write("b.csv", table);
        env.line("import bookings b.csv").ok();
        let undone = env.line(undo).ok();
        assert!(!undone.stderr.contains("was undone"), "{undone}");
        assert_eq!(
            env.raw_text("SELECT status_reason FROM bookings ORDER BY id DESC LIMIT 1")
                .as_deref(),
            Some("moved")
        );
        let table = env.line("history --limit 1").ok().stdout;
        assert!(table.contains("--reason moved"), "{table}");
        let facts = env.raw_text("SELECT metadata FROM audit_log ORDER BY seq DESC LIMIT 1");
        assert!(
            facts.as_deref().is_some_and(|facts| facts.contains("moved")),
            "{facts:?}"
        );
    }
}

fn imported_prices_are_undone(env: &Env) {
    site(env);
    env.write(
        "prices.csv",
        "item_type,item,daily_rate,effective_date\nroom,A,150,2026-06-01\nroom,B,90,2026-06-01\n",
    );
    // What is paid on a day; the same price may hold by another row.
    let paid = || env.get("pricing list --on 2026-07-01 --fields item,daily_rate");
    // The same rows hold, where nothing has changed them since.
    let rows = || {
        env.raw_texts(
            "SELECT CAST(id AS text) || coalesce(CAST(expiry_date AS text), '') FROM pricing_catalog WHERE is_active ORDER BY id",
        )
    };
    let (before, held) = (paid(), rows());
    env.line("import pricing prices.csv").ok();
    let after = paid();
    assert_ne!(before, after);
    let import = last(env);
    env.line("undo").ok().says("import pricing");
    assert_eq!((paid(), rows()), (before, held));
    env.line(&format!("undo {}", last(env))).ok();
    assert_eq!(paid(), after);
    env.line("pricing set room A --daily 160 --from 2026-06-01").ok();
    env.line(&format!("undo {import}"))
        .fails(5)
        .says(&format!("hint: colab undo {import} --partial\n"));
    env.line(&format!("undo {import} --partial")).fails(8);
    env.line("history").ok().says("colab import undo 1 --force");
    env.line("db check").ok();
}

fn a_category_in_use_stays(env: &Env) {
    env.line("device category add Phone").ok();
    let category = last(env);
    env.line("device add P1 --category Phone").ok();
    env.line(&format!("undo {category}"))
        .fails(5)
        .says("device category Phone cannot go back: it has 1 device: P1")
        .says("hint: colab device edit P1 --category CATEGORY");
    env.line("device category add Tablet").ok();
    env.line("device edit P1 --category Tablet").ok();
    env.line(&format!("undo {category}")).ok().says("Phone");
    env.line("device category add Phone").ok();
    let history = env.get("history --record device_category:Phone");
    assert_eq!(history[0]["command"], "device category add Phone");
}

fn own_operations_are_found_behind_many_undone_ones(env: &Env) {
    env.line("room add First").ok();
    for number in 0..25 {
        env.line(&format!("config set company_name C{number}")).ok();
    }
    for _ in 0..25 {
        env.line("undo").ok().says("company_name");
    }
    env.line("undo").ok().says("room add First");
    env.line("undo").fails(3).says("colab history");
}
