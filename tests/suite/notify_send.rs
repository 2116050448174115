//! Digests that leave the house: by a real mail server, a real HTTP server, standard output; in whose words, and when.

use std::collections::BTreeMap;

use diesel::{Connection, RunQueryDsl};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::support::mail::{self, Authority, MailServer};
use super::support::web::{Request, WebServer};
use super::support::{Env, Run};

both![
    a_configuration_that_lacks_something_says_what,
    a_template_with_a_mistake_is_named_before_anything_is_sent,
    each_person_gets_one_digest_of_what_is_theirs_and_only_once,
    a_mail_says_it_all_and_is_never_sent_again,
    a_webhook_is_signed_and_carries_its_key,
    the_database_keeps_what_was_sent_as_it_is,
    a_dry_run_shows_the_digests_and_keeps_nothing,
    nothing_due_writes_nothing_and_says_nothing,
];
sqlite![
    encryption_from_the_first_byte_and_a_plain_login,
    quiet_hours_and_days_hold_everything_back,
    alerts_pass_in_quiet_hours_where_the_site_says_so,
    a_site_brings_its_own_words,
    who_reads_the_output_and_goes_away_gets_it_again,
    only_to_whom_it_is_said,
    secrets_are_neither_shown_nor_left_where_others_read,
];
postgres![a_connection_lost_while_a_digest_is_posted_is_replaced];

const BOSSES: [(&str, &str); 2] = [
    ("thandi", "it_rental_admin"),
    ("sipho", "training_facility_admin"),
];

/// Two bosses with an address, and a sender.
pub fn people(env: &Env) {
    for (name, role) in BOSSES {
        person(env, name, role, &format!("{name}@site.test"));
    }
    env.colab(&["config", "set", "mail_from", "Colab <colab@site.test>"])
        .ok();
}

pub fn person(env: &Env, name: &str, role: &str, email: &str) {
    let add = [
        "user",
        "add",
        name,
        "--role",
        role,
        "--no-password",
        "--if-exists",
        "update",
    ];
    env.colab(&[&add[..], &["--email", email]].concat()).ok();
}

/// Opens a notification past `notify check`; its id.
pub fn tell(env: &Env, severity: &str, title: &str, recipients: &[&str]) -> i64 {
    let at = env.instant("2026-01-15T06:30:00Z");
    env.raw_sql(&format!(
        "INSERT INTO notifications (notification_type, severity, entity, entity_id, condition_key, title, message,
           details, opened_at, updated_at)
         VALUES ('low_stock', '{severity}', 'device_category', '1', 'test:{title}', '{title}', '{title}: see to it',
           '{{}}', {at}, {at})"
    ))
    .unwrap();
    let id = env.raw_int("SELECT max(id) FROM notifications").unwrap();
    for recipient in recipients {
        env.raw_sql(&format!(
            "INSERT INTO notification_recipients (recipient, notification_id) VALUES ('{recipient}', {id})"
        ))
        .unwrap();
    }
    id
}

/// As [`tell`], to both bosses.
pub fn tell_both(env: &Env, title: &str) -> i64 {
    tell(
        env,
        "warn",
        title,
        &["role:it_rental_admin", "role:training_facility_admin"],
    )
}

pub fn send(env: &Env, more: &[&str]) -> Run {
    env.colab(&[&["notify", "send", "-f", "json"], more].concat())
}

pub fn send_at(env: &Env, now: &str, more: &[&str]) -> Run {
    let line = [&["notify", "send", "-f", "json"], more].concat();
    env.call(&line).variable("COLAB_NOW", now).run()
}

/// `recipient state attempts` of each digest, in the order of ids.
pub fn digests(env: &Env) -> Vec<String> {
    let query = "SELECT user_id || ' ' || state || ' ' || CAST(attempts AS TEXT) FROM notification_digests ORDER BY id";
    let names: BTreeMap<String, String> = env
        .raw_texts("SELECT user_id || ' ' || username FROM users")
        .into_iter()
        .flatten()
        .filter_map(|line| {
            line.split_once(' ')
                .map(|(id, name)| (id.to_owned(), name.to_owned()))
        })
        .collect();
    let named = |line: String| {
        let (id, rest) = line.split_once(' ').unwrap();
        format!("{} {rest}", names[id])
    };
    env.raw_texts(query).into_iter().flatten().map(named).collect()
}

