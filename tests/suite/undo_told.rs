//! What an undo says: of each record what it is again, of a refusal what to do, of an operation without undo its opposite.

use serde_json::json;

use super::support::Env;
use super::support::terminal::answered_at_terminal;
use super::support::workbook::{Book, import};
use super::undo::{last, live, site};

both![
    each_line_says_what_the_record_is_again,
    many_lines_are_summed_up,
    a_refusal_names_who_changed_it_and_the_ways_out,
    what_no_undo_takes_back_names_its_opposite,
    a_filled_database_is_taken_back_and_filled_again,
    a_taken_room_names_what_is_free_and_fits,
    a_device_that_was_lent_twice_is_undone_in_reverse,
    rooms_that_a_schedule_made_go_with_its_import,
    an_undone_import_shows_the_columns_of_its_kind,
    an_import_that_stands_again_has_left_nothing,
    bookings_made_by_new_clocks_stop_the_old_ones,
    the_last_admin_stays_one,
    an_import_of_users_leaves_an_admin_when_undone,
    the_note_of_a_dry_run_comes_last_and_once,
    histories_tell_an_undo,
];
sqlite![an_undo_of_many_records_asks_at_a_terminal];

fn each_line_says_what_the_record_is_again(env: &Env) {
    site(env);
    for (line, told) in [
        ("booking cancel 4", "is confirmed again in B"),
        ("booking reschedule 4 --room C", "is back in B"),
        (
            "booking reschedule 4 --date 2026-03-17",
            "is on 2026-03-16 09:00–10:00 again",
        ),
        ("booking assign 5 --room B", "waits for a room again"),
        (
            "booking edit 4 --learners 7 --notes hello",
            "is as before: learners 5",
        ),
        ("booking check-in 6", "is confirmed again in C"),
        (
            "device move L2 --to maintenance --place Repairs",
            "is available again and has no place again",
        ),
        ("device assign 4 --serial L2", "no longer has L2"),
        ("device unassign 4 --all", "has L1 again"),
        ("room edit C --name Ocean", "is called C again"),
        ("room alias add B Bee", "no longer has the alias Bee"),
        ("room alias remove Sea", "has the alias Sea again"),
        ("room add D --capacity 5", "is out of use"),
        ("device add L9 --category Laptop", "is retired"),
        ("user add sipho --role staff --no-password", "is disabled"),
        (
            "user role thandi it_rental_admin",
            "is training_facility_admin again",
        ),
        ("user disable thandi", "is active again"),
        ("pricing set room B --daily 90", "(B) no longer holds"),
        (
            "pricing set room A --daily 120 --from 2026-06-01",
            "has no last day again",
        ),
        ("config set company_name Umoya", "is the default again"),
        (
            "config set tax_percent 16 --from 2026-07-01",
            "has its former rates again",
        ),
        (
            "rental start --client Kopano --contact-person Zola --contact-number 0820000000 --company Kopano --address Street \
             --return-on 2026-03-20 --serial L2",
            "is ended: its devices are back",
        ),
    ] {
        env.line(line).ok();
        let undone = env.line("undo").ok();
        assert!(undone.stdout.contains(told), "{line}: {told}\n{undone}");
        assert!(
            !undone.stdout.contains("restored") && !undone.stdout.contains("created at"),
            "{undone}"
        );
    }
    // Both sides of a displacement, without a reason of their own.
    env.line("booking create --client Big --room B --date 2026-03-16 --time 09:30-11:00 --learners 5 --displace --reason board")
        .ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("is confirmed again in B"), "{undone}");
    assert!(undone.stdout.contains("is cancelled"), "{undone}");
    // And done again.
    let again = env.line(&format!("undo {}", last(env))).ok();
    assert!(again.stdout.contains("waits for a room again"), "{again}");
    // Programs read one word.
    let undone = env.line("undo -f json").ok().json();
    assert_eq!(undone[0]["outcome"], "restored");
}

