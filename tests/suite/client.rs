//! Clients: one record for every spelling of a name, whoever writes it, and what is done with records.

use std::fs;

use serde_json::json;

use super::support::{Env, data, root};

both![
    every_spelling_of_a_name_is_one_client,
    an_older_database_gets_its_clients,
    a_name_is_one_clients_alone,
    a_rename_and_a_merge_change_one_row_are_remembered_and_undone,
    a_contact_is_kept_by_name,
];

fn clients(env: &Env) -> Vec<String> {
    let names = env.raw_texts("SELECT name FROM clients ORDER BY name_key");
    names.into_iter().flatten().collect()
}

/// The client of the newest booking.
fn client_of_newest(env: &Env) -> String {
    let sql = "SELECT c.name FROM bookings b JOIN clients c ON c.id = b.client_id ORDER BY b.id DESC LIMIT 1";
    env.raw_text(sql).unwrap()
}

#[track_caller]
fn book(env: &Env, client: &str, date: &str) -> i64 {
    let line = [
        "booking",
        "create",
        "--client",
        client,
        "--date",
        date,
        "--learners",
        "1",
    ];
    env.json(&line)["id"].as_i64().unwrap()
}

fn every_spelling_of_a_name_is_one_client(env: &Env) {
    let schedule = data("schedule-2026.xlsx").display().to_string();
    env.colab(&["import", "schedule", &schedule, "--create-rooms"])
        .ok();
    let imported = clients(env);
    assert_eq!(env.count("bookings"), 713);
    assert_eq!(imported.len(), 33, "{imported:?}");
    let first = &imported[0];
    book(env, &first.to_uppercase(), "2027-01-04");
    book(env, &format!("{first}."), "2027-01-05");
    assert_eq!(client_of_newest(env), *first);
    let id = book(env, "Zoë's Café", "2027-01-06");
    book(env, "ZOES CAFE", "2027-01-07");
    assert_eq!(client_of_newest(env), "Zoë's Café");
    assert_eq!(clients(env).len(), 34);
    // The name as written stays; an edit of it finds the other client.
    env.colab(&["booking", "edit", &id.to_string(), "--client", first])
        .ok();
    let both = "SELECT count(*) FROM bookings b JOIN clients c ON c.id = b.client_id WHERE b.client_name = c.name AND b.id = ";
    assert_eq!(env.raw_int(&format!("{both}{id}")), Some(1));
    let rows = "Client,Start,End,Learners\nzoes café,2027-02-01 08:00,2027-02-01 10:00,3\nNew One,2027-02-02 08:00,2027-02-02 10:00,3\n";
    env.write("rows.csv", rows);
    env.colab(&["import", "bookings", "rows.csv", "--yes"]).ok();
    env.colab(&["device", "add", "LT-1", "--category", "Laptop"]).ok();
    env.line(
        "rental start --client NEW-ONE --serial LT-1 --contact-person P --contact-number 1 --company C --address A --return-on +1d",
    )
    .ok();
    assert_eq!(clients(env).len(), 35);
    let sql = "SELECT c.name FROM offsite_rentals r JOIN clients c ON c.id = r.client_id";
    assert_eq!(env.raw_text(sql).as_deref(), Some("New One"));
    env.raw_sql("UPDATE bookings SET client_id = NULL").unwrap_err();
    env.raw_sql("DELETE FROM clients").unwrap_err();
    env.verify_audit().unwrap();
}

/// Goes back before clients were records, with the bookings as they were then, and forward again.
fn an_older_database_gets_its_clients(env: &Env) {
    for (client, date) in [
        ("Baobab Health", "2026-05-04"),
        ("BAOBAB HÉALTH", "2026-05-05"),
        ("Umoya", "2026-05-06"),
    ] {
        book(env, client, date);
    }
    book(env, "Baobab Health", "2026-05-07");
    env.write("clients.csv", "name,country\nMarula Pottery,NA\n");
    env.line("import clients clients.csv").ok();
    let folder = root().join(format!(
        "migrations/{}",
        if env.is_sqlite() { "sqlite" } else { "postgres" }
    ));
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.as_str() > "2026-11-29-000034~")
        .collect();
    names.sort();
    for name in names.iter().rev() {
        let script = fs::read_to_string(folder.join(name).join("down.sql")).unwrap();
        env.raw_sql(&script)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let version: String = name.chars().take(17).filter(char::is_ascii_digit).collect();
        env.raw_sql(&format!(
            "DELETE FROM __diesel_schema_migrations WHERE version = '{version}'"
        ))
        .unwrap();
    }
    let kept = env.count("operation_rows");
    env.colab(&["db", "migrate"]).ok();
    assert_eq!(clients(env), ["Baobab Health", "Umoya"]);
    let sql =
        "SELECT count(*) FROM bookings b JOIN clients c ON c.id = b.client_id WHERE c.name = 'Baobab Health'";
    assert_eq!(env.raw_int(sql), Some(3));
    // What the migration filled in is no change of an operation.
    assert_eq!(env.count("operation_rows"), kept);
    book(env, "umoya", "2026-05-08");
    assert_eq!(clients(env).len(), 2);
    env.colab(&["db", "check"]).ok();
}