pub fn states(env: &Env) -> Vec<String> {
    let query = "SELECT state FROM notification_digests ORDER BY id";
    env.raw_texts(query).into_iter().flatten().collect()
}

/// By recipient, what the program said of the digests.
pub fn by_recipient(run: &Run) -> BTreeMap<String, Value> {
    let list = run.json().as_array().unwrap().clone();
    list.into_iter()
        .map(|one| (one["recipient"].as_str().unwrap().to_owned(), one))
        .collect()
}

fn each_person_gets_one_digest_of_what_is_theirs_and_only_once(env: &Env) {
    people(env);
    env.user("nomsa", "staff");
    env.user("gone", "it_rental_admin");
    env.colab(&["user", "disable", "gone"]).ok();
    let both = tell_both(env, "both");
    let named = tell(env, "info", "named", &["user:thandi", "role:it_rental_admin"]);
    let hers = tell(env, "alert", "hers", &["user:nomsa"]);
    let over = tell_both(env, "over");
    let read = tell_both(env, "read");
    let later = tell_both(env, "later");
    let at = env.instant("2026-01-15T07:00:00Z");
    let until = env.instant("2026-01-16T07:00:00Z");
    env.raw_sql(&format!(
        "UPDATE notifications SET resolved_at = {at} WHERE id = {over}"
    ))
    .unwrap();
    env.raw_sql(&format!(
        "INSERT INTO notification_reads (notification_id, user_id, read_at, snoozed_until)
         SELECT {read}, user_id, {at}, NULL FROM users WHERE username = 'thandi'
         UNION ALL SELECT {later}, user_id, NULL, {until} FROM users WHERE username = 'thandi'"
    ))
    .unwrap();
    let sent = by_recipient(&send(env, &[]).ok());
    let ids = |name: &str| sent[name]["notifications"].clone();
    assert_eq!(sent.keys().collect::<Vec<_>>(), ["nomsa", "sipho", "thandi"]);
    assert_eq!(ids("nomsa"), json!([hers]));
    assert_eq!(ids("sipho"), json!([both, read, later]));
    assert_eq!(ids("thandi"), json!([both, named]), "the gravest first");
    let thandi = &sent["thandi"];
    assert_eq!(
        (&thandi["channel"], &thandi["state"]),
        (&json!("stdout"), &json!("sent"))
    );
    assert!(
        thandi["text"].as_str().unwrap().contains("both: see to it"),
        "{thandi}"
    );
    assert_eq!(send(env, &[]).ok().json(), json!([]), "once");
    let next_day = send_at(env, "2026-01-16T08:00:00Z", &[]).ok();
    assert_eq!(
        by_recipient(&next_day)["thandi"]["notifications"],
        json!([later]),
        "put off until now"
    );
    assert!(states(env).iter().all(|state| state == "sent"));
    env.verify_audit().unwrap();
}

