//! Views: lines that only read, under a name; and what every list takes: sums, stretches, tenants.

use serde_json::{Value, json};

use colab::cli::Cli;
use colab::view::cmd::line::READING;

use super::permissions::verbs;
use super::support::Env;
use super::support::source::assert_none;

any![every_list_is_a_view_or_named_here];
both![
    a_view_is_saved_run_shown_and_removed,
    own_views_come_before_shared_ones_and_are_nobody_elses,
    what_does_not_only_read_is_no_view,
    a_line_is_checked_again_when_it_runs,
    a_view_takes_more_words_and_the_days_on_which_it_runs,
    a_view_has_the_rights_of_whoever_runs_it,
    undo_brings_views_back,
    what_is_shown_is_added_up,
    amounts_are_added_up_by_currency,
    lists_are_of_a_stretch_or_a_tenant,
    forgetting_a_client_reaches_lines
];

/// Whoever acts where no token says who.
fn me(env: &Env) -> String {
    env.get("user whoami")["username"].as_str().unwrap().to_owned()
}

fn rooms(env: &Env) {
    for (room, seats) in [("Focus", 10), ("Growth", 30), ("Vision", 20)] {
        env.line(&format!("room add {room} --capacity {seats}")).ok();
    }
}

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap_or_else(|| panic!("{rows}"));
    rows.iter().map(|row| row["name"].as_str().unwrap()).collect()
}

/// What only shows rows is in the table of views, so that nobody looks for it in vain; the exceptions write, or need a file.
fn every_list_is_a_view_or_named_here(_: &Env) {
    use clap::CommandFactory;
    let exceptions = [
        "db backups",
        "notify optout",
        "notify thresholds",
        "room solve",
        "vault index",
        "vault list",
        "vault search",
    ];
    let mut tree = Cli::command();
    tree.build();
    let is_list = |verb: &str| {
        let command = verb
            .split(' ')
            .try_fold(&tree, |at, word| at.find_subcommand(word));
        command
            .unwrap()
            .get_arguments()
            .any(|arg| arg.get_id() == "workbook")
    };
    let unknown: Vec<String> = verbs()
        .into_iter()
        .filter(|verb| {
            is_list(verb) && !READING.contains(&verb.as_str()) && !exceptions.contains(&verb.as_str())
        })
        .collect();
    assert_none(
        "lists that READING of src/view/cmd/line.rs does not name",
        &unknown,
    );
    for verb in READING {
        assert!(verbs().contains(*verb), "no command is called `{verb}`");
    }
    assert!(READING.is_sorted());
}

