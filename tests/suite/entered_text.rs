//! Text as it is entered: addresses that a mail can go to, and names without characters that nobody sees.

use serde_json::json;

use super::support::Env;
use super::support::workbook::{counts, items};

both![
    only_addresses_that_a_mail_can_go_to_are_taken,
    an_import_of_users_refuses_what_is_no_address,
    a_name_with_a_character_that_nobody_sees_is_refused,
    an_import_drops_what_a_spreadsheet_hides,
    a_name_of_two_alphabets_is_no_users_and_is_remarked_of_others,
    a_line_break_by_another_name_is_refused,
    contacts_have_addresses_that_a_mail_can_go_to,
];

/// The second one would add a parameter to the envelope of a mail.
const NO_ADDRESSES: [&str; 4] = [
    "not an email",
    "a@b> SIZE=1 <x@y",
    "thandi@",
    "tha\u{202e}ndi@example.org",
];

fn only_addresses_that_a_mail_can_go_to_are_taken(env: &Env) {
    let add = |email: &str, if_exists: &str| {
        let line = [
            "user",
            "add",
            "thandi",
            "--role",
            "staff",
            "--no-password",
            "-f",
            "json",
            "--email",
            email,
        ];
        env.colab(&[&line[..], &["--if-exists", if_exists]].concat())
    };
    let users = env.count("users");
    for email in NO_ADDRESSES {
        let error = add(email, "error").fails(2).error();
        assert_eq!(error["code"], "invalid_email", "{email}: {error}");
    }
    assert_eq!(env.count("users"), users);
    let user = add("thandi@example.org", "error").ok().json();
    assert_eq!(user["email"], "thandi@example.org");
    for email in NO_ADDRESSES {
        add(email, "update").fails(2).says("invalid e-mail address `");
        let sender = format!("Colab <{email}>");
        env.colab(&["config", "set", "mail_from", &sender])
            .fails(6)
            .says("mail_from: invalid sender");
    }
    let user = env.colab(&["user", "show", "thandi", "-f", "json"]).ok().json();
    assert_eq!(user["email"], "thandi@example.org");
    let user = add("", "update").ok().json();
    assert_eq!(user["email"], json!(null));
}