fn a_mail_says_it_all_and_is_never_sent_again(env: &Env) {
    let authority = Authority::for_host("localhost");
    let Some(server) = MailServer::private("starttls", &authority, json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.private_mail_by(server.port, "starttls", &authority);
    people(&world);
    world.user("mailless", "it_rental_admin");
    tell(
        &world,
        "alert",
        "Laptops: 2 free & <more>",
        &["role:it_rental_admin"],
    );
    tell(&world, "info", "Zoë waits", &["user:thandi"]);
    let run = send(&world, &["-v"]).ok().says("no e-mail address: mailless");
    assert_eq!(by_recipient(&run).len(), 1);
    run.says("the mail server answered to=thandi@site.test answer=250");
    let letters = server.letters();
    let [letter] = &letters[..] else {
        panic!("{letters:#?}");
    };
    assert_eq!(letter["to"], json!(["thandi@site.test"]));
    assert_eq!(letter["from"], "colab@site.test");
    assert_eq!(
        (&letter["encrypted"], &letter["user"]),
        (&json!(true), &json!(mail::USER))
    );
    let header = |name: &str| letter["headers"][name].as_str().unwrap();
    assert_eq!(header("From"), "Colab <colab@site.test>");
    assert_eq!(header("To"), "thandi <thandi@site.test>");
    assert_eq!(header("Subject"), "[1 alert] Colab: 2 notifications");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    let stored = world
        .raw_text("SELECT message_id FROM notification_digests")
        .unwrap();
    assert_eq!(header("Message-ID"), format!("<{stored}>"));
    assert!(stored.ends_with("@site.test"), "{stored}");
    let text = letter["text"].as_str().unwrap();
    assert!(
        text.contains("Laptops: 2 free & <more>") && text.contains("Zoë waits"),
        "{text}"
    );
    let html = letter["html"].as_str().unwrap();
    assert!(html.contains("Laptops: 2 free &amp; &lt;more&gt;"), "{html}");
    assert_eq!(send(&world, &[]).ok().json(), json!([]));
    tell(&world, "info", "news", &["user:thandi"]);
    send(&world, &[]).ok();
    assert_eq!(server.letters().len(), 2);
    assert_eq!(digests(&world), ["thandi sent 1", "thandi sent 1"]);
}

fn encryption_from_the_first_byte_and_a_plain_login(env: &Env) {
    let authority = Authority::for_host("localhost");
    let Some(server) = MailServer::private("tls", &authority, json!({"without": ["PLAIN"]})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.private_mail_by(server.port, "tls", &authority);
    people(&world);
    tell_both(&world, "x");
    send(&world, &[]).ok();
    let users: Vec<Value> = server.letters().iter().map(|one| one["user"].clone()).collect();
    assert_eq!(users, [mail::USER, mail::USER], "one line for both letters");
}

const SECRET: &str = "a secret of sixteen and more";

pub fn webhook(env: &mut Env, url: &str) {
    env.set("COLAB_WEBHOOK_URL", url);
    env.set("COLAB_WEBHOOK_SECRET", SECRET);
    env.set("COLAB_NOTIFY_TIMEOUT", "20");
}

/// As the documentation tells a receiver to.
fn is_signed(request: &Request, secret: &str) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{}.{}", request.headers["colab-timestamp"], request.body).as_bytes());
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    request.headers["colab-signature"] == format!("v1={hex}")
}

fn a_webhook_is_signed_and_carries_its_key(env: &Env) {
    let server = WebServer::start(|_, _| "204 No Content".into());
    let mut world = Env::on(env.engine());
    webhook(
        &mut world,
        &format!("http://127.0.0.1:{}/hooks/colab?team=it", server.port),
    );
    people(&world);
    let id = tell(&world, "alert", "\"quoted\" \\ Zoë", &["role:it_rental_admin"]);
    send(&world, &[]).ok();
    let requests = server.requests();
    let [request] = &requests[..] else {
        panic!("{requests:#?}");
    };
    assert_eq!(request.path, "/hooks/colab?team=it");
    assert!(is_signed(request, SECRET), "{request:?}");
    assert!(!is_signed(request, "another secret of sixteen"));
    let age = chrono::Utc::now().timestamp() - request.headers["colab-timestamp"].parse::<i64>().unwrap();
    assert!(
        (0..60).contains(&age),
        "the receiver's clock is real, whatever COLAB_NOW says: {age}"
    );
    assert_eq!(request.headers["content-type"], "application/json");
    let body: Value = serde_json::from_str(&request.body).unwrap();
    let stored = world
        .raw_text("SELECT message_id FROM notification_digests")
        .unwrap();
    assert_eq!(
        (&body["id"], &request.headers["idempotency-key"]),
        (&json!(stored), &stored)
    );
    assert_eq!(body["recipient"]["name"], "thandi");
    assert_eq!(body["notifications"][0]["id"], id);
    assert_eq!(body["notifications"][0]["title"], "\"quoted\" \\ Zoë");
    assert_eq!(body["notifications"][0]["opened_at"], "2026-01-15T08:30:00+02:00");
    assert_eq!(send(&world, &[]).ok().json(), json!([]));
    assert_eq!(server.requests().len(), 1);
}

fn a_connection_lost_while_a_digest_is_posted_is_replaced(env: &Env) {
    let cut = |url: &str| {
        let mut connection = diesel::PgConnection::establish(url).unwrap();
        let found = diesel::sql_query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'colab'",
        );
        found.execute(&mut connection).unwrap()
    };
    let mut world = Env::on(env.engine());
    let url = world.database_url().to_owned();
    let (told, cuts) = std::sync::mpsc::channel();
    let server = WebServer::start(move |_, _| {
        told.send(cut(&url)).unwrap();
        "204 No Content".into()
    });
    webhook(&mut world, &format!("http://127.0.0.1:{}/", server.port));
    people(&world);
    tell_both(&world, "x");
    let sent = send(&world, &[]).ok().json();
    let states: Vec<&Value> = sent.as_array().unwrap().iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["sent", "sent"]);
    assert_eq!(
        cuts.try_iter().collect::<Vec<_>>(),
        [1, 1],
        "one connection was open at each request, and it was cut"
    );
    assert_eq!(digests(&world), ["sipho sent 1", "thandi sent 1"]);
    assert_eq!(send(&world, &[]).ok().json(), json!([]));
}

