//! What this machine is configured to, and the settings of the site.

use std::os::unix::ffi::OsStrExt;

use super::support::{Env, NOW};

any![
    each_value_says_where_it_came_from,
    a_flag_goes_before_the_environment_before_the_folder_before_the_user_before_the_default,
    a_folder_names_neither_database_nor_secret,
    a_configuration_that_does_not_read_names_its_file,
    no_secret_is_shown,
    a_clock_that_does_not_read_is_refused,
];
both![
    settings_are_read_and_changed_with_their_rules,
    a_name_is_printed_and_never_none,
    a_setting_set_again_writes_nothing,
    an_unknown_setting_names_the_nearest,
    the_fixed_clock_is_todays_date_and_what_is_written_down,
];

/// Value and origin of a key of `config show`.
fn shown(env: &Env, arguments: &[&str], key: &str) -> (String, String) {
    let list = env.json(&[&["config", "show"], arguments].concat());
    let one = list
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["key"] == key)
        .unwrap()
        .clone();
    (
        one["value"].as_str().unwrap_or_default().to_owned(),
        one["origin"].as_str().unwrap().to_owned(),
    )
}

fn user_file(env: &Env, text: &str) -> String {
    let folder = env.dir().join("config/colab");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), text).unwrap();
    folder.join("config.toml").display().to_string()
}

fn each_value_says_where_it_came_from(env: &Env) {
    let default = env.dir().join("data/colab/colab.db").display().to_string();
    assert_eq!(shown(env, &[], "database"), (default, "default".into()));
    assert_eq!(shown(env, &[], "token_file"), (String::new(), "not set".into()));
    assert_eq!(shown(env, &[], "color"), ("auto".into(), "default".into()));
    assert_eq!(
        shown(env, &["--color", "never"], "color"),
        ("never".into(), "flag --color".into())
    );
    assert!(
        !env.dir().join("data/colab").exists(),
        "the configuration is shown without a database"
    );
    let path = user_file(env, "database = \"mine.db\"\n");
    assert_eq!(shown(env, &[], "database"), ("mine.db".into(), path));
}

fn a_flag_goes_before_the_environment_before_the_folder_before_the_user_before_the_default(env: &Env) {
    let of = |env: &Env, words: &[&str]| shown(env, words, "log_format");
    assert_eq!(of(env, &[]).1, "default");
    let path = user_file(env, "log_format = \"json\"\n");
    assert_eq!(of(env, &[]), ("json".into(), path));
    env.write("colab.toml", "log_format = \"text\"\n");
    assert_eq!(of(env, &[]), ("text".into(), "colab.toml".into()));
    let mut env = Env::without_database();
    env.write("colab.toml", "log_format = \"text\"\n");
    env.set("COLAB_LOG_FORMAT", "json");
    assert_eq!(of(&env, &[]), ("json".into(), "COLAB_LOG_FORMAT".into()));
    assert_eq!(
        of(&env, &["--log-format", "text"]),
        ("text".into(), "flag --log-format".into())
    );
    env.set("COLAB_DATABASE_URL", "one.db");
    assert_eq!(
        shown(&env, &[], "database"),
        ("one.db".into(), "COLAB_DATABASE_URL".into())
    );
    assert_eq!(shown(&env, &["--database", "two.db"], "database").0, "two.db");
    env.set("COLAB_FORMAT", "csv");
    assert!(
        env.colab(&["config", "show"])
            .ok()
            .stdout
            .starts_with("key,value,origin\n")
    );
}

fn a_folder_names_neither_database_nor_secret(env: &Env) {
    for line in ["database = \"elsewhere.db\"", "token_file = \"their-token\""] {
        env.write("colab.toml", line);
        for verb in [["room", "list"], ["config", "show"]] {
            env.colab(&verb)
                .fails(2)
                .says("colab.toml")
                .says("only in your own");
        }
    }
    assert!(!env.path("elsewhere.db").exists());
}

fn a_configuration_that_does_not_read_names_its_file(env: &Env) {
    for (text, fact) in [
        ("format = ", "cannot parse"),
        ("fromat = \"csv\"", "is not a key"),
        ("format = 3", "must be a text"),
        ("format = \"xls\"", "expected one of table, json"),
        ("color = \"pink\"", "expected one of auto"),
    ] {
        env.write("colab.toml", text);
        let said = env
            .colab(&["config", "show"])
            .fails(2)
            .says("colab.toml")
            .says(fact);
        assert!(said.stdout.is_empty(), "{said}");
    }
    env.write("colab.toml", "");
    let wrong = env
        .call(&["config", "show"])
        .variable("COLAB_FORMAT", "xls")
        .run();
    wrong.fails(2).says("COLAB_FORMAT");
}