fn an_import_of_users_refuses_what_is_no_address(env: &Env) {
    let table = "username,role,email\nthandi,staff,not an email\nsipho,staff,a@b> SIZE=1 <x@y\nzodwa,staff,z@example.org\nann,staff,\n";
    env.write("users.csv", table);
    let import =
        |flags: &[&str]| env.colab(&[&["import", "users", "users.csv", "-f", "json"], flags].concat());
    for flags in [&["--dry-run"][..], &[]] {
        let run = import(flags).fails(6);
        let rejected = items(&run, "reject");
        assert_eq!(rejected.len(), 2, "{run}");
        assert_eq!(rejected[0]["message"], "invalid e-mail address `not an email`");
        assert_eq!(run.json()["applied"], false);
    }
    let run = import(&["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 2, rejected 2");
    let users = env.colab(&["user", "list", "-f", "json"]).ok().json();
    let email = |name: &str| {
        let user = users
            .as_array()
            .unwrap()
            .iter()
            .find(|user| user["username"] == name);
        user.map(|user| user["email"].clone())
    };
    assert_eq!((email("thandi"), email("sipho")), (None, None));
    assert_eq!(
        (email("zodwa"), email("ann")),
        (Some(json!("z@example.org")), Some(json!(null)))
    );
}

fn a_name_with_a_character_that_nobody_sees_is_refused(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    for (hidden, code) in [
        ("Bao\u{202e}bab", "U+202E"),
        ("Bao\u{200b}bab", "U+200B"),
        ("Bao\u{200d}bab", "U+200D"),
        ("Baobab\u{e0041}", "U+E0041"),
    ] {
        let booking = [
            "booking",
            "create",
            "--client",
            hidden,
            "--date",
            "2026-03-02",
            "--learners",
            "3",
        ];
        for line in [
            &booking[..],
            &["room", "add", hidden],
            &["room", "edit", "Focus", "--name", hidden],
            &["room", "alias", "add", "Focus", hidden],
            &["user", "add", hidden, "--role", "staff", "--no-password"],
            &["user", "token", "create", "--name", hidden],
            &["device", "add", hidden, "--category", "Laptop"],
            &["device", "category", "add", hidden],
            &["config", "set", "company_name", hidden],
        ] {
            env.colab(line).fails(6).says(code);
        }
    }
    // Persian and emoji need their joiners.
    for name in ["می\u{200c}خواهم", "👩\u{200d}🏫"] {
        let user = [
            "user",
            "add",
            name,
            "--role",
            "staff",
            "--no-password",
            "-f",
            "json",
        ];
        assert_eq!(env.colab(&user).ok().json()["username"], name);
    }
}

fn an_import_drops_what_a_spreadsheet_hides(env: &Env) {
    let hidden = "name,capacity,location\n\u{200b}Fo\u{ad}cus\u{202e},12,\u{200b}\nGrowth,\u{200e}30,\u{2066}North\u{2069}\n";
    let shown = "name,capacity,location\nFocus,12,\nGrowth,30,North\n";
    env.write("hidden.csv", hidden);
    env.write("shown.csv", shown);
    let rows = |file: &str| {
        let report = env.colab(&["import", "rooms", file, "-f", "json"]).ok().json();
        let rows = &report["rows"];
        (
            rows["created"].clone(),
            rows["updated"].clone(),
            rows["unchanged"].clone(),
        )
    };
    assert_eq!(rows("hidden.csv"), (json!(2), json!(0), json!(0)));
    for file in ["hidden.csv", "shown.csv"] {
        assert_eq!(rows(file), (json!(0), json!(0), json!(2)), "{file}");
    }
    let list = env
        .colab(&["room", "list", "--fields", "name,location", "-f", "csv"])
        .ok();
    assert_eq!(list.stdout, "name,location\nFocus,\nGrowth,North\n");
    env.write("rooms.csv", &list.stdout);
    assert_eq!(
        rows("rooms.csv"),
        (json!(0), json!(0), json!(2)),
        "what is printed is read back unchanged"
    );
}

/// `root` with a Cyrillic letter.
const LOOKALIKE: &str = "ro\u{43e}t";

fn a_name_of_two_alphabets_is_no_users_and_is_remarked_of_others(env: &Env) {
    let users = env.count("users");
    for name in [LOOKALIKE, "Anna Sm\u{456}th", "\u{391}dmin"] {
        let run = env.colab(&[
            "user",
            "add",
            name,
            "--role",
            "staff",
            "--no-password",
            "-f",
            "json",
        ]);
        assert_eq!(run.fails(6).error()["code"], "invalid_text", "{name}");
    }
    env.write("users.csv", format!("username,role\n{LOOKALIKE},staff\n"));
    env.colab(&["import", "users", "users.csv"]).fails(6);
    assert_eq!(env.count("users"), users);
    for name in ["Анна", "Zoë", "Anna Анна", "thandi2"] {
        env.colab(&["user", "add", name, "--role", "staff", "--no-password"])
            .ok();
    }
    let remark = "has letters of two alphabets in";
    let room = env.colab(&["room", "add", "F\u{43e}cus"]).ok();
    assert!(room.stderr.contains(remark), "{room}");
    let booking = |client: &str| {
        env.colab(&[
            "booking",
            "create",
            "--client",
            client,
            "--date",
            "2026-03-02",
            "--learners",
            "3",
        ])
        .ok()
    };
    let run = booking("\u{410}cme");
    assert!(run.stderr.contains(remark), "{run}");
    for client in ["Acme", "Δ-Team", "\u{410}\u{43a}\u{43c}\u{435} Ltd"] {
        let run = booking(client);
        assert!(!run.stderr.contains(remark), "{run}");
    }
    // Whoever goes on with it later is not told again.
    let run = env.colab(&["booking", "cancel", "1"]).ok();
    assert!(!run.stderr.contains(remark), "{run}");
}

fn a_line_break_by_another_name_is_refused(env: &Env) {
    for c in ['\u{2028}', '\u{2029}', '\u{85}'] {
        let client = format!("Ac{c}me");
        let run = env.colab(&[
            "booking",
            "create",
            "--client",
            &client,
            "--date",
            "2026-03-02",
            "--learners",
            "3",
            "-f",
            "json",
        ]);
        assert_eq!(run.fails(6).error()["code"], "invalid_text", "{c:?}");
        env.colab(&["room", "add", &format!("Fo{c}cus")]).fails(6);
    }
    assert_eq!((env.count("bookings"), env.count("rooms")), (0, 0));
}

fn contacts_have_addresses_that_a_mail_can_go_to(env: &Env) {
    env.line("room add Focus").ok();
    env.line("device add LT-1 --category Laptop").ok();
    let booking = [
        "booking",
        "create",
        "--client",
        "Acme",
        "--date",
        "2026-03-02",
        "--learners",
        "3",
        "-f",
        "json",
        "--email",
    ];
    let rental = [
        "rental",
        "start",
        "--serial",
        "LT-1",
        "--client",
        "Acme",
        "--contact-person",
        "Ms N",
        "--contact-number",
        "011",
        "--company",
        "Acme",
        "--address",
        "1 Road",
        "--return-on",
        "2026-03-02",
        "-f",
        "json",
        "--contact-email",
    ];
    for email in NO_ADDRESSES {
        for line in [&booking[..], &rental[..]] {
            let error = env.colab(&[line, &[email]].concat()).fails(2).error();
            assert_eq!(error["code"], "invalid_email", "{email}: {error}");
        }
    }
    assert_eq!((env.count("bookings"), env.count("offsite_rentals")), (0, 0));
    let made = env
        .colab(&[&booking[..], &["n@acme.example"]].concat())
        .ok()
        .json();
    let id = made["id"].to_string();
    for email in NO_ADDRESSES {
        env.colab(&["booking", "edit", &id, "--email", email]).fails(2);
    }
    env.colab(&["booking", "edit", &id, "--email", ""]).ok();
    // A file says where.
    env.write(
        "bookings.csv",
        "ref,client,room,date,learners,client_email\nC-1,Acme,Focus,2026-04-02,3,not an email\nC-2,Acme,Focus,2026-04-03,3,n@acme.example\n",
    );
    let run = env.colab(&["import", "bookings", "bookings.csv", "--partial", "-f", "json"]);
    assert!(
        run.stdout.contains("invalid e-mail address `not an email`"),
        "{run}"
    );
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE client_email = 'n@acme.example'"),
        Some(1)
    );
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE client_email LIKE 'not%'"),
        Some(0)
    );
}