fn the_database_keeps_what_was_sent_as_it_is(env: &Env) {
    people(env);
    tell_both(env, "x");
    env.colab(&["notify", "send"]).ok();
    for statement in [
        "UPDATE notification_digests SET state = 'queued', sent_at = NULL",
        "DELETE FROM notification_digests",
        "UPDATE notification_digest_items SET channel = 'smtp'",
        "DELETE FROM notification_digest_items",
        "INSERT INTO notification_digest_items SELECT * FROM notification_digest_items",
    ] {
        env.raw_sql(statement).expect_err(statement);
    }
    tell_both(env, "y");
    let at = env.instant("2026-01-15T08:00:00Z");
    let claim = "INSERT INTO notification_digests (user_id, channel, message_id, state, attempts, claimed_at, created_at)
         SELECT user_id, 'smtp', 'a@b', 'sending', 1";
    let without_end = format!("{claim}, {at}, {at} FROM users WHERE username = 'thandi'");
    env.raw_sql(&without_end).expect_err("a claim ends");
    assert!(states(env).iter().all(|state| state == "sent"));
}

fn a_dry_run_shows_the_digests_and_keeps_nothing(env: &Env) {
    people(env);
    tell_both(env, "x");
    let rows = env.count("audit_log");
    let shown = by_recipient(&send(env, &["--dry-run"]).ok());
    assert_eq!(shown["thandi"]["state"], "queued");
    let text = env
        .colab(&["notify", "send", "--dry-run", "--to", "thandi"])
        .ok()
        .stdout;
    assert!(
        text.starts_with("To: thandi <thandi@site.test>, by stdout\nSubject: Colab: x\n\nHello thandi,"),
        "{text}"
    );
    assert!(
        text.contains("x: see to it\nsince 2026-01-15 08:30 · colab notify show 1"),
        "{text}"
    );
    assert_eq!(
        (env.count("notification_digests"), env.count("audit_log")),
        (0, rows)
    );
    env.colab(&["notify", "send", "--dry-run", "--fields", "nonsense"])
        .fails(2);
}

fn nothing_due_writes_nothing_and_says_nothing(env: &Env) {
    people(env);
    let rows = env.count("audit_log");
    env.colab(&["notify", "send"]).ok().silent();
    env.colab(&["notify", "send", "--quiet", "-f", "json"])
        .ok()
        .silent();
    assert_eq!(send(env, &[]).ok().json(), json!([]));
    assert_eq!(env.count("audit_log"), rows);
}

fn quiet_hours_and_days_hold_everything_back(env: &Env) {
    people(env);
    env.colab(&["config", "set", "quiet_hours", "18:00-7:00"]).ok();
    env.colab(&["config", "set", "quiet_days", "Sun, sat"]).ok();
    assert_eq!(
        env.json(&["config", "get", "quiet_hours"])["value"],
        "18:00-07:00"
    );
    assert_eq!(env.json(&["config", "get", "quiet_days"])["value"], "sat, sun");
    tell(env, "alert", "x", &["role:it_rental_admin"]);
    for (now, until) in [
        ("2026-01-15T16:00:00Z", "2026-01-16 07:00"),
        ("2026-01-16T04:59:59Z", "2026-01-16 07:00"),
        ("2026-01-16T21:00:00Z", "2026-01-19 07:00"),
        ("2026-01-17T10:00:00Z", "2026-01-19 07:00"),
    ] {
        let run = send_at(env, now, &[]).ok().says(&format!("quiet until {until}"));
        assert_eq!(run.json(), json!([]));
        send_at(env, now, &["-q"]).ok().silent();
    }
    assert_eq!(env.count("notification_digests"), 0);
    let sent = send_at(env, "2026-01-17T10:00:00Z", &["--now"]).ok();
    assert_eq!(by_recipient(&sent).len(), 1);
    tell(env, "info", "y", &["role:it_rental_admin"]);
    assert_eq!(
        by_recipient(&send_at(env, "2026-01-19T05:00:00Z", &[]).ok()).len(),
        1
    );
}