fn many_lines_are_summed_up(env: &Env) {
    env.line("room add A --capacity 20").ok();
    env.line("booking create --client One --room A --date 2026-03-02 --time 09:00-10:00 --repeat FREQ=DAILY;COUNT=25 --learners 5")
        .ok();
    env.line("booking cancel 1 --series").ok();
    let undone = env.line("undo").ok().says("undone: 25 bookings: 1, 2, …");
    assert_eq!(undone.stdout.lines().count(), 11, "{undone}");
    env.line("booking edit 7 --notes later").ok();
    let cancel = env.get("history --limit 3")[2]["id"].to_string();
    env.line(&format!("undo {}", env.get("history --limit 2")[1]["id"]))
        .fails(5);
    let undo = env.get("history --limit 2")[1]["id"].to_string();
    let partial = env.line(&format!("undo {undo} --partial")).fails(8);
    let first = partial.stdout.lines().nth(1).unwrap_or_default();
    assert!(
        first.contains("booking 7") && first.contains("is left as it is"),
        "{partial}"
    );
    partial.says("undone: 24 bookings").says("left: booking 7");
    env.line(&format!("undo {cancel} -f json")).fails(5);
}

fn a_refusal_names_who_changed_it_and_the_ways_out(env: &Env) {
    site(env);
    env.line("booking edit 1 --series --learners 8").ok();
    let edit = last(env);
    let boss = env.user("boss", "training_facility_admin");
    env.line_as(&boss, "booking edit 2 --learners 9").ok();
    let later = last(env);
    env.line(&format!("undo {edit}"))
        .fails(5)
        .says(&format!(
            "booking 2: it was changed since by operation {later} (booking edit by boss on 2026-"
        ))
        .says(&format!("hint: colab undo {edit} --partial\n"))
        .says(&format!("hint: colab undo {later} && colab undo {edit}\n"));
    // Where nothing else is to be undone, a part of it is no way out.
    env.line("booking edit 4 --learners 6").ok();
    let edit = last(env);
    env.line("booking edit 4 --learners 7").ok();
    let refused = env.line(&format!("undo {edit}")).fails(5);
    assert!(!refused.stderr.contains("--partial"), "{refused}");
    env.write("rooms.csv", "name,capacity\nA,21\nB,31\n");
    env.line("import rooms rooms.csv").ok();
    env.line_as(&boss, "room edit B --capacity 33").ok();
    let run = env.line("import undo 1 -f json").fails(8);
    let why = run.json()[1]["message"].as_str().unwrap().to_owned();
    assert!(
        why.starts_with("edited since by operation ") && why.contains("by boss on 2026-"),
        "{why}"
    );
}

fn what_no_undo_takes_back_names_its_opposite(env: &Env) {
    site(env);
    let other = env.user("other", "admin");
    env.line("pricing propose 1").ok();
    let proposal = last(env);
    let listed = env.line("history --limit 1").ok();
    assert!(
        listed.stdout.contains("cannot be")
            && listed.stdout.contains("colab pricing reject 1 --reason REASON"),
        "{listed}"
    );
    assert_eq!(
        env.get("history --limit 1")[0]["opposite"],
        "colab pricing reject 1 --reason REASON"
    );
    env.line(&format!("undo {proposal}"))
        .fails(5)
        .says("hint: colab pricing reject 1 --reason REASON\n");
    env.line_as(&other, "pricing approve 1").ok();
    env.line(&format!("undo {}", last(env)))
        .fails(5)
        .says("colab pricing propose 1");
    // Nothing older is taken in its place.
    env.line("undo")
        .fails(5)
        .says(&format!(
            "operation {proposal} (pricing propose) wrote into the ledger"
        ))
        .says("colab history --mine");
    env.line("room add Later --capacity 3").ok();
    env.line("user token create --name spare").ok();
    env.line("undo")
        .fails(5)
        .says("(user token create) cannot be undone")
        .says("hint: colab user token revoke ");
    env.line("user token revoke spare").ok();
    env.line("undo")
        .fails(5)
        .says("(user token revoke) cannot be undone");
    assert_eq!(env.get("room show Later")["is_active"], true);
}

