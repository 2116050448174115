//! Text as it is entered: addresses that a mail can go to, and names without characters that nobody sees.

use serde_json::json;

use super::support::Env;
use super::support::workbook::{counts, items};

both![
    only_addresses_that_a_mail_can_go_to_are_taken,
    an_import_of_users_refuses_what_is_no_address,
    a_name_with_a_character_that_nobody_sees_is_refused,
    an_import_drops_what_a_spreadsheet_hides,
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