fn a_view_is_saved_run_shown_and_removed(env: &Env) {
    rooms(env);
    let saved = env.get("view save big \"room list --sort -capacity --fields name,capacity\"");
    assert_eq!(
        saved["command"],
        "room list --sort -capacity --fields name,capacity"
    );
    assert_eq!(
        (&saved["shared"], &saved["created_by"]),
        (&json!(false), &json!(me(env)))
    );
    let run = env.line("view run big -f json").ok().json();
    assert_eq!(run[0], json!({"name": "Growth", "capacity": 30}));
    assert_eq!(names(&run), ["Growth", "Vision", "Focus"]);
    env.line("view save big \"room list\"")
        .fails(5)
        .says("--if-exists update");
    env.line("view save big \"room list\" --if-exists skip").ok();
    assert_eq!(env.get("view show big")["words"][2], "--sort");
    env.line("view save big --if-exists update -- colab-less")
        .fails(6);
    env.line("view save big --if-exists update -- room list --search Focus")
        .ok();
    assert_eq!(names(&env.get("view run big")), ["Focus"]);
    assert_eq!(names(&env.get("view list")), ["big"]);
    let shown = env.get("view show big");
    assert_eq!(shown["history"].as_array().unwrap().len(), 2, "{shown}");
    env.line("view remove big --dry-run").ok();
    env.line("view remove big").ok().says("view big is removed");
    env.line("view run big").fails(3).says("view `big` not found");
    env.line("view save Big \"room list\"").fails(2);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn own_views_come_before_shared_ones_and_are_nobody_elses(env: &Env) {
    rooms(env);
    let sam = env.user_by_admin("sam", "staff");
    env.line("view save rooms \"room list --search Focus\" --shared")
        .ok();
    env.line("view save mine \"room list --search Vision\"").ok();
    let run = |line: &str| env.line_as(&sam, line).ok().json();
    assert_eq!(names(&run("view run rooms -f json")), ["Focus"]);
    env.line_as(&sam, "view save rooms \"room list --search Growth\"")
        .ok();
    assert_eq!(names(&run("view run rooms -f json")), ["Growth"]);
    assert_eq!(names(&run("view run rooms --shared -f json")), ["Focus"]);
    assert_eq!(names(&env.get("view run rooms")), ["Focus"]);
    assert_eq!(names(&run("view list -f json")), ["rooms", "rooms"]);
    env.line_as(&sam, "view run mine").fails(3);
    for line in [
        "view remove rooms --shared",
        "view save rooms \"room list\" --shared --if-exists update",
    ] {
        env.line_as(&sam, line).fails(4).says(&format!("of {}", me(env)));
    }
    env.line_as(&sam, "view save other \"room list\" --shared").ok();
    env.line("view remove other").ok();
    env.line_as(&sam, "view remove rooms").ok();
    assert_eq!(names(&run("view run rooms -f json")), ["Focus"]);
    env.line("db check").ok();
}

fn what_does_not_only_read_is_no_view(env: &Env) {
    for (line, why) in [
        ("room add Focus", "`room add` does not only read"),
        ("notify check", "does not only read"),
        ("user token create --name x", "shows a secret"),
        ("view run other", "it runs a view itself"),
        ("room list --as sam", "--as is given to"),
        ("room list --database x.db", "--database is given to"),
        ("room list -n", "--dry-run is given to"),
        ("room list -o all.xlsx", "-o writes a file"),
        ("booking calendar -o all.html", "-o writes a file"),
        ("room", "it names no command"),
        ("room list --nothing", "unexpected argument"),
        ("room list --help", "it asks for help"),
        ("room list --search {tomorrow}", "unknown placeholder {tomorrow}"),
        ("room list --search 'x", "a quote that is not closed"),
        ("db restore x", "does not only read"),
    ] {
        let refused = env.colab(&["view", "save", "x", line]).fails(6);
        assert!(refused.stderr.contains(why), "{line}: {refused}");
    }
    env.line("view save x").fails(2);
    assert_eq!(env.count("views"), 0);
}

fn a_line_is_checked_again_when_it_runs(env: &Env) {
    rooms(env);
    env.line("view save x \"room list\"").ok();
    for words in [
        "[\"room\", \"add\", \"Evil\"]",
        "[\"view\", \"run\", \"x\"]",
        "[\"undo\"]",
        "[]",
    ] {
        env.raw_sql(&format!("UPDATE views SET words = '{words}'"))
            .unwrap();
        env.line("view run x").fails(6);
    }
    assert_eq!(env.count("rooms"), 3);
    // What is added is no way round it either.
    env.raw_sql("UPDATE views SET words = '[\"room\"]'").unwrap();
    env.line("view run x -- add Evil")
        .fails(6)
        .says("does not only read");
    env.line("view run x -- list -n").fails(6);
    env.line("view run x -- list").ok();
    assert_eq!(env.count("rooms"), 3);
    env.raw_sql("UPDATE views SET words = '{}'").unwrap();
    env.line("db check").fails(9).says("findings");
}

fn a_view_takes_more_words_and_the_days_on_which_it_runs(env: &Env) {
    rooms(env);
    env.line("view save rooms \"room list -f csv --fields name,capacity --sort name\"")
        .ok();
    let run = env.line("view run rooms").ok();
    assert_eq!(run.stdout, "name,capacity\nFocus,10\nGrowth,30\nVision,20\n");
    let run = env.line("view run rooms -- --limit 1 -f json").ok().json();
    assert_eq!(run, json!([{"name": "Focus", "capacity": 10}]));
    let run = env.line("view run rooms --fields name -- --sort -name").ok();
    assert_eq!(run.stdout, "name\nVision\nGrowth\nFocus\n");
    let run = env.line("view run rooms --json").ok().json();
    assert_eq!(run.as_array().unwrap().len(), 3);
    env.line("view run rooms -- -o rooms.xlsx")
        .ok()
        .says("wrote rooms.xlsx: 3 rows");
    for day in ["2026-01-15", "2026-01-16", "2026-02-01"] {
        env.line(&format!(
            "booking create --client C --room Focus --date {day} --time 10:00-12:00 --learners 5"
        ))
        .ok();
    }
    let days = |env: &Env, now: &str, view: &str| -> usize {
        let rows = env.line_at(now, &format!("view run {view} -f json")).ok().json();
        rows.as_array().unwrap().len()
    };
    env.line("view save today \"booking list --from {today} --to {today}\"")
        .ok();
    env.line("view save month \"booking list --month {month}\"").ok();
    assert_eq!(days(env, "2026-01-15T08:00:00Z", "today"), 1);
    assert_eq!(days(env, "2026-01-17T08:00:00Z", "today"), 0);
    assert_eq!(days(env, "2026-01-17T08:00:00Z", "month"), 2);
    assert_eq!(days(env, "2026-02-17T08:00:00Z", "month"), 1);
}

fn a_view_has_the_rights_of_whoever_runs_it(env: &Env) {
    let (sam, admin) = (
        env.user_by_admin("sam", "staff"),
        env.user_by_admin("ada", "admin"),
    );
    env.line("view save people \"user list\" --shared").ok();
    env.line_as(&admin, "view run people").ok();
    env.line_as(&sam, "view run people")
        .fails(4)
        .says("may not manage users");
    // A token is for the commands of its scope, also within a view.
    let token = |scope: &str| {
        let made = env.colab(&[
            "user", "token", "create", "--name", scope, "--scope", scope, "--scope", "view", "-f", "json",
        ]);
        made.ok().json()["token"].as_str().unwrap().to_owned()
    };
    let (rooms, users) = (token("room list"), token("user list"));
    env.line_as(&rooms, "view run people").fails(4);
    env.line_as(&users, "view run people").ok();
    env.line_as(&users, "view list").ok();
}

fn undo_brings_views_back(env: &Env) {
    rooms(env);
    let sam = env.user_by_admin("sam", "staff");
    env.line("view save rooms \"room list --search Focus\" --shared")
        .ok();
    env.line("view save rooms \"room list --search Growth\" --shared --if-exists update")
        .ok();
    env.line("undo").ok();
    assert_eq!(names(&env.get("view run rooms")), ["Focus"]);
    env.line("view remove rooms").ok();
    let removal = env.get("history --limit 1")[0]["id"].clone();
    env.line_as(&sam, &format!("undo {removal}")).fails(3);
    env.line("undo").ok();
    assert_eq!(names(&env.get("view run rooms")), ["Focus"]);
    env.line("view save more \"room list\"").ok();
    env.line("undo").ok();
    env.line("view run more").fails(3);
    env.line("view remove rooms").ok();
    env.line("view save rooms \"room list\" --shared").ok();
    let removal = env.get("history --limit 5")[1]["id"].clone();
    env.line(&format!("undo {removal}"))
        .fails(5)
        .says("another view has that name by now");
    env.verify_audit().unwrap();
}

fn what_is_shown_is_added_up(env: &Env) {
    rooms(env);
    for (day, learners) in [(2, 5), (3, 7), (4, 9)] {
        env.line(&format!(
            "booking create --client C --room Focus --date 2026-03-0{day} --time 08:00-10:00 --learners {learners}"
        ))
        .ok();
    }
    let list = "booking list --fields id,headcount,client_name";
    let total = env.get(&format!("{list} --total"));
    assert_eq!(total["rows"].as_array().unwrap().len(), 3);
    assert_eq!(total["total"], json!([{"headcount": 21}]));
    // Of what is shown, and readers of a list see no other shape than before without it.
    assert_eq!(
        env.get(&format!("{list} --total --limit 2"))["total"][0]["headcount"],
        12
    );
    assert!(env.get(list).is_array());
    let csv = env.line(&format!("{list} --total -f csv")).ok();
    assert!(csv.stdout.ends_with("\ntotal,21,\n"), "{csv}");
    let lines = env.line(&format!("{list} --total -f ndjson")).ok();
    assert!(
        lines.stdout.ends_with("{\"total\":{\"headcount\":21}}\n"),
        "{lines}"
    );
    let table = env.line("booking list --total").ok();
    let last = table.stdout.lines().last().unwrap().to_owned();
    assert!(last.contains("total") && last.contains("21"), "{table}");
    let empty = env.get("booking list --client nobody-else --total");
    assert_eq!(empty, json!({"rows": [], "total": [{}]}));
    env.line("room list --total").fails(2).says("nothing to add up");
    env.line("booking list --total -o b.xlsx").ok();
    let hours = env.get("room utilisation --month 2026-03 --total");
    let of_rooms: f64 = hours["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["hours_booked"].as_f64().unwrap())
        .sum();
    assert_eq!(hours["total"][0]["hours_booked"].as_f64(), Some(of_rooms));
    assert_eq!(hours["total"][0]["percent"], Value::Null);
}

fn amounts_are_added_up_by_currency(env: &Env) {
    env.line("client add C").ok();
    for amount in ["10", "5.50"] {
        env.line(&format!("payment add --client C --amount {amount}"))
            .ok();
    }
    let total = env.get("payment list --total");
    assert_eq!(
        total["total"],
        json!([{"amount": {"amount_cents": 1550, "currency": "ZAR"},
                "unallocated": {"amount_cents": 1550, "currency": "ZAR"}}])
    );
    env.line("config set currency EUR").ok();
    env.line("payment add --client C --amount 3").ok();
    let total = env.get("payment list --fields number,amount --total");
    let mut sums: Vec<String> = total["total"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sum| sum["amount"].to_string())
        .collect();
    sums.sort();
    assert_eq!(
        sums,
        [
            "{\"amount_cents\":1550,\"currency\":\"ZAR\"}",
            "{\"amount_cents\":300,\"currency\":\"EUR\"}"
        ]
    );
    let csv = env
        .line("payment list --fields number,amount --total -f csv")
        .ok();
    assert_eq!(
        csv.stdout
            .lines()
            .filter(|line| line.starts_with("total,"))
            .count(),
        2,
        "{csv}"
    );
}

fn lists_are_of_a_stretch_or_a_tenant(env: &Env) {
    rooms(env);
    env.line("client add C").ok();
    for (now, amount) in [
        ("2026-01-10T08:00:00Z", 1),
        ("2026-02-10T08:00:00Z", 2),
        ("2026-03-10T08:00:00Z", 3),
    ] {
        env.line_at(now, &format!("payment add --client C --amount {amount}"))
            .ok();
    }
    let amounts = |line: &str| -> Vec<i64> {
        let rows = env
            .line_at("2026-03-15T08:00:00Z", &format!("payment list {line} -f json"))
            .ok()
            .json();
        let cents = |row: &Value| row["amount"]["amount_cents"].as_i64().unwrap();
        let mut amounts: Vec<i64> = rows.as_array().unwrap().iter().map(cents).collect();
        amounts.sort_unstable();
        amounts
    };
    assert_eq!(amounts("--month last"), [200]);
    assert_eq!(amounts("--month this"), [300]);
    assert_eq!(amounts("--month next"), [0; 0]);
    assert_eq!(amounts("--month 2026-01..2026-02"), [100, 200]);
    assert_eq!(amounts("--from 2026-02-10"), [200, 300]);
    assert_eq!(amounts("--to 2026-02-10"), [100, 200]);
    env.line("payment list --month 2026-13").fails(2);
    env.line("payment list --from 2026-03-02 --to 2026-02-01")
        .fails(2);
    for list in [
        "invoice list --from 2026-01-01",
        "pricing quotes --month last",
        "import list --month last",
        "file list --month last",
        "notify list --month last",
        "job runs --month last",
        "agent history --month last",
        "agent proposals --month last",
        "billing reminders --month last",
        "user token list --month last",
        "booking demand --month last",
    ] {
        assert_eq!(env.get(list), json!([]), "{list}");
    }
    // A limit cuts what is left.
    assert_eq!(amounts("--from 2026-02-01 --limit 1").len(), 1);
    for (client, tenant) in [("One", "TECH"), ("Two", "TRAINING")] {
        env.line(&format!(
            "booking create --client {client} --tenant {tenant} --date 2026-03-20 --learners 5"
        ))
        .ok();
    }
    let waiting = env.get("room queue --tenant TRAINING");
    assert_eq!(waiting[0]["client_name"], "Two");
    assert_eq!(waiting.as_array().unwrap().len(), 1);
    env.line("client edit Two --tenant TRAINING").ok();
    assert_eq!(env.get("client list --tenant TRAINING")[0]["name"], "Two");
    assert_eq!(env.get("client list --tenant TECH"), json!([]));
    env.line("client list --tenant OTHER").fails(2);
}

fn forgetting_a_client_reaches_lines(env: &Env) {
    env.line("client add \"Zebrafin Ltd\"").ok();
    env.line("view save fin \"booking list --client 'Zebrafin Ltd'\"")
        .ok();
    env.line("client forget \"Zebrafin Ltd\" --reason asked --texts --yes")
        .ok();
    let words = env.raw_text("SELECT words FROM views").unwrap();
    assert!(!words.contains("Zebrafin"), "{words}");
    assert_eq!(env.get("view show fin")["words"][3], "(forgotten)");
    let logged = "SELECT count(*) FROM audit_values WHERE value LIKE '%Zebrafin%'";
    assert_eq!(env.raw_int(logged), Some(0));
    env.line("db check").ok();
}