fn a_filled_database_is_taken_back_and_filled_again(env: &Env) {
    // What came back long ago was held until then, and what is sold stays so.
    let live = |env: &Env| -> Vec<String> {
        let lines = live(env).into_iter();
        let is_over = |line: &String| line.starts_with("device_holds") || line.contains("\"sold\"");
        lines.filter(|line| !is_over(line)).collect()
    };
    env.line("room add Ours --capacity 4").ok();
    let first = live(env);
    env.line("import demo --bookings 30").ok();
    let filling = last(env);
    let filled = live(env);
    env.line("undo")
        .ok()
        .says("import demo --bookings 30")
        .says("30 bookings");
    assert_eq!(live(env), first);
    // What it made as over already is undone with the rest, and not left for a second time.
    let of_demo = env.get("history --limit 2");
    assert_eq!(of_demo[1]["undone"], true, "{of_demo}");
    assert_eq!(of_demo[1]["undone_in_part"], false, "{of_demo}");
    env.line(&format!("undo {filling}"))
        .fails(5)
        .says("is undone already");
    assert!(!env.get("import list")[0]["undone_at"].is_null());
    env.line(&format!("undo {}", last(env))).ok();
    assert_eq!(live(env), filled);
    // What has changed since is left, also by the number of the import.
    env.line("device edit LT-001 --notes ours").ok();
    env.line("import undo 1 --force").fails(5).says("--partial");
    let left = env.line("import undo 1 -f json").fails(8).json();
    let left: Vec<_> = left
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["outcome"] == "left")
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["record"], "device LT-001");
    assert_eq!(env.column(&["room", "list"], "name"), ["Ours"]);
    let free = ["device", "list", "--status", "available"];
    assert_eq!(env.column(&free, "serial_number"), ["LT-001"]);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn a_taken_room_names_what_is_free_and_fits(env: &Env) {
    site(env);
    env.line("booking edit 4 --learners 25").ok();
    env.line("booking cancel 4").ok();
    let cancel = last(env);
    env.line("booking create --client Other --room B --date 2026-03-16 --time 09:00-10:00 --learners 5")
        .ok();
    let refused = env.line(&format!("undo {cancel}")).fails(5);
    // A seats 20 alone, and has a booking then.
    refused.says("B is taken").says("hint: free then: C\n");
    env.book("C", "2026-03-16", "09:00-10:00");
    env.line(&format!("undo {cancel}"))
        .fails(5)
        .says(" people is free then\n");
}

fn a_device_that_was_lent_twice_is_undone_in_reverse(env: &Env) {
    env.line("device add LT-1 --category Laptop").ok();
    let at = |minute: u32, line: &str| env.line_at(&format!("2026-01-15T08:{minute:02}:00Z"), line);
    let lend = |minute: u32, client: &str| {
        let whom = format!("rental start --client {client} --serial LT-1 --return-on 2026-01-29");
        at(
            minute,
            &format!("{whom} --contact-person N --contact-number 1 --company B --address S"),
        )
        .ok();
    };
    let shown =
        |minute: u32, line: &str| at(minute, &format!("{line} -f json")).ok().json()["status"].clone();
    lend(0, "Loan");
    at(10, "rental return RN-2026-0001").ok();
    let given_back = last(env);
    lend(20, "Other");
    // Left with the rental that is in the way, a device does not go out alone.
    at(30, &format!("undo {given_back} --partial")).fails(5);
    assert_eq!(shown(31, "device show LT-1"), "offsite");
    at(40, "undo").ok();
    assert_eq!(shown(41, "device show LT-1"), "available");
    // What was undone was never held, so that the first rental stands again from its beginning.
    at(50, &format!("undo {given_back}")).ok();
    for (line, status) in [
        ("rental show RN-2026-0001", "open"),
        ("rental show RN-2026-0002", "returned"),
        ("device show LT-1", "offsite"),
    ] {
        assert_eq!(shown(51, line), status, "{line}");
    }
    env.line_at("2026-01-15T08:55:00Z", "db check").ok();
}

fn rooms_that_a_schedule_made_go_with_its_import(env: &Env) {
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Growth", "Kopano 8+1")]);
    import(env, &book, &["--create-rooms"]).ok();
    let operation = last(env);
    let in_use = || env.column(&["room", "list"], "name");
    assert_eq!(in_use(), ["Focus", "Growth"]);
    env.line("undo").ok().says("import schedule");
    assert!(in_use().is_empty());
    // Done again, they are back, and one that is used by now is left and named.
    env.line(&format!("undo {}", last(env))).ok();
    assert_eq!(in_use(), ["Focus", "Growth"]);
    let id = env.book("Growth", "2026-03-20", "08:00-12:00");
    let refused = env.line(&format!("undo {operation}")).fails(5);
    refused
        .says("room Growth")
        .says(&format!("Growth has bookings to come: booking {id}"))
        .says(&format!("colab undo {operation} --partial"));
    let undone = env.line("import undo 1").fails(8);
    assert!(
        undone.stdout.contains("is out of use") && undone.stdout.contains("Focus"),
        "{undone}"
    );
    assert_eq!(in_use(), ["Growth"]);
    assert_eq!(env.get("import list")[0]["left"], json!(["room:2"]));
    env.line("history").ok().says("colab import undo 1 --force");
    env.line(&format!("booking cancel {id}")).ok();
    env.line("import undo 1").ok();
    assert!(in_use().is_empty());
    env.line("import undo 1").fails(5).says("undone already");
    // Nothing is booked in rooms that are out of use, unless the import takes them into use again.
    let refused = import(env, &book, &[]).fails(5);
    assert!(refused.stdout.contains("Focus is out of use"), "{refused}");
    refused.says("colab room activate");
    let again = import(env, &book, &["--create-rooms"]).ok().json();
    assert_eq!(again["rooms_activated"], json!(["Focus", "Growth"]));
    assert_eq!(in_use(), ["Focus", "Growth"]);
    env.line("undo").ok();
    assert!(in_use().is_empty());
    env.verify_audit().unwrap();
}

