//! What goes wrong where digests go, and that nothing is lost or sent twice, whoever refuses, hangs, lies or dies when.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::notify_send::{
    by_recipient, digests, people, person, send, send_at, states, tell, tell_both, webhook,
};
use super::support::mail::{self, Authority, MailServer, rogue};
use super::support::web::WebServer;
use super::support::{Env, until};

both![
    what_is_refused_for_now_waits_and_what_is_refused_for_good_is_given_up,
    a_digest_is_given_up_after_the_last_attempt_and_can_be_tried_once_more,
    eight_senders_at_once_send_each_digest_once,
    a_sender_that_is_killed_at_any_moment_loses_nothing,
    a_sender_that_dies_between_the_yes_and_writing_it_down_sends_the_same_again,
];
sqlite![
    a_certificate_that_does_not_hold_ends_it,
    nothing_is_said_to_a_server_that_offers_no_encryption,
    a_wrong_password_gives_nothing_up,
    a_server_that_hangs_closes_or_lies_loses_nothing,
    a_server_that_falls_silent_over_a_letter_gets_the_same_letter_again,
    a_server_that_drops_the_line_after_its_yes_has_the_letter,
    a_sender_that_dies_before_the_server_has_the_letter_sends_it_once,
    one_poisoned_digest_keeps_no_other_waiting,
    a_webhook_that_fails_is_tried_again_with_the_same_key,
    what_a_webhook_answers_decides_what_becomes_of_it,
    a_webhook_by_https_shows_a_certificate_that_holds,
];

fn a_certificate_that_does_not_hold_ends_it(env: &Env) {
    let (authority, other) = (
        Authority::for_host("localhost"),
        Authority::for_host("elsewhere.test"),
    );
    for (shown, trusted, reason) in [
        (&authority, &other, "unable to get local issuer certificate"),
        (&other, &other, "hostname mismatch"),
    ] {
        for security in ["starttls", "tls"] {
            let Some(server) = MailServer::private(security, shown, json!({})) else {
                return;
            };
            let mut world = Env::on(env.engine());
            world.private_mail_by(server.port, security, trusted);
            people(&world);
            tell_both(&world, "x");
            let error = send(&world, &[]).fails(8).error();
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("invalid certificate of "), "{error}");
            assert!(message.ends_with(&format!(": {reason}")), "{error}");
            assert!(error["hint"].to_string().contains("SSL_CERT_FILE"), "{error}");
            assert_eq!(states(&world), ["queued", "queued"]);
            assert!(server.letters().is_empty());
        }
    }
}

fn nothing_is_said_to_a_server_that_offers_no_encryption(env: &Env) {
    let authority = Authority::for_host("localhost");
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.private_mail_by(server.port, "starttls", &authority);
    people(&world);
    tell_both(&world, "x");
    send(&world, &[]).fails(8).says("offers no encryption");
    assert!(server.letters().is_empty());
}

