//! Agents: what they find, what they propose, what they apply, and what of it people decide.

use serde_json::{Value, json};

use super::support::Env;

both![
    an_agent_runs_only_when_it_is_enabled,
    what_cannot_be_read_does_not_run,
    settings_are_checked_and_counted,
    who_observes_changes_nothing_and_tells_what_it_read,
    what_is_proposed_is_a_plan_of_commands,
    what_was_rejected_is_proposed_again_when_its_facts_change,
    a_proposal_whose_records_have_changed_is_stale,
    a_proposal_expires,
    an_agent_applies_in_its_own_name_what_undo_takes_back,
    an_agent_never_applies_money_or_people,
    money_takes_two_people,
    an_amount_that_is_another_one_by_now_is_not_applied,
    what_a_person_does_about_agents_is_an_operation,
    whoever_may_not_do_it_does_not_reject_it,
    the_only_admin_of_a_site_decides_alone,
    who_stops_proposing_keeps_what_was_proposed,
    a_reason_that_names_a_forgotten_client_is_blanked,
    a_room_that_is_another_one_by_now_makes_a_plan_stale,
    what_is_found_of_users_is_for_those_who_manage_them,
    an_agent_is_nobody_who_signs_in,
    raw_sql_decides_nothing_twice,
];
both![
    the_auditor_tells_of_stock_once,
    the_auditor_tells_of_jobs_and_agent_run_runs_what_is_due,
    the_auditor_finds_damage_and_accounts_that_nobody_uses,
    the_resolver_replaces_what_is_not_fit_and_fills_requests,
    the_resolver_beats_a_person_on_a_month,
    the_revenue_agent_finds_what_a_month_leaves_open,
    a_failed_run_leaves_a_trace,
    agents_on_a_demo_break_nothing,
    every_way_out_of_a_finding_is_a_command,
];

fn rooms(env: &Env) {
    for (room, seats) in [("Small", "10"), ("Middle", "20")] {
        env.colab(&["room", "add", room, "--capacity", seats]).ok();
    }
}

/// Three bookings that fit into two rooms one way alone: whoever takes the smallest free room for each has none for the last.
fn tight_day(env: &Env, day: &str) {
    for (learners, time) in [("7", "08:00-12:00"), ("7", "10:00-14:00"), ("15", "12:00-16:00")] {
        env.colab(&[
            "booking",
            "create",
            "--client",
            "Baobab",
            "--learners",
            learners,
            "--date",
            day,
            "--time",
            time,
        ])
        .ok();
    }
}

fn run(env: &Env, line: &str) -> Vec<Value> {
    let lines = env.get(&format!("agent run {line}"));
    lines.as_array().unwrap().clone()
}

fn results(lines: &[Value]) -> Vec<(&str, &str)> {
    lines
        .iter()
        .map(|one| (one["result"].as_str().unwrap(), one["kind"].as_str().unwrap()))
        .collect()
}

fn open(env: &Env) -> Vec<Value> {
    env.get("agent proposals").as_array().unwrap().clone()
}

fn state_of(env: &Env, id: i64) -> Value {
    env.get(&format!("agent show {id}"))["state"].clone()
}

fn waiting(env: &Env) -> usize {
    env.get("room queue").as_array().unwrap().len()
}

fn an_agent_runs_only_when_it_is_enabled(env: &Env) {
    assert!(run(env, "").is_empty());
    assert_eq!(env.refusal("agent run auditor"), ("agent_disabled".to_owned(), 5));
    env.line("agent enable auditor").ok();
    assert!(run(env, "auditor").is_empty());
    env.line("agent enable resolver --mode apply").ok();
    env.line("agent disable --all").ok();
    run(env, "");
    assert_eq!(env.count("agent_runs"), 1);
    let listed = env.get("agent list");
    let states: Vec<&Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["disabled", "disabled", "disabled"]);
    // As it was.
    env.line("agent enable resolver").ok();
    assert_eq!(env.get("agent show resolver")["mode"], "apply");
    env.line("agent run nobody").fails(2);
    env.verify_audit().unwrap();
}

fn what_cannot_be_read_does_not_run(env: &Env) {
    env.line("agent enable auditor").ok();
    env.line("agent enable resolver").ok();
    for unreadable in [
        "[]",
        "{\"unused_days\": \"many\"}",
        "{\"databse\": true}",
        "{\"unused_days\": 0}",
    ] {
        env.raw_sql(&format!(
            "UPDATE agent_config SET settings = '{unreadable}' WHERE name = 'auditor'"
        ))
        .unwrap();
        assert_eq!(
            env.refusal("agent run auditor"),
            ("agent_unreadable".to_owned(), 5),
            "{unreadable}"
        );
        env.line("agent config auditor unused_days 30").fails(5);
        assert_eq!(env.get("agent list")[0]["state"], "unreadable");
    }
    // The others run.
    let runs = env.count("agent_runs");
    env.line("agent run")
        .fails(8)
        .says("1 of 2 agents did not run")
        .says("agent config auditor --reset");
    assert_eq!(env.count("agent_runs"), runs + 1);
    env.line("agent config auditor --reset").ok();
    assert_eq!(env.refusal("agent run auditor").0, "agent_disabled");
    env.line("agent enable auditor").ok();
    env.line("agent run auditor").ok();
}