fn an_undone_import_shows_the_columns_of_its_kind(env: &Env) {
    site(env);
    for (kind, title, text, name) in [
        ("rooms", "room", "name,capacity\nVision,4\n", "Vision"),
        ("devices", "device", "serial,category\nLT-1,Laptop\n", "LT-1"),
        ("users", "user", "username,role\nsipho,staff\n", "sipho"),
        (
            "pricing",
            "price",
            "item_type,item,daily_rate,effective_date\nroom,B,90,2026-06-01\n",
            "room, B",
        ),
    ] {
        env.write("t.csv", text);
        env.line(&format!("import {kind} t.csv")).ok();
        let id = env
            .column(&["import", "list", "--kind", kind], "id")
            .pop()
            .unwrap();
        let undone = env.line(&format!("import undo {id}")).ok();
        let head = undone.stdout.lines().next().unwrap_or_default();
        assert!(head.trim_start().starts_with(title), "{undone}");
        assert!(
            !head.contains("booking") && undone.stdout.contains(name),
            "{undone}"
        );
        // By `undo`, the record is named by its kind.
        env.line(&format!("undo {}", last(env))).ok();
        let run = env.line("undo -f json").ok();
        let record = run.json()[0]["record"].as_str().unwrap_or_default().to_owned();
        assert!(record.starts_with(title), "{record}");
    }
}

fn an_import_that_stands_again_has_left_nothing(env: &Env) {
    env.line("location add Upstairs").ok();
    env.write("rooms.csv", "name,capacity\nFocus,5\nVision,4\n");
    env.line("import rooms rooms.csv").ok();
    env.line("room edit Focus --location Upstairs").ok();
    env.line("import undo 1").fails(8);
    let undo = last(env);
    assert_eq!(env.get("history --limit 3")[2]["undone"], true);
    assert!(env.line("import list").ok().stdout.contains("in part"));
    let again = env.line(&format!("undo {undo}")).ok();
    assert!(again.stdout.contains("stands again"), "{again}");
    let listed = env.line("import list").ok();
    assert!(
        !listed.stdout.contains("in part") && !listed.stderr.contains("in part"),
        "{listed}"
    );
    assert_eq!(env.get("import list")[0]["left"], json!([]));
}

fn bookings_made_by_new_clocks_stop_the_old_ones(env: &Env) {
    site(env);
    env.line(
        "rental start --client Kopano --contact-person Zola --contact-number 0820000000 --company Kopano --address Street \
         --return-on 2026-03-20 --serial L2",
    )
    .ok();
    env.line("config set timezone Africa/Nairobi --keep-instants")
        .ok()
        .says("1 open rental stays due at the end of its day");
    let zone = last(env);
    env.line("booking create --client New --room C --date 2026-03-20 --time 09:00-10:00 --learners 3")
        .ok();
    let id = env.raw_int("SELECT max(id) FROM bookings").unwrap();
    env.line(&format!("undo {zone}"))
        .fails(5)
        .says("1 booking to come was made by the clocks of Africa/Nairobi since")
        .says(&format!("booking {id}"))
        .says("hint: colab config set timezone Africa/Johannesburg --keep-clock-times\n");
    assert_eq!(env.get("config get timezone")["value"], "Africa/Nairobi");
    env.line("undo").ok();
    let undone = env.line("undo").ok().says("open rental");
    assert!(undone.stdout.contains("timezone"), "{undone}");
    assert_eq!(env.get("config get timezone")["value"], "Africa/Johannesburg");
    // Bookings that go back are told by the clocks that hold then.
    env.line("config set timezone Africa/Nairobi --keep-clock-times")
        .ok();
    let undone = env.line("undo").ok();
    assert!(
        undone.stdout.contains("is on 2026-03-16 09:00–10:00 again"),
        "{undone}"
    );
    env.line("db check").ok();
}