fn no_secret_is_shown(env: &Env) {
    let run = env
        .call(&[
            "config",
            "show",
            "--database",
            "postgres://me:geheim@db.example/colab?sslmode=require",
        ])
        .variable("COLAB_TOKEN", "colab_geheim")
        .run()
        .ok();
    assert!(
        run.stdout
            .contains("postgres://me@db.example/colab?sslmode=require"),
        "{run}"
    );
    assert!(!run.stdout.contains("geheim"), "{run}");
}

fn a_clock_that_does_not_read_is_refused(env: &Env) {
    // What is no text would count as not set: another database would be made.
    let name = std::ffi::OsStr::from_bytes(b"x\xff.db");
    let output = env
        .call(&["room", "list"])
        .command()
        .env("COLAB_DATABASE_URL", name)
        .output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(2) && said.contains("COLAB_DATABASE_URL is not valid UTF-8"),
        "{output:?}"
    );
    assert!(!env.dir().join("data/colab").exists());
    env.call(&["room", "list"])
        .variable("COLAB_NOW", "yesterday")
        .run()
        .fails(2)
        .says("COLAB_NOW");
}

fn settings_are_read_and_changed_with_their_rules(env: &Env) {
    let all = env.json(&["config", "get"]);
    for one in all.as_array().unwrap() {
        assert_eq!(
            (&one["changed"], &one["value"]),
            (&false.into(), &one["default"]),
            "{one}"
        );
    }
    for (key, value, kept) in [
        ("timezone", "Africa/Nairobi", "Africa/Nairobi"),
        ("day_start", "7:00", "07:00"),
        ("day_end", " 18:00 ", "18:00"),
        ("capacity_warn_percent", "80", "80"),
        ("import_ignore", "Storage, -", "Storage, -"),
        ("company_name", "-x-", "-x-"),
    ] {
        assert_eq!(env.json(&["config", "set", key, value])["value"], kept, "{key}");
        let one = env.json(&["config", "get", key]);
        assert_eq!(
            (&one["value"], &one["changed"]),
            (&kept.into(), &true.into()),
            "{key}"
        );
    }
    for (key, value) in [
        ("timezone", "Mars/Olympus"),
        ("timezone", ""),
        ("day_start", "25:00"),
        ("day_start", "19:00"),
        ("day_end", "06:00"),
        ("capacity_warn_percent", "0"),
        ("capacity_warn_percent", "-5"),
        ("capacity_warn_percent", "101"),
        ("bcrypt_cost", "99"),
        ("session_days", "many"),
        ("company_name", ""),
        ("company_name", "a\u{1b}b"),
    ] {
        env.colab(&["config", "set", key, value]).fails(6);
    }
    assert_eq!(env.json(&["config", "get", "day_start"])["value"], "07:00");
    let audited = env.raw_text("SELECT before || ' ' || after FROM audit_log WHERE entity_id = 'timezone'");
    assert_eq!(
        audited.as_deref(),
        Some("\"Africa/Johannesburg\" \"Africa/Nairobi\"")
    );
}

fn a_name_is_printed_and_never_none(env: &Env) {
    env.line("config set company_name Umoya").ok();
    env.line("config set company_name none")
        .fails(6)
        .says("colab config unset company_name");
    env.line("config unset company_name").ok();
    assert_eq!(env.get("config get company_name")["value"], "Colab");
}

fn a_setting_set_again_writes_nothing(env: &Env) {
    env.colab(&["config", "set", "session_days", "7"]).ok();
    let rows = env.count("audit_log");
    env.colab(&["config", "set", "session_days", "7", "-q"])
        .ok()
        .silent();
    env.colab(&["config", "set", "session_days", "8", "--dry-run"])
        .ok();
    assert_eq!(env.count("audit_log"), rows);
    assert_eq!(env.json(&["config", "get", "session_days"])["value"], "7");
}

fn an_unknown_setting_names_the_nearest(env: &Env) {
    for line in [
        &["config", "get", "timezon"][..],
        &["config", "set", "timezon", "UTC"],
    ] {
        env.colab(line)
            .fails(3)
            .says("did you mean timezone?")
            .says("colab config get");
    }
}

fn the_fixed_clock_is_todays_date_and_what_is_written_down(env: &Env) {
    let call = env.call(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "tomorrow",
        "--learners",
        "1",
        "-f",
        "json",
    ]);
    let booking = call
        .variable("COLAB_NOW", "2030-06-30T12:34:56Z")
        .run()
        .ok()
        .json();
    assert_eq!(booking["starts_at"], "2030-07-01T07:30:00+02:00");
    assert_eq!(booking["created_at"], "2030-06-30T14:34:56+02:00");
    env.colab(&["room", "add", "Focus"]).ok();
    let now = env.instant(NOW);
    let rows = env.raw_int(&format!(
        "SELECT count(*) FROM audit_log WHERE command = 'room add' AND at = {now}"
    ));
    assert_eq!(rows, Some(1));
}