fn settings_are_checked_and_counted(env: &Env) {
    let value = |name: &str| {
        let lines = env.get("agent config auditor");
        let line = lines
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["setting"] == name);
        line.unwrap()["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (value("unused_days"), value("database")),
        ("90".to_owned(), "on".to_owned())
    );
    env.line("agent config auditor unused_days 60").ok();
    env.line("agent config auditor database off").ok();
    assert_eq!(
        (value("unused_days"), value("database")),
        ("60".to_owned(), "off".to_owned())
    );
    for refused in ["unused_days many", "unused_days 0", "database 7"] {
        assert_eq!(
            env.refusal(&format!("agent config auditor {refused}")).0,
            "invalid_setting"
        );
    }
    env.line("agent config auditor unused_day 7")
        .fails(3)
        .says("unused_days");
    env.line("agent config auditor days_ahead 7").fails(3);
    env.line("agent config auditor unused_days").fails(2);
    env.line("agent config auditor unused_days --unset").ok();
    assert_eq!(value("unused_days"), "90");
    let shown = env.get("agent show auditor");
    assert_eq!(
        (&shown["config_version"], &shown["state"]),
        (&json!(3), &json!("disabled"))
    );
    // The same once more is no change.
    env.line("agent config auditor database off").ok();
    assert_eq!(env.get("agent show auditor")["config_version"], 3);
}

fn who_observes_changes_nothing_and_tells_what_it_read(env: &Env) {
    rooms(env);
    tight_day(env, "2026-02-02");
    env.line("agent enable resolver").ok();
    let found = run(env, "");
    assert_eq!(results(&found), [("found", "rooms"); 3][..found.len()].to_vec());
    assert!(!found.is_empty() && open(env).is_empty());
    assert_eq!(waiting(env), 3);
    let history = env.get("agent history");
    let me = env.get("user whoami")["username"].clone();
    let (run, read) = (&history[0], &history[0]["records_read"]);
    assert_eq!(
        (&run["mode"], &run["outcome"], &run["started_by"]),
        (&json!("observe"), &json!("done"), &me)
    );
    assert_eq!(read, &json!(["booking: 3", "promise: 0", "request: 0"]));
    let told = env.get("audit list --entity agent --id resolver --command \"agent run\"");
    let told = &told[0];
    assert_eq!(told["actor"], "agent:resolver");
    let beside: Value = serde_json::from_str(told["metadata"].as_str().unwrap()).unwrap();
    assert_eq!(beside["read"]["booking"], 3);
    assert!(
        beside["duration_ms"].is_i64() && beside["started_by"] == me,
        "{beside}"
    );
    // Tried without being kept.
    env.line("agent enable resolver --mode propose").ok();
    let (runs, tried) = (env.count("agent_runs"), env.get("agent run --dry-run"));
    assert_eq!(tried[0]["result"], "proposed");
    assert_eq!((env.count("agent_runs"), env.count("proposals")), (runs, 0));
    env.line("agent run --exit-code").fails(9);
}