fn the_last_admin_stays_one(env: &Env) {
    env.line("user add boss --role admin --no-password").ok();
    let made = last(env);
    let token = env.colab(&["user", "token", "create", "--name", "test", "--user", "boss"]);
    let token = token.ok().stdout.trim().to_owned();
    env.raw_sql("UPDATE user_tokens SET made_by = user_id").unwrap();
    let me = env.get("user whoami")["username"].as_str().unwrap().to_owned();
    env.line_as(&token, &format!("user role {me} staff")).ok();
    env.line_as(&token, &format!("undo {made}"))
        .fails(5)
        .says("user boss cannot go back: boss is the last active admin")
        .says("hint: colab user role NAME admin");
    env.line_as(&token, &format!("undo {made} --partial")).fails(5);
    assert_eq!(env.get("user whoami")["role"], "staff");
    env.line_as(&token, "undo").ok();
    env.line(&format!("undo {made}")).ok();
}

fn an_import_of_users_leaves_an_admin_when_undone(env: &Env) {
    env.line("user add boss --role admin --no-password").ok();
    env.write("users.csv", "username,role\nchief,admin\nboss,staff\n");
    env.line("import users users.csv").ok();
    let token = env.colab(&["user", "token", "create", "--name", "test", "--user", "chief"]);
    let token = token.ok().stdout.trim().to_owned();
    env.raw_sql("UPDATE user_tokens SET made_by = user_id").unwrap();
    let me = env.get("user whoami")["username"].as_str().unwrap().to_owned();
    env.line_as(&token, &format!("user role {me} staff")).ok();
    // The only admin goes, since the former one is an admin again.
    env.line_as(&token, "import undo 1").ok();
    assert_eq!(
        env.raw_text("SELECT username FROM users WHERE is_active AND role = 'admin'")
            .as_deref(),
        Some("boss")
    );
}

fn the_note_of_a_dry_run_comes_last_and_once(env: &Env) {
    site(env);
    let note = "note: dry run: nothing was written";
    env.line("booking edit 1 --series --learners 8").ok();
    let edit = last(env);
    env.line("booking edit 2 --learners 9").ok();
    for (line, code) in [
        ("undo --dry-run".to_owned(), 0),
        (format!("undo {edit} --partial --dry-run"), 8),
        ("booking cancel 1 --series -n".to_owned(), 0),
    ] {
        let run = env.line(&line);
        assert_eq!(run.code, Some(code), "{run}");
        assert_eq!(run.stderr.lines().last(), Some(note), "{run}");
        assert_eq!(run.stderr.matches(note).count(), 1, "{run}");
    }
}

fn histories_tell_an_undo(env: &Env) {
    site(env);
    env.line("booking cancel 4 --reason moved").ok();
    let cancel = last(env);
    env.line("undo").ok();
    let shown = env.line("booking show 4").ok();
    assert!(
        shown.stdout.contains(&format!("undid operation {cancel}: ")),
        "{shown}"
    );
    assert!(!shown.stdout.contains("reason: none"), "{shown}");
}

fn an_undo_of_many_records_asks_at_a_terminal(env: &Env) {
    site(env);
    env.line("booking cancel 1 --series").ok();
    let cancel = last(env);
    let asked = format!("Undo operation {cancel}, which changed 3 records? Type yes or no:");
    let (seen, code) = answered_at_terminal(&env.call(&["undo"]), "no");
    assert!(seen.contains(&asked), "{seen}");
    assert_eq!(code, Some(2));
    assert_eq!(env.get("booking show 1")["status"], "cancelled");
    let (_, code) = answered_at_terminal(&env.call(&["undo"]), "y");
    assert_eq!(code, Some(0));
    assert_eq!(env.get("booking show 1")["status"], "confirmed");
    // One record, or a number that somebody typed, needs no question.
    env.line("booking cancel 1 --series").ok();
    let (seen, code) = answered_at_terminal(&env.call(&["undo", &last(env)]), "");
    assert_eq!((seen.contains("Type yes"), code), (false, Some(0)), "{seen}");
    env.line("booking cancel 4").ok();
    let (seen, code) = answered_at_terminal(&env.call(&["undo"]), "");
    assert_eq!((seen.contains("Type yes"), code), (false, Some(0)), "{seen}");
}