fn a_name_is_one_clients_alone(env: &Env) {
    env.colab(&["client", "add", "Baobab", "--alias", "The Tree"])
        .ok();
    env.colab(&["client", "add", "Umoya"]).ok();
    for line in [
        "client add baobab",
        "client add the-tree",
        "client rename Umoya Baobab",
        "client rename Umoya \"the tree\"",
        "client alias add Umoya BAOBAB",
        "client alias add Umoya \"The Tree\"",
    ] {
        let (code, exit) = env.refusal(line);
        assert!(
            ["client_exists", "alias_taken"].contains(&code.as_str()) && exit == 5,
            "{line}: {code}"
        );
    }
    let at = env.instant("2026-01-01T00:00:00Z");
    for statement in [
        "UPDATE clients SET name_key = 'thetree' WHERE name_key = 'umoya'".to_owned(),
        format!("INSERT INTO client_aliases VALUES ('umoya', 'Umoya', 1, {at})"),
        "UPDATE clients SET merged_into = id".to_owned(),
    ] {
        env.raw_sql(&statement).unwrap_err();
    }
    assert_eq!(env.refusal("client merge Umoya umoya").0, "same_client");
    assert_eq!(env.refusal("client edit Umoja --notes x").0, "unknown_client");
}

fn a_rename_and_a_merge_change_one_row_are_remembered_and_undone(env: &Env) {
    let old = book(env, "Umoya Rail", "2026-05-04");
    book(env, "Umoya Railways", "2026-05-05");
    let before = env.raw_texts("SELECT client_id || ':' || client_name FROM bookings ORDER BY id");
    env.colab(&["client", "rename", "Umoya Rail", "Umoya Rail (Pty) Ltd"])
        .ok();
    let merged = env.json(&["client", "merge", "Umoya Railways", "Umoya Rail (Pty) Ltd"]);
    assert_eq!(merged["name"], "Umoya Rail (Pty) Ltd");
    assert_eq!(merged["merged"], json!(["Umoya Railways"]));
    assert_eq!(merged["aliases"], json!(["Umoya Rail"]));
    assert_eq!(
        env.raw_texts("SELECT client_id || ':' || client_name FROM bookings ORDER BY id"),
        before
    );
    // The next file finds both under either name.
    for (name, date) in [
        ("umoya rail", "2026-05-06"),
        ("Umoya Railways", "2026-05-07"),
        ("Umoya Rail Pty Ltd", "2026-05-08"),
    ] {
        book(env, name, date);
    }
    assert_eq!(env.count("clients"), 2);
    for _ in 0..3 {
        env.colab(&[
            "booking",
            "cancel",
            &env.raw_text("SELECT max(id) || '' FROM bookings WHERE status = 'pending'")
                .unwrap(),
        ])
        .ok();
    }
    env.colab(&["undo", "--dry-run"]).ok();
    let ids: Vec<i64> = env
        .json(&["history", "--record", "client:2"])
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_i64().unwrap())
        .collect();
    env.colab(&["undo", &ids[0].to_string()]).ok();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM clients WHERE merged_into IS NOT NULL"),
        Some(0)
    );
    let ids: Vec<i64> = env
        .json(&["history", "--record", "client:1"])
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_i64().unwrap())
        .collect();
    env.colab(&["undo", &ids[0].to_string()]).ok();
    assert_eq!(clients(env), ["Umoya Rail", "Umoya Railways"]);
    assert_eq!(env.count("client_aliases"), 0);
    assert_eq!(
        env.raw_texts("SELECT client_id || ':' || client_name FROM bookings ORDER BY id")[..2],
        before[..]
    );
    assert!(old > 0);
    env.verify_audit().unwrap();
}

fn a_contact_is_kept_by_name(env: &Env) {
    env.colab(&["client", "add", "Umoya"]).ok();
    let line =
        "client contact add Umoya \"N. Dube\" --role accounts --email dube@umoya.example --phone 0825550100";
    assert_eq!(env.get(line)["phone"], "0825550100");
    assert_eq!(
        env.refusal("client contact add Umoya \"n dube\"").0,
        "contact_exists"
    );
    env.line("client contact edit Umoya \"n. dube\" --phone 0825550101")
        .ok();
    assert_eq!(env.get("client contact list umoya")[0]["phone"], "0825550101");
    env.line("undo").ok();
    assert_eq!(env.get("client contact list umoya")[0]["phone"], "0825550100");
    env.line("client contact remove Umoya \"N. Dube\"").ok();
    assert_eq!(env.get("client contact list"), json!([]));
    env.line("undo").ok();
    assert_eq!(env.get("client contact list")[0]["role"], "accounts");
    assert_eq!(
        env.refusal("client contact remove Umoya Nobody").0,
        "unknown_contact"
    );
}