fn a_wrong_password_gives_nothing_up(env: &Env) {
    let authority = Authority::for_host("localhost");
    let Some(server) = MailServer::private("starttls", &authority, json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.private_mail_by(server.port, "starttls", &authority);
    people(&world);
    tell_both(&world, "x");
    world.set("COLAB_SMTP_PASSWORD", "falsch");
    let run = send(&world, &[]).fails(8);
    assert!(
        run.stderr.contains("535") && run.stderr.contains("smtp_password"),
        "{run}"
    );
    assert!(!run.stderr.contains("falsch"), "{run}");
    assert_eq!(states(&world), ["queued", "queued"]);
    world.set("COLAB_SMTP_PASSWORD", mail::PASSWORD);
    send_at(&world, "2026-01-15T08:02:00Z", &[]).ok();
    assert_eq!(server.letters().len(), 2);
}

fn what_is_refused_for_now_waits_and_what_is_refused_for_good_is_given_up(env: &Env) {
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(server.port);
    people(&world);
    for (name, email) in [
        ("ann", "later@site.test"),
        ("ben", "never@site.test"),
        ("cas", "full@site.test"),
        ("dan", "dan@site.test"),
        ("zak", "zak@site.test"),
    ] {
        person(&world, name, "it_rental_admin", email);
    }
    let old = "UPDATE users SET email = 'dan at home' WHERE username = 'dan'";
    world.raw_sql(old).unwrap();
    tell(&world, "warn", "x", &["role:it_rental_admin"]);
    let run = send(&world, &[]).fails(8);
    let sent = by_recipient(&run);
    let state = |name: &str| {
        (
            sent[name]["state"].as_str().unwrap(),
            sent[name]["next_attempt_at"].as_str(),
        )
    };
    let in_a_minute = Some("2026-01-15T10:01:00+02:00");
    assert_eq!(state("ann"), ("queued", in_a_minute));
    assert_eq!(state("ben"), ("failed", None));
    assert_eq!(state("cas"), ("queued", in_a_minute));
    assert_eq!(state("dan"), ("failed", None));
    assert_eq!(state("thandi"), ("sent", None));
    assert_eq!(state("zak"), ("sent", None), "the line goes on after a refusal");
    let said = |name: &str| sent[name]["error"].as_str().unwrap();
    assert!(
        said("ann").contains("451 4.7.1 come back later"),
        "{}",
        said("ann")
    );
    assert!(
        said("ben").contains("550 5.1.1 nobody of that name"),
        "{}",
        said("ben")
    );
    assert!(
        said("cas").contains("452 4.2.2 the mailbox is full"),
        "{}",
        said("cas")
    );
    assert!(
        said("dan").contains("invalid e-mail address `dan at home`"),
        "{}",
        said("dan")
    );
    let error = run.error();
    assert_eq!(error["code"], "not_sent");
    assert_eq!(error["details"], json!({"sent": 2, "waiting": 2, "given_up": 2}));
    assert_eq!(
        send_at(&world, "2026-01-15T08:00:59Z", &[]).ok().json(),
        json!([]),
        "not yet"
    );
    person(&world, "ann", "it_rental_admin", "ann@site.test");
    let later = send_at(&world, "2026-01-15T08:01:00Z", &[]).fails(8);
    let later = by_recipient(&later);
    assert_eq!(later.keys().collect::<Vec<_>>(), ["ann", "cas"]);
    assert_eq!(later["ann"]["state"], "sent");
    assert_eq!(
        later["cas"]["next_attempt_at"], "2026-01-15T10:03:00+02:00",
        "twice as long"
    );
    assert_eq!(server.letters().len(), 3);
    world.verify_audit().unwrap();
}

fn a_digest_is_given_up_after_the_last_attempt_and_can_be_tried_once_more(env: &Env) {
    let mut world = Env::on(env.engine());
    world.mail_by(1);
    people(&world);
    world.colab(&["config", "set", "send_max_attempts", "2"]).ok();
    tell(&world, "warn", "x", &["user:thandi"]);
    send(&world, &[]).fails(8).says("cannot use 127.0.0.1:1");
    assert_eq!(digests(&world), ["thandi queued 1"]);
    let second = send_at(&world, "2026-01-15T08:01:00Z", &[]).fails(8);
    assert!(second.stderr.contains("--retry-failed"), "{second}");
    assert_eq!(digests(&world), ["thandi failed 2"]);
    let next_day = "2026-01-16T08:00:00Z";
    assert_eq!(send_at(&world, next_day, &[]).ok().json(), json!([]));
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    world.mail_by(server.port);
    send_at(&world, next_day, &["--retry-failed"]).ok();
    assert_eq!(digests(&world), ["thandi sent 3"]);
    assert_eq!(
        send_at(&world, next_day, &["--retry-failed"]).ok().json(),
        json!([])
    );
    assert_eq!(server.letters().len(), 1);
}

fn a_server_that_hangs_closes_or_lies_loses_nothing(env: &Env) {
    let Some(good) = MailServer::start(json!({})) else {
        return;
    };
    let Some(strict) = MailServer::start(json!({"mood": "sender_refused"})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    people(&world);
    tell_both(&world, "x");
    let moods: [(u16, &str); 8] = [
        (rogue(mail::hangs), "longer than 2 s"),
        (rogue(mail::drips), "longer than 2 s"),
        (rogue(mail::closes), "cannot use "),
        (rogue(mail::closes_early), "cannot use "),
        (rogue(mail::is_no_mail_server), "cannot use "),
        (rogue(mail::says_yes_to_everything), "unexpected answer"),
        (strict.port, "550 5.7.1 you may not send from here"),
        (1, "cannot use "),
    ];
    for (round, (port, fact)) in moods.into_iter().enumerate() {
        world.mail_by(port);
        world.set("COLAB_NOTIFY_TIMEOUT", "2");
        let now = format!("2026-01-15T{:02}:00:00Z", 8 + round);
        let run = send_at(&world, &now, &[]).fails(8).says(fact);
        assert!(run.took < Duration::from_secs(20), "{run}");
        assert_eq!(
            run.json().as_array().unwrap().len(),
            1,
            "the second is spared a server that fails: {run}"
        );
        assert_eq!(states(&world), ["queued", "queued"], "{fact}");
    }
    world.mail_by(good.port);
    send_at(&world, "2026-01-16T08:00:00Z", &[]).ok();
    assert_eq!(good.letters().len(), 2);
    assert_eq!(states(&world), ["sent", "sent"]);
}

fn a_server_that_falls_silent_over_a_letter_gets_the_same_letter_again(env: &Env) {
    for mood in ["silent", "drops_before_answer"] {
        let Some(server) = MailServer::start(json!({"mood": mood})) else {
            return;
        };
        let mut world = Env::on(env.engine());
        world.mail_by(server.port);
        world.set("COLAB_NOTIFY_TIMEOUT", "2");
        people(&world);
        tell(&world, "warn", "x", &["user:thandi"]);
        let run = send(&world, &[]).fails(8);
        assert_eq!(digests(&world), ["thandi queued 1"], "{run}");
        let Some(good) = MailServer::start(json!({})) else {
            return;
        };
        world.mail_by(good.port);
        send_at(&world, "2026-01-15T08:01:00Z", &[]).ok();
        let once = server.headers("Message-ID");
        assert_eq!(once.len(), 1);
        assert_eq!(
            good.headers("Message-ID"),
            once,
            "a mailbox tells that it is the same"
        );
    }
}

fn a_server_that_drops_the_line_after_its_yes_has_the_letter(env: &Env) {
    let Some(server) = MailServer::start(json!({"mood": "drops_after_answer"})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(server.port);
    people(&world);
    tell_both(&world, "x");
    send(&world, &[]).ok();
    let ids: BTreeSet<String> = server.headers("Message-ID").into_iter().collect();
    assert_eq!((server.letters().len(), ids.len()), (2, 2));
    assert_eq!(states(&world), ["sent", "sent"]);
}

/// The server drops the line over it, every time.
fn one_poisoned_digest_keeps_no_other_waiting(env: &Env) {
    let mut world = Env::on(env.engine());
    people(&world);
    let hook = WebServer::start(|_, request| match request.body.contains("thandi") {
        true => String::new(),
        false => "200 OK".into(),
    });
    webhook(&mut world, &format!("http://127.0.0.1:{}/", hook.port));
    let title = |n: u32| format!("news {n}");
    for round in 0..4 {
        tell_both(&world, &title(round));
        send_at(&world, &format!("2026-01-15T{:02}:00:00Z", 8 + round), &[]).fails(8);
    }
    let sent = digests(&world)
        .into_iter()
        .filter(|line| line.starts_with("sipho sent"))
        .count();
    assert!(sent >= 3, "{:?}", digests(&world));
}

fn a_webhook_that_fails_is_tried_again_with_the_same_key(env: &Env) {
    let server = WebServer::start(|count, _| match count {
        0 => "503 Busy\r\nRetry-After: 3600".into(),
        1 => String::new(),
        _ => "200 OK".into(),
    });
    let mut world = Env::on(env.engine());
    webhook(&mut world, &format!("http://127.0.0.1:{}/", server.port));
    people(&world);
    tell(&world, "warn", "x", &["user:thandi"]);
    let first = send(&world, &[]).fails(8).says("503 said the test");
    assert_eq!(
        by_recipient(&first)["thandi"]["next_attempt_at"],
        "2026-01-15T11:00:00+02:00",
        "as it asked"
    );
    assert_eq!(
        send_at(&world, "2026-01-15T08:59:00Z", &[]).ok().json(),
        json!([])
    );
    send_at(&world, "2026-01-15T09:00:00Z", &[])
        .fails(8)
        .says("cannot reach the webhook");
    send_at(&world, "2026-01-15T09:02:00Z", &[]).ok();
    let keys: BTreeSet<String> = server.headers("idempotency-key").into_iter().collect();
    assert_eq!((server.requests().len(), keys.len()), (3, 1));
}

fn what_a_webhook_answers_decides_what_becomes_of_it(env: &Env) {
    for (answer, first, asked) in [
        ("200 OK", "sent", 2),
        ("202 Accepted", "sent", 2),
        ("400 Bad Request", "failed", 2),
        ("413 Too Large", "failed", 2),
        ("429 Slow Down", "queued", 2),
        ("500 Broken", "queued", 2),
        // These say that the address or the secret is wrong: the second is spared it.
        ("301 Moved\r\nLocation: http://127.0.0.1:1/", "queued", 1),
        ("401 Who", "queued", 1),
        ("404 Nothing here", "queued", 1),
        ("410 Gone", "queued", 1),
    ] {
        let server = WebServer::start(move |_, _| answer.into());
        let mut world = Env::on(env.engine());
        webhook(&mut world, &format!("http://127.0.0.1:{}/geheim", server.port));
        people(&world);
        tell_both(&world, "x");
        let run = send(&world, &[]);
        let run = run.fails(if first == "sent" { 0 } else { 8 });
        assert_eq!(states(&world)[0], first, "{answer}");
        assert_eq!(server.requests().len(), asked, "{answer}");
        assert!(
            !run.stderr.contains("geheim") && !run.stdout.contains("geheim"),
            "{run}"
        );
    }
}

fn a_webhook_by_https_shows_a_certificate_that_holds(env: &Env) {
    let (authority, other) = (
        Authority::for_host("localhost"),
        Authority::for_host("elsewhere.test"),
    );
    let good = WebServer::encrypted(&authority, |_, _| "200 OK".into());
    let wrong = WebServer::encrypted(&other, |_, _| "200 OK".into());
    let mut world = Env::on(env.engine());
    people(&world);
    tell(&world, "warn", "x", &["user:thandi"]);
    for (server, reason) in [
        (&good, "unable to get local issuer certificate"),
        (&wrong, "hostname mismatch"),
    ] {
        webhook(&mut world, &format!("https://localhost:{}/", server.port));
        world.set("SSL_CERT_FILE", &other.trusted());
        world.set("COLAB_NOTIFY_TIMEOUT", "10");
        let run = send_at(&world, "2026-01-15T08:00:00Z", &["--retry-failed"]);
        run.fails(8)
            .says(&format!("invalid certificate of the webhook: {reason}"))
            .says("SSL_CERT_FILE");
        world
            .raw_sql(&format!(
                "UPDATE notification_digests SET next_attempt_at = {}",
                world.instant("2026-01-15T08:00:00Z")
            ))
            .unwrap();
    }
    webhook(&mut world, &format!("https://localhost:{}/", good.port));
    world.set("SSL_CERT_FILE", "/nonexistent/ca.pem");
    let run = send(&world, &["--retry-failed"]).fails(8);
    run.says("/nonexistent/ca.pem").says("correct SSL_CERT_FILE");
    world
        .raw_sql(&format!(
            "UPDATE notification_digests SET next_attempt_at = {}",
            world.instant("2026-01-15T08:00:00Z")
        ))
        .unwrap();
    world.set("SSL_CERT_FILE", &authority.trusted());
    send(&world, &["--retry-failed"]).ok();
    assert_eq!((good.requests().len(), wrong.requests().len()), (1, 0));
}

fn eight_senders_at_once_send_each_digest_once(env: &Env) {
    let server = WebServer::start(|_, _| {
        std::thread::sleep(Duration::from_millis(20));
        "200 OK".into()
    });
    let mut world = Env::on(env.engine());
    webhook(&mut world, &format!("http://127.0.0.1:{}/", server.port));
    world.set("COLAB_NOTIFY_TIMEOUT", "30");
    people(&world);
    for n in 0..10 {
        person(&world, &format!("boss {n}"), "it_rental_admin", "boss@site.test");
    }
    tell_both(&world, "x");
    let senders: Vec<_> = (0..8)
        .map(|_| world.spawn(&["notify", "send", "-f", "json"]))
        .collect();
    let mut said = 0;
    for sender in senders {
        said += sender.wait().ok().json().as_array().unwrap().len();
    }
    let keys: BTreeSet<String> = server.headers("idempotency-key").into_iter().collect();
    assert_eq!((server.requests().len(), keys.len(), said), (12, 12, 12));
    assert!(
        digests(&world).iter().all(|line| line.ends_with(" sent 1")),
        "{:?}",
        digests(&world)
    );
    world.verify_audit().unwrap();
}

/// Killed again and again, at a random moment of the start or of the sending; then one is let finish. Everybody gets
/// everything; what came twice came under the same Message-ID, and only where a sender died while it held a claim.
fn a_sender_that_is_killed_at_any_moment_loses_nothing(env: &Env) {
    const PEOPLE: usize = 16;
    const KILLS: usize = 16;
    let Some(server) = MailServer::start(json!({"pause": 0.02})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(server.port);
    world.set("COLAB_NOTIFY_TIMEOUT", "1");
    people(&world);
    for n in 2..PEOPLE {
        let name = format!("boss{n}");
        person(&world, &name, "it_rental_admin", &format!("{name}@site.test"));
    }
    tell_both(&world, "x");
    let mut runner = TestRunner::default();
    let mut up_to = |most: u64| (0..most).new_tree(&mut runner).unwrap().current();
    for round in 0..KILLS {
        let before = server.letters().len();
        let mut sender = world.spawn(&["notify", "send"]);
        let moment = match round % 2 {
            0 => up_to(300),
            _ => {
                until("it sends", || {
                    server.letters().len() > before || sender.has_ended()
                });
                up_to(60)
            }
        };
        std::thread::sleep(Duration::from_millis(moment));
        sender.kill();
    }
    let mut hours = 9..24;
    until("everything is sent", || {
        // On a busy machine one may take too long, and wait for its next attempt.
        let hour = hours.next().expect("a day is long enough");
        send_at(&world, &format!("2026-01-15T{hour:02}:00:00Z"), &[]);
        std::thread::sleep(Duration::from_secs(1));
        let states = states(&world);
        states.len() == PEOPLE && states.iter().all(|state| state == "sent")
    });
    let letters = server.letters();
    let recipients: BTreeSet<String> = letters.iter().map(|one| one["to"][0].to_string()).collect();
    assert_eq!(recipients.len(), PEOPLE, "nobody was forgotten");
    let ids: BTreeSet<String> = server.headers("Message-ID").into_iter().collect();
    assert_eq!(ids.len(), PEOPLE, "what came twice is known by its Message-ID");
    let attempts = world
        .raw_int("SELECT sum(attempts) FROM notification_digests")
        .unwrap();
    let left = usize::try_from(attempts).unwrap() - PEOPLE;
    let twice = letters.len() - PEOPLE;
    assert!(twice <= left, "{twice} came twice, {left} claims were left");
    world.verify_audit().unwrap();
}

/// The window that is documented: the server has the letter, and nobody has written that down.
fn a_sender_that_dies_between_the_yes_and_writing_it_down_sends_the_same_again(env: &Env) {
    let Some(silent) = MailServer::start(json!({"mood": "silent"})) else {
        return;
    };
    let Some(good) = MailServer::start(json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(silent.port);
    world.set("COLAB_NOTIFY_TIMEOUT", "2");
    people(&world);
    tell(&world, "warn", "x", &["user:thandi"]);
    let sender = world.spawn(&["notify", "send"]);
    until("the server has it", || silent.letters().len() == 1);
    sender.kill();
    drop(sender);
    assert_eq!(digests(&world), ["thandi sending 1"]);
    world.mail_by(good.port);
    assert_eq!(send(&world, &[]).ok().json(), json!([]), "its claim still holds");
    // Three times COLAB_NOTIFY_TIMEOUT.
    until("the claim has ended", || {
        send(&world, &[]).ok();
        states(&world) == ["sent"]
    });
    assert_eq!(good.headers("Message-ID"), silent.headers("Message-ID"));
    assert_eq!(digests(&world), ["thandi sent 2"]);
}

/// It held a claim, and the server had not heard of the letter: one letter comes of it.
fn a_sender_that_dies_before_the_server_has_the_letter_sends_it_once(env: &Env) {
    let Some(good) = MailServer::start(json!({})) else {
        return;
    };
    let mut world = Env::on(env.engine());
    world.mail_by(rogue(mail::hangs));
    world.set("COLAB_NOTIFY_TIMEOUT", "2");
    people(&world);
    tell(&world, "warn", "x", &["user:thandi"]);
    let sender = world.spawn(&["notify", "send"]);
    until("it is claimed", || states(&world) == ["sending"]);
    sender.kill();
    drop(sender);
    world.mail_by(good.port);
    until("the claim has ended", || {
        send(&world, &[]).ok();
        states(&world) == ["sent"]
    });
    assert_eq!(good.letters().len(), 1);
}