fn alerts_pass_in_quiet_hours_where_the_site_says_so(env: &Env) {
    people(env);
    env.colab(&["config", "set", "quiet_hours", "00:00-23:00"]).ok();
    env.colab(&["config", "set", "quiet_lets_alerts_pass", "yes"])
        .ok();
    tell(env, "warn", "can wait", &["role:it_rental_admin"]);
    let grave = tell(env, "alert", "cannot", &["role:it_rental_admin"]);
    assert_eq!(
        by_recipient(&send(env, &[]).ok())["thandi"]["notifications"],
        json!([grave])
    );
    assert_eq!(send(env, &[]).ok().json(), json!([]));
    assert_eq!(by_recipient(&send(env, &["--now"]).ok()).len(), 1);
}

fn a_site_brings_its_own_words(env: &Env) {
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(server.port);
    people(&world);
    let folder = world.path("words");
    mail::write_files(
        &folder,
        &[
            ("subject.txt", "Molo {{ recipient.name }}: {{ counts.total }}"),
            ("digest.html", "<p>{{ notifications[0].title }}</p>"),
        ],
    );
    world.set("COLAB_NOTIFY_TEMPLATES", folder.to_str().unwrap());
    tell(&world, "warn", "a < b", &["user:thandi"]);
    send(&world, &[]).ok();
    let letter = server.letters().remove(0);
    assert_eq!(letter["headers"]["Subject"], "Molo thandi: 1");
    assert_eq!(letter["html"].as_str().unwrap().trim(), "<p>a &lt; b</p>");
    assert!(
        letter["text"].as_str().unwrap().contains("Hello thandi"),
        "the rest is as it was"
    );
}

fn a_template_with_a_mistake_is_named_before_anything_is_sent(env: &Env) {
    people(env);
    tell_both(env, "x");
    for (name, text, fact) in [
        (
            "digest.txt",
            "Hello\n{% for one in notifications %}",
            "digest.txt, line 2",
        ),
        ("digest.html", "{{ one }}", "digest.html, line 1"),
        ("webhook.json", "{{ recipient.name }},", "not JSON"),
        (
            "subject.txt",
            "news\n{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            "subject.txt, line 2: the template takes too long",
        ),
    ] {
        let folder = env.path(&format!("own-{name}"));
        mail::write_files(&folder, &[(name, text)]);
        let call = env.call(&["notify", "send", "-f", "json"]);
        let run = call
            .variable("COLAB_NOTIFY_TEMPLATES", folder.to_str().unwrap())
            .run();
        let error = run.fails(6).error();
        assert!(error["message"].as_str().unwrap().contains(fact), "{error}");
    }
    for folder in ["nowhere", "."] {
        let call = env
            .call(&["notify", "send"])
            .variable("COLAB_NOTIFY_TEMPLATES", folder);
        call.run()
            .fails(2)
            .says("subject.txt, digest.txt, digest.html, webhook.json");
    }
    assert_eq!(env.count("notification_digests"), 0);
}

fn who_reads_the_output_and_goes_away_gets_it_again(env: &Env) {
    people(env);
    tell_both(env, "x");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = env.call(&["notify", "send"]).command();
    let output = command.stdout(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(8), "{output:?}");
    assert_eq!(states(env), ["queued", "queued"]);
    assert_eq!(
        by_recipient(&send_at(env, "2026-01-15T08:01:00Z", &[]).ok()).len(),
        2
    );
}

fn only_to_whom_it_is_said(env: &Env) {
    people(env);
    tell_both(env, "x");
    send(env, &["--to", "tandi"])
        .fails(3)
        .says("did you mean thandi?");
    let sent = by_recipient(&send(env, &["--to", "Thandi"]).ok());
    assert_eq!(sent.keys().collect::<Vec<_>>(), ["thandi"]);
    assert_eq!(
        by_recipient(&send(env, &[]).ok()).keys().collect::<Vec<_>>(),
        ["sipho"]
    );
}