fn what_is_proposed_is_a_plan_of_commands(env: &Env) {
    rooms(env);
    let second = env.user_by_admin("thandi", "training_facility_admin");
    tight_day(env, "2026-02-02");
    env.line("agent enable resolver --mode propose").ok();
    let proposed = run(env, "");
    assert!(
        proposed.iter().all(|one| one["result"] == "proposed"),
        "{proposed:#?}"
    );
    let ids: Vec<i64> = open(env).iter().map(|one| one["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    // A second run proposes nothing twice.
    run(env, "");
    assert_eq!(open(env).len(), 3);
    let shown = env.get(&format!("agent show {}", ids[0]));
    let command = shown["commands"][0].as_str().unwrap();
    assert!(
        command.starts_with("colab booking assign ") && command.contains("--room "),
        "{command}"
    );
    assert!(
        shown["evidence"][0].as_str().unwrap().contains("2026-02-02"),
        "{shown:#}"
    );
    assert_eq!(shown["effect"], "1 booking gets a room; nothing else moves");
    // The plan is one file as any other.
    env.line(&format!("agent show {} --plan-out plan.json", ids[0]))
        .ok();
    assert_eq!(
        env.get("plan show plan.json")[0]["command"],
        command.trim_start_matches("colab ")
    );
    env.line("plan apply plan.json --dry-run").ok();
    let approved = env.get(&format!("agent approve {}", ids[0]));
    assert_eq!(
        (&approved[0]["state"], &approved[0]["decided_by"]),
        (&json!("approved"), &env.get("user whoami")["username"])
    );
    assert_eq!(waiting(env), 3);
    env.line_as(&second, &format!("agent apply {}", ids[0])).ok();
    assert_eq!((waiting(env), state_of(env, ids[0])), (2, json!("applied")));
    assert_eq!(
        env.refusal(&format!("agent apply {}", ids[0])),
        ("proposal_decided".to_owned(), 5)
    );
    // Whoever applies has approved.
    env.line(&format!("agent apply {} {}", ids[1], ids[2])).ok();
    assert_eq!(waiting(env), 0);
    env.line("undo").ok();
    assert_eq!(waiting(env), 1);
    // What was undone is told, and not proposed again.
    let told = run(env, "");
    assert_eq!(results(&told), [("found", "rooms")]);
    let fact = told[0]["fact"].as_str().unwrap();
    assert!(fact.contains("was applied, and that was taken back"), "{fact}");
    assert!(open(env).is_empty());
    assert_eq!(
        env.refusal("agent approve 77"),
        ("unknown_proposal".to_owned(), 3)
    );
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn what_was_rejected_is_proposed_again_when_its_facts_change(env: &Env) {
    rooms(env);
    env.line("booking create --client A --learners 7 --date 2026-02-02 --time 08:00-12:00")
        .ok();
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("agent reject 1").fails(2);
    env.line("agent reject 1 --reason \"the client comes tomorrow\"")
        .ok();
    assert_eq!(env.get("agent show 1")["reason"], "the client comes tomorrow");
    let told = run(env, "");
    assert_eq!(results(&told), [("found", "rooms")]);
    let fact = told[0]["fact"].as_str().unwrap();
    assert!(
        fact.contains("proposal 1 was rejected by") && fact.contains("the client comes tomorrow"),
        "{fact}"
    );
    // Notes are no fact of it.
    env.line("booking edit 1 --notes later").ok();
    assert_eq!(results(&run(env, "")), [("found", "rooms")]);
    env.line("booking reschedule 1 --time 09:00-13:00").ok();
    assert_eq!(results(&run(env, "")), [("proposed", "rooms")]);
    assert_eq!(
        (state_of(env, 1), state_of(env, 2)),
        (json!("rejected"), json!("proposed"))
    );
    assert_eq!(env.refusal("agent apply 1").0, "proposal_decided");
}

fn a_proposal_whose_records_have_changed_is_stale(env: &Env) {
    rooms(env);
    env.line("booking create --client A --learners 7 --date 2026-02-02 --time 08:00-12:00")
        .ok();
    env.line("booking create --client B --learners 7 --date 2026-02-03 --time 08:00-12:00")
        .ok();
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("agent approve 1").ok();
    env.line("booking edit 1 --notes later").ok();
    assert_eq!(env.refusal("agent apply 1"), ("plan_outdated".to_owned(), 5));
    assert_eq!(state_of(env, 1), "stale");
    assert_eq!(waiting(env), 2);
    // What is done already is proposed no more.
    env.line("booking assign 2 --room Middle").ok();
    let again = run(env, "");
    assert_eq!(results(&again), [("proposed", "rooms")]);
    assert_eq!(again[0]["subject"], "booking 1");
    assert_eq!(state_of(env, 2), "stale");
    env.line("agent apply 3").ok();
    assert_eq!(waiting(env), 0);
}

fn a_proposal_expires(env: &Env) {
    rooms(env);
    env.line("booking create --client A --learners 7 --date 2026-02-20 --time 08:00-12:00")
        .ok();
    env.line("agent config resolver proposal_days 2").ok();
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line_at("2026-01-18T08:00:00Z", "agent apply 1")
        .fails(5)
        .says("has expired");
    env.line_at("2026-01-18T08:00:00Z", "agent run").ok();
    assert_eq!(
        (state_of(env, 1), state_of(env, 2)),
        (json!("expired"), json!("proposed"))
    );
}

fn an_agent_applies_in_its_own_name_what_undo_takes_back(env: &Env) {
    rooms(env);
    tight_day(env, "2026-02-02");
    env.line("agent enable resolver --mode apply").ok();
    let applied = run(env, "");
    assert_eq!(results(&applied), [("applied", "rooms"); 3]);
    assert_eq!(waiting(env), 0);
    let history = env.get("booking show 1")["history"].to_string();
    assert!(history.contains("agent:resolver"), "{history}");
    assert_eq!(env.get("agent history")[0]["applied"], 3);
    let operations = env.get("history --limit 1");
    assert_eq!(operations[0]["actor"], "agent:resolver");
    // A person undoes it, and the agent does not do it again.
    let id = operations[0]["id"].to_string();
    env.line(&format!("undo {id}")).ok();
    assert_eq!(waiting(env), 1);
    assert_eq!(results(&run(env, "")), [("found", "rooms")]);
    assert_eq!(waiting(env), 1);
    env.line("db check").ok();
}

fn an_agent_never_applies_money_or_people(env: &Env) {
    month_to_bill(env);
    env.user("idle", "staff");
    env.line("agent enable revenue --mode apply").ok();
    env.line("agent enable auditor --mode apply").ok();
    let later = "2026-06-15T08:00:00Z";
    let (costings, users) = (env.count("booking_costing"), env.get("user list"));
    env.line_at(later, "agent run").ok();
    assert!(
        open(env)
            .iter()
            .any(|one| one["kind"] == "costing" && one["is_money"] == true)
    );
    assert!(open(env).iter().any(|one| one["kind"] == "account"));
    assert_eq!(
        (env.count("booking_costing"), env.get("user list")),
        (costings, users)
    );
}

/// A room with a price, and a booking of January that has taken place.
fn month_to_bill(env: &Env) {
    env.line("room add Focus --capacity 20").ok();
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    env.line("booking create --client Baobab --room Focus --learners 9 --date 2026-01-20")
        .ok();
}

/// The proposal of a costing of January, and what it runs.
fn proposed_costing(env: &Env) -> (i64, String) {
    month_to_bill(env);
    env.line("agent enable revenue --mode propose").ok();
    env.line_at("2026-02-15T08:00:00Z", "agent run").ok();
    let open = open(env);
    let one = open.iter().find(|one| one["kind"] == "costing");
    let one = one.unwrap_or_else(|| panic!("{open:#?}"));
    (
        one["id"].as_i64().unwrap(),
        one["commands"][0].as_str().unwrap().to_owned(),
    )
}

fn an_amount_that_is_another_one_by_now_is_not_applied(env: &Env) {
    let (id, command) = proposed_costing(env);
    let zanele = env.user("zanele", "finance");
    let thandi = env.user("thandi", "training_facility_admin");
    let line = command.strip_prefix("colab ").unwrap();
    assert!(line.starts_with("pricing propose 1 --expect "), "{line}");
    let at = |token: &str, line: &str| {
        let words = line.split(' ').collect::<Vec<_>>();
        let call = env.call(&words).variable("COLAB_TOKEN", token);
        call.variable("COLAB_NOW", "2026-02-15T09:00:00Z").run()
    };
    at(&zanele, &format!("agent approve {id}")).ok();
    env.line("pricing set room Focus --daily 1700 --from 2026-01-02")
        .ok();
    at(&thandi, &format!("agent apply {id}"))
        .fails(5)
        .says("would be costed at");
    assert_eq!(env.count("booking_costing"), 0);
    let shown = env.get(&format!("agent show {id}"));
    assert_eq!(shown["state"], "stale");
    // The new one is of the new amount; somebody costs the booking by hand meanwhile.
    env.line_at("2026-02-15T10:00:00Z", "agent run").ok();
    let again = open(env).iter().find(|one| one["kind"] == "costing").unwrap()["id"].clone();
    at(&zanele, &format!("agent approve {again}")).ok();
    at(&thandi, "pricing propose 1").ok();
    at(&thandi, &format!("agent apply {again}")).fails(5);
    assert_eq!(env.get(&format!("agent show {again}"))["state"], "stale");
    assert_eq!(env.count("booking_costing"), 1);
    at(&thandi, line).fails(5).says("is costed already");
}

fn what_a_person_does_about_agents_is_an_operation(env: &Env) {
    env.user_by_admin("sam", "staff");
    env.line("agent enable auditor").ok();
    env.line("undo").fails(5).says("colab agent disable auditor");
    env.line("agent config auditor unused_days 60").ok();
    env.line("undo").fails(5).says("colab agent config auditor");
    let active = "SELECT count(*) FROM users WHERE username = 'sam' AND is_active";
    assert_eq!(env.raw_int(active), Some(1), "nothing older was undone");
    let operations = env.count("operations");
    env.line("agent run").ok();
    assert_eq!(
        env.count("operations"),
        operations,
        "a run is in the agents' own history"
    );
    env.line("agent disable --all").ok();
    env.line("agent run").ok().says("no agent is enabled");
}

fn whoever_may_not_do_it_does_not_reject_it(env: &Env) {
    rooms(env);
    tight_day(env, "2026-01-20");
    let zanele = env.user("zanele", "finance");
    env.line("agent enable resolver --mode propose").ok();
    env.line("agent run").ok();
    let id = open(env)[0]["id"].clone();
    let reject = format!("agent reject {id} --reason no");
    env.line_as(&zanele, &reject).fails(4);
    let thandi = env.user("thandi", "training_facility_admin");
    env.line_as(&thandi, &reject).ok();
    env.line("agent approve -").ok().says("no record was named");
}

fn money_takes_two_people(env: &Env) {
    month_to_bill(env);
    let zanele = env.user("zanele", "finance");
    let thandi = env.user("thandi", "training_facility_admin");
    env.line("agent enable revenue --mode propose").ok();
    let later = "2026-02-15T08:00:00Z";
    env.line_at(later, "agent run").ok();
    let id = open(env)
        .iter()
        .find(|one| one["kind"] == "costing")
        .unwrap_or_else(|| panic!("{:#?}", open(env)))["id"]
        .as_i64()
        .unwrap();
    let (apply, approve) = (format!("agent apply {id}"), format!("agent approve {id}"));
    let at = |token: &str, line: &str| {
        let words = line.split(' ').collect::<Vec<_>>();
        env.call(&words)
            .variable("COLAB_TOKEN", token)
            .variable("COLAB_NOW", later)
            .run()
    };
    at(&zanele, &apply)
        .fails(5)
        .says("one person approves it, and another one applies it");
    at(&zanele, &approve).ok();
    at(&zanele, &apply).fails(5).says("zanele approved proposal");
    // Raw SQL applies it no more than the program.
    let now = env.instant(later);
    let raw = format!(
        "UPDATE proposals SET state = 'applied', applied_by = 'zanele', applied_at = {now} WHERE id = {id}"
    );
    assert!(env.raw_sql(&raw).unwrap_err().contains("proposals_two_people"));
    at(&thandi, &apply).ok();
    let ledger = env.get("pricing ledger");
    assert_eq!(
        (&ledger[0]["status"], &ledger[0]["created_by"]),
        (&json!("pending"), &json!("thandi")),
        "{ledger:#}"
    );
}

fn the_only_admin_of_a_site_decides_alone(env: &Env) {
    month_to_bill(env);
    env.line("agent enable revenue --mode propose").ok();
    let later = "2026-02-15T08:00:00Z";
    env.line_at(later, "agent run").ok();
    let id = open(env)[0]["id"].to_string();
    env.line_at(later, &format!("agent approve {id}")).ok();
    env.line_at(later, &format!("agent apply {id}")).fails(5);
    env.line("config set one_person_approves yes").ok();
    env.line_at(later, &format!("agent apply {id}")).ok();
    assert_eq!(env.get(&format!("agent show {id}"))["one_person"], true);
}

fn who_stops_proposing_keeps_what_was_proposed(env: &Env) {
    rooms(env);
    tight_day(env, "2026-02-02");
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("agent approve 1").ok();
    env.line("agent enable resolver --mode observe").ok();
    run(env, "");
    assert_eq!(
        (state_of(env, 1), state_of(env, 2)),
        (json!("approved"), json!("proposed"))
    );
    env.line("agent apply 1").ok();
    assert_eq!(waiting(env), 2);
}

fn a_reason_that_names_a_forgotten_client_is_blanked(env: &Env) {
    rooms(env);
    env.line("booking create --client Zebrafin --learners 7 --date 2026-02-02 --time 08:00-12:00")
        .ok();
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("agent reject 1 --reason \"Zebrafin comes tomorrow\"")
        .ok();
    env.line("client forget Zebrafin --reason asked --texts --yes")
        .ok();
    let shown = env.get("agent show 1");
    assert_eq!(shown["reason"], "(forgotten) comes tomorrow", "{shown:#}");
    assert_eq!(shown["state"], "rejected");
    for table in ["proposals", "agent_runs"] {
        let columns = if table == "proposals" {
            "plan, evidence, effect, subject"
        } else {
            "findings"
        };
        for column in columns.split(", ") {
            let named = env.raw_int(&format!(
                "SELECT count(*) FROM {table} WHERE CAST({column} AS text) LIKE '%Zebrafin%'"
            ));
            assert_eq!(named, Some(0), "{table}.{column}");
        }
    }
}

fn a_room_that_is_another_one_by_now_makes_a_plan_stale(env: &Env) {
    rooms(env);
    env.line("booking create --client A --learners 7 --date 2026-02-02 --time 08:00-12:00")
        .ok();
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("room edit Small --name Old").ok();
    env.line("room alias remove Small").ok();
    env.line("room edit Middle --name Small").ok();
    assert_eq!(env.refusal("agent apply 1"), ("plan_outdated".to_owned(), 5));
    assert_eq!(waiting(env), 1);
}

fn what_is_found_of_users_is_for_those_who_manage_them(env: &Env) {
    env.user("idle", "staff");
    let viewer = env.user("pieter", "training_facility_admin_viewer");
    let boss = env.user("thandi", "training_facility_admin");
    env.line("agent enable auditor --mode propose").ok();
    let later = "2026-06-15T08:00:00Z";
    let run = |token: &str, line: &str| {
        let words = line.split(' ').collect::<Vec<_>>();
        env.call(&words)
            .variable("COLAB_TOKEN", token)
            .variable("COLAB_NOW", later)
            .run()
    };
    let at = |token: &str, line: &str| run(token, line).ok().stdout;
    let mine = env.line_at(later, "agent run -f json").ok().stdout;
    assert!(mine.contains("idle"));
    for told in [
        at(&boss, "agent run -f json"),
        at(&viewer, "agent proposals --all -f json"),
        at(&viewer, "agent show auditor -f json"),
    ] {
        assert!(!told.contains("idle"), "{told}");
    }
    let all = env.get("agent proposals --all");
    let is_idle = |one: &&Value| one["subject"] == "user idle";
    let idle = &all.as_array().unwrap().iter().find(is_idle).unwrap()["id"];
    run(&viewer, &format!("agent proposals --after {idle}"))
        .fails(3)
        .says("no proposal");
    // Who only observes tells them to no others either.
    env.line("agent enable auditor --mode observe").ok();
    assert!(
        env.line_at(later, "agent run -f json")
            .ok()
            .stdout
            .contains("idle")
    );
    for told in [
        at(&boss, "agent run -f json"),
        at(&viewer, "agent show auditor -f json"),
    ] {
        assert!(!told.contains("idle"), "{told}");
    }
    // Whoever acts is not proposed to be disabled, nor is an admin.
    assert!(
        !open(env)
            .iter()
            .any(|one| one["subject"] == "user admin" || one["subject"] == "user root")
    );
}

fn an_agent_is_nobody_who_signs_in(env: &Env) {
    env.line("user add robot --role agent --no-password")
        .fails(6)
        .says("unknown role `agent`");
    for name in ["agent:resolver", "agent:auditor"] {
        assert!(
            env.line(&format!("user add {name} --role staff --no-password"))
                .code
                != Some(0)
        );
    }
    assert_eq!(env.refusal("user role admin agent").0, "unknown_role");
    env.write("users.csv", "username,role\nrobot,agent\n");
    assert!(env.line("import users users.csv").code != Some(0));
    env.line("--as agent:resolver room list").fails(3);
    assert_eq!(env.count("users"), 1);
    // Who may run agents, configure them and decide is told apart.
    let it = env.user("bongani", "it_rental_admin");
    env.line_as(&it, "agent enable auditor").fails(4);
    env.line("agent enable auditor").ok();
    env.line_as(&it, "agent run").ok();
    let staff = env.user("sipho", "staff");
    env.line_as(&staff, "agent list").fails(4);
}

fn raw_sql_decides_nothing_twice(env: &Env) {
    rooms(env);
    tight_day(env, "2026-02-02");
    env.line("agent enable resolver --mode propose").ok();
    run(env, "");
    env.line("agent reject 1 --reason no").ok();
    for statement in [
        "UPDATE proposals SET state = 'proposed', decided_by = NULL, decided_at = NULL, reason = NULL WHERE id = 1",
        "UPDATE proposals SET state = 'approved' WHERE id = 2",
        "UPDATE proposals SET plan = '{}' WHERE id = 2",
        "UPDATE proposals SET effect = 'x' WHERE id = 2",
        "UPDATE proposals SET is_money = NOT is_money WHERE id = 2",
        "DELETE FROM proposals",
        "DELETE FROM agent_runs",
        "UPDATE agent_runs SET outcome = 'failed'",
        "INSERT INTO proposals (agent, run_id, kind, subject, plan, evidence, effect, is_money, fingerprint, state, created_at, expires_at)
         SELECT agent, run_id, kind, subject, plan, evidence, effect, is_money, fingerprint, 'proposed', created_at, expires_at FROM proposals WHERE id = 1",
        "UPDATE agent_config SET mode = 'always'",
        "UPDATE agent_config SET name = 'other'",
    ] {
        assert!(env.raw_sql(statement).is_err(), "{statement}");
    }
}

fn the_auditor_tells_of_stock_once(env: &Env) {
    env.line("device add LT-1 LT-2 LT-3 --category Laptop").ok();
    env.line("agent enable auditor").ok();
    assert!(run(env, "").is_empty());
    env.raw_sql("UPDATE devices SET status = 'returned' WHERE serial_number = 'LT-2'")
        .unwrap();
    let found = run(env, "");
    assert_eq!(results(&found), [("found", "stock")]);
    assert_eq!(found[0]["weight"], "alert");
    assert!(
        found[0]["fact"].as_str().unwrap().contains("1 of 3 devices"),
        "{found:#?}"
    );
    let alerts = || {
        env.line("notify check").ok();
        let listed = env.get("notify list");
        listed
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["type"] == "agent_alert")
            .count()
    };
    assert_eq!(alerts(), 1);
    run(env, "");
    assert_eq!(alerts(), 1);
    // Fewer than the setting allows are a warning, and nobody is told.
    env.line("agent config auditor stock_percent 50").ok();
    assert_eq!(run(env, "")[0]["weight"], "warning");
}

fn the_auditor_tells_of_jobs_and_agent_run_runs_what_is_due(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --grace 30m -- room list")
        .ok();
    env.line("agent enable auditor").ok();
    let late = "2026-01-17T08:00:00Z";
    let found = env.line_at(late, "agent run -f json").ok().json();
    assert_eq!(results(found.as_array().unwrap()), [("found", "jobs")]);
    assert_eq!(found[0]["subject"], "job nightly");
    let ran = env
        .line_at("2026-01-18T00:00:10Z", "agent run --due -f json")
        .ok()
        .json();
    assert_eq!(
        (&ran[0]["name"], &ran[0]["exit_code"]),
        (&json!("nightly"), &json!(0))
    );
    assert_eq!(
        env.line_at("2026-01-18T00:01:10Z", "agent run --due -f json")
            .ok()
            .json(),
        json!([])
    );
    let found = env
        .line_at("2026-01-18T00:02:00Z", "agent run auditor -f json")
        .ok()
        .json();
    assert_eq!(found, json!([]));
}

fn the_auditor_finds_damage_and_accounts_that_nobody_uses(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.line("booking create --client A --room Focus --learners 5 --date 2026-02-02")
        .ok();
    let worker = env.user("worker", "staff");
    env.user("idle", "staff");
    env.line("agent enable auditor --mode propose").ok();
    let later = "2026-06-15T08:00:00Z";
    let as_worker = env.call(&[
        "booking",
        "create",
        "--client",
        "B",
        "--learners",
        "2",
        "--date",
        "2026-07-01",
    ]);
    as_worker
        .variable("COLAB_TOKEN", &worker)
        .variable("COLAB_NOW", later)
        .run()
        .ok();
    env.line_at(later, "agent run").ok();
    let proposed = open(env);
    let subjects: Vec<&str> = proposed
        .iter()
        .map(|one| one["subject"].as_str().unwrap())
        .collect();
    assert!(
        subjects.contains(&"user idle") && !subjects.contains(&"user worker"),
        "{subjects:?}"
    );
    let id = proposed.iter().find(|one| one["subject"] == "user idle").unwrap()["id"].to_string();
    env.line_at(later, &format!("agent apply {id}")).ok();
    assert_eq!(env.get("user show idle")["is_active"], false);
    env.line_at(later, "undo").ok();
    assert_eq!(env.get("user show idle")["is_active"], true);
    // Damage is an alert.
    env.raw_sql("UPDATE settings SET value = 'nonsense' WHERE key = 'day_start'")
        .unwrap();
    if env.raw_int("SELECT count(*) FROM settings WHERE key = 'day_start'") == Some(0) {
        let now = env.instant("2026-01-15T08:00:00Z");
        env.raw_sql(&format!(
            "INSERT INTO settings VALUES ('day_start', 'nonsense', {now}, 'raw')"
        ))
        .unwrap();
    }
    let found = env.line_at(later, "agent run --format json").json();
    let damage = found
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "database");
    assert_eq!(damage.unwrap_or_else(|| panic!("{found:#}"))["weight"], "alert");
}

fn the_resolver_replaces_what_is_not_fit_and_fills_requests(env: &Env) {
    env.line("room add Focus --capacity 20").ok();
    env.line("device add LT-1 LT-2 LT-3 LT-4 --category Laptop").ok();
    env.line("booking create --client A --room Focus --learners 5 --date 2026-02-02 --devices 2")
        .ok();
    env.line("device assign 1 --serial LT-1 --serial LT-2").ok();
    env.line("booking create --client B --room Focus --learners 5 --date 2026-02-03 --devices 3")
        .ok();
    env.line("device repair LT-1 hinge").ok();
    env.line("agent enable resolver --mode apply").ok();
    let applied = run(env, "");
    assert_eq!(
        results(&applied),
        [("applied", "replacement"), ("applied", "devices")],
        "{applied:#?}"
    );
    let of = env.get("device show LT-3").to_string();
    assert!(of.contains("agent:resolver"), "{of}");
    assert_eq!(env.get("device queue"), json!([]));
    // Where there are too few, those that there are: the rest is told.
    env.line("booking create --client C --room Focus --learners 5 --date 2026-02-04 --devices 9")
        .ok();
    let found = run(env, "");
    assert_eq!(
        results(&found),
        [("found", "devices"), ("applied", "devices")],
        "{found:#?}"
    );
    env.line("db check").ok();
}

/// The workdays of February 2026.
fn february() -> Vec<String> {
    let days = (2..=27).filter(|day| (day - 2) % 7 < 5);
    days.map(|day| format!("2026-02-{day:02}")).collect()
}

fn the_resolver_beats_a_person_on_a_month(env: &Env) {
    rooms(env);
    let days = february();
    days.iter().for_each(|day| tight_day(env, day));
    let before = waiting(env);
    let person = env.copy();
    // A person takes the best room that is free for each, the oldest first.
    let queue: Vec<i64> = (1..=i64::try_from(before).unwrap()).collect();
    for id in queue {
        let offers = person.get(&format!("booking suggest {id}"));
        let rooms: Vec<&Value> = offers
            .as_array()
            .unwrap()
            .iter()
            .filter(|offer| offer["shift_minutes"].is_null() || offer["shift_minutes"] == 0)
            .collect();
        if let Some(room) = rooms.first().and_then(|offer| offer["room"].as_str()) {
            person.colab(&["booking", "assign", &id.to_string(), "--room", room]);
        }
    }
    env.line("agent enable resolver --mode apply").ok();
    run(env, "");
    let figures = (before, waiting(&person), waiting(env));
    assert_eq!(
        figures,
        (3 * days.len(), days.len(), 0),
        "waiting before, after a person, after the agent"
    );
    env.line("db check").ok();
}

fn the_revenue_agent_finds_what_a_month_leaves_open(env: &Env) {
    month_to_bill(env);
    env.line("room add Empty --capacity 20").ok();
    env.line("pricing set room Empty --daily 500 --from 2026-01-01")
        .ok();
    env.line("room add Unpriced --capacity 20").ok();
    env.line("device add LT-1 --category Laptop").ok();
    env.line("rental start --client Baobab --contact-person N --contact-number 0825550100 --address Main --serial LT-1 --return-on 2026-01-25").ok();
    env.line("agent enable revenue --mode propose").ok();
    let later = "2026-02-10T08:00:00Z";
    let found = env.line_at(later, "agent run --format json").ok().json();
    let found = found.as_array().unwrap();
    let fact = |kind: &str, subject: &str| {
        let mut of = found.iter().filter(|one| one["kind"] == kind);
        let one = of.find(|one| one["subject"].as_str().unwrap().contains(subject));
        one.unwrap_or_else(|| panic!("{kind} of {subject}: {found:#?}"))["fact"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(fact("prices", "Unpriced").contains("no price"));
    assert!(fact("rentals", "RN-2026-0001").contains("16 days late"));
    let empty = fact("rooms", "room Empty");
    assert!(
        empty.contains("used 0 %") && empty.contains("R400.00 a day instead of R500.00"),
        "{empty}"
    );
    let unbilled = found
        .iter()
        .filter(|one| one["result"] == "proposed" && one["kind"] == "costing");
    assert_eq!(unbilled.count(), 1, "{found:#?}");
    // Before and after: what the month leaves open.
    let open_of = |env: &Env| {
        let status = env
            .line_at(later, "billing status --month 2026-01 --format json")
            .json();
        status[0]["unpriced"].clone()
    };
    let before = open_of(env);
    let second = env.user("zanele", "finance");
    let id = open(env)[0]["id"].to_string();
    env.call(&["agent", "approve", &id])
        .variable("COLAB_TOKEN", &second)
        .variable("COLAB_NOW", later)
        .run()
        .ok();
    env.line_at(later, &format!("agent apply {id}")).ok();
    assert_ne!(before, open_of(env));
}

fn a_failed_run_leaves_a_trace(env: &Env) {
    env.line("agent enable resolver").ok();
    let rename = "ALTER TABLE booking_refs RENAME TO booking_refs_gone";
    env.raw_sql(rename).unwrap();
    env.raw_sql("ALTER TABLE device_categories RENAME TO device_categories_gone")
        .unwrap();
    let failed = env.line("agent run");
    assert!(failed.code != Some(0), "{failed}");
    env.raw_sql("ALTER TABLE device_categories_gone RENAME TO device_categories")
        .unwrap();
    env.raw_sql("ALTER TABLE booking_refs_gone RENAME TO booking_refs")
        .unwrap();
    let history = env.get("agent history");
    assert_eq!(history[0]["outcome"], "failed");
    assert!(history[0]["error"].is_string());
}

fn agents_on_a_demo_break_nothing(env: &Env) {
    env.line("import demo").ok();
    for agent in ["auditor", "resolver", "revenue"] {
        env.line(&format!("agent enable {agent} --mode apply")).ok();
    }
    let (queue, requests) = (waiting(env), env.get("device queue").as_array().unwrap().len());
    env.line("agent run").ok();
    let after = (waiting(env), env.get("device queue").as_array().unwrap().len());
    assert!(
        after.0 <= queue && after.1 <= requests,
        "{queue} {requests} {after:?}"
    );
    let applied = env.get("agent proposals --state applied");
    for one in applied.as_array().unwrap() {
        assert!(["rooms", "devices", "replacement"].contains(&one["kind"].as_str().unwrap()));
    }
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn every_way_out_of_a_finding_is_a_command(env: &Env) {
    env.line("import demo").ok();
    env.line("room add Empty --capacity 20").ok();
    env.line("pricing set room Empty --daily 500 --from 2026-01-01")
        .ok();
    env.line("booking create --client A --learners 900 --date +3d")
        .ok();
    for agent in ["auditor", "resolver", "revenue"] {
        env.line(&format!("agent enable {agent}")).ok();
    }
    env.user("idle", "staff");
    let found = env
        .line_at("2026-08-15T08:00:00Z", "agent run -f json")
        .ok()
        .json();
    let mut seen = std::collections::BTreeSet::new();
    for one in found.as_array().unwrap() {
        let way = one["way_out"].as_str().unwrap_or_else(|| panic!("{one:#}"));
        let words = way.strip_prefix("colab ").unwrap_or_else(|| panic!("{way}"));
        // What is refused before it asks for help is no command of the program.
        let kind = (
            one["kind"].to_string(),
            words.split(' ').take(2).collect::<Vec<_>>().join(" "),
        );
        if seen.insert(kind) {
            env.line(&format!("{} --help", words.replace('\'', "\""))).ok();
        }
    }
    assert!(seen.len() > 5, "{seen:?}");
}