fn secrets_are_neither_shown_nor_left_where_others_read(env: &Env) {
    use std::os::unix::fs::PermissionsExt;
    let folder = env.dir().join("config/colab");
    let file = folder.join("config.toml");
    mail::write_files(
        &folder,
        &[("config.toml", "smtp_user = \"me\"\nsmtp_password = \"geheim\"\n")],
    );
    let mode = |mode: u32| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    for open in [0o644, 0o640, 0o604] {
        mode(open);
        env.colab(&["config", "show"])
            .fails(2)
            .says("others may read it")
            .says("chmod 600");
    }
    mode(0o600);
    let call = env.call(&["config", "show"]);
    let run = call
        .variable("COLAB_WEBHOOK_URL", "https://x.test/geheim")
        .variable("COLAB_WEBHOOK_SECRET", "geheim")
        .run()
        .ok();
    assert!(
        !run.stdout.contains("geheim") && run.stdout.contains("(hidden)"),
        "{run}"
    );
    env.write("colab.toml", "smtp_host = \"evil.test\"\n");
    env.colab(&["config", "show"]).fails(2).says("only in your own");
}

fn a_configuration_that_lacks_something_says_what(env: &Env) {
    let lacks = |variables: &[(&str, &str)], channel: &str, code: i32, fact: &str| {
        let call = env.call(&["notify", "send", "--channel", channel]);
        let call = variables
            .iter()
            .fold(call, |call, (name, value)| call.variable(name, value));
        call.run().fails(code).says(fact);
    };
    let host = ("COLAB_SMTP_HOST", "mail.test");
    lacks(&[], "smtp", 2, "COLAB_SMTP_HOST");
    lacks(&[host], "smtp", 6, "colab config set mail_from");
    people(env);
    lacks(
        &[host, ("COLAB_SMTP_USER", "me")],
        "smtp",
        2,
        "without smtp_password",
    );
    lacks(
        &[host, ("COLAB_SMTP_PASSWORD", "x")],
        "smtp",
        2,
        "without smtp_user",
    );
    lacks(
        &[host, ("COLAB_SMTP_SECURITY", "ssl")],
        "smtp",
        2,
        "smtp_security from COLAB_SMTP_SECURITY",
    );
    lacks(&[host, ("COLAB_SMTP_PORT", "many")], "smtp", 2, "smtp_port");
    let open = [
        host,
        ("COLAB_SMTP_USER", "me"),
        ("COLAB_SMTP_PASSWORD", "x"),
        ("COLAB_SMTP_SECURITY", "none"),
    ];
    lacks(&open, "smtp", 2, "unencrypted");
    lacks(
        &[host, ("COLAB_NOTIFY_TIMEOUT", "0")],
        "smtp",
        2,
        "notify_timeout",
    );
    lacks(&[], "webhook", 2, "COLAB_WEBHOOK_URL");
    let url = ("COLAB_WEBHOOK_URL", "https://x.test/");
    lacks(&[url], "webhook", 2, "webhook_secret");
    lacks(
        &[url, ("COLAB_WEBHOOK_SECRET", "short")],
        "webhook",
        2,
        "webhook_secret",
    );
    for wrong in ["x.test", "https://", "https://exa mple/", "ftp://x.test/"] {
        lacks(
            &[("COLAB_WEBHOOK_URL", wrong)],
            "webhook",
            2,
            "invalid webhook_url",
        );
    }
    let security = |url: &'static str, word| [("COLAB_WEBHOOK_URL", url), ("COLAB_WEBHOOK_SECURITY", word)];
    for open in [
        "http://x.test/",
        "http://127.0.0.1.x.test/",
        "http://localhost@x.test/",
        "HTTP://10.0.0.7/",
    ] {
        lacks(
            &security(open, ""),
            "webhook",
            2,
            "set COLAB_WEBHOOK_SECURITY to none",
        );
        lacks(&security(open, "none"), "webhook", 2, "webhook_secret");
    }
    for private in ["http://localhost:8080/", "http://[::1]/", "https://x.test/"] {
        lacks(&security(private, ""), "webhook", 2, "webhook_secret");
    }
    lacks(
        &security("http://x.test/", "no"),
        "webhook",
        2,
        "webhook_security from COLAB_WEBHOOK_SECURITY",
    );
    env.colab(&["config", "set", "mail_from", "nobody"])
        .fails(6)
        .says("invalid sender");
}
