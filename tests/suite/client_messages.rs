//! What clients are told, by a real mail server; the mails opened by Python's `email`, the events by the parser `ical`.

use ical::IcalParser;
use ical::parser::ical::component::IcalEvent;
use serde_json::{Value, json};

use super::support::mail::MailServer;
use super::support::{Env, Run};

both![
    off_tells_nobody_and_on_tells_nothing_of_before,
    a_confirmed_booking_is_an_invitation_and_ten_changes_are_one_mail,
    a_cancellation_takes_the_event_out_and_the_same_is_never_told_twice,
    a_booking_that_goes_to_others_is_taken_from_those_who_had_it,
    imports_undo_and_the_past_tell_nobody_unless_asked,
    a_client_that_wants_no_message_of_a_kind_gets_none,
    at_most_so_many_go_in_one_run,
    several_senders_send_each_message_once,
    a_server_that_is_down_gets_the_message_once_later,
    returns_are_told_two_days_before_and_when_they_are_late,
    what_a_restore_brings_back_is_not_told_again,
    forgotten_clients_are_told_nothing_more,
];
sqlite![
    names_write_no_headers_and_clients_read_their_language,
    a_dry_run_shows_the_mails_and_keeps_nothing,
    demo_data_tells_nobody,
    a_mail_that_may_have_arrived_is_repeated_under_its_own_name,
];

/// Half an hour after the clock of the tests: changes of then have waited enough.
const LATER: &str = "2026-01-15T08:30:00Z";

/// A site that tells its clients, and a mail server.
fn world(env: &Env, options: Value) -> Option<(MailServer, Env)> {
    let server = MailServer::start(options)?;
    let mut world = Env::on(env.engine());
    world.mail_by(server.port);
    world
        .colab(&["config", "set", "mail_from", "Colab <colab@site.test>"])
        .ok();
    world.line("room add Focus --capacity 20").ok();
    world.line("room add Growth --capacity 20").ok();
    world.line("config set client_messages on").ok();
    Some((server, world))
}

/// Books a confirmed booking on a day; its number.
#[track_caller]
fn book(env: &Env, client: &str, day: &str) -> i64 {
    let words = [
        "booking",
        "create",
        "--client",
        client,
        "--room",
        "Focus",
        "--date",
        day,
        "--learners",
        "5",
        "--email",
        "dube@client.test",
        "--contact-person",
        "N. Dube",
    ];
    let made = env.json(&words);
    let id = made["id"].as_i64().unwrap();
    if made["status"] != "confirmed" {
        env.line(&format!("booking confirm {id}")).ok();
    }
    id
}

fn send_at(env: &Env, now: &str) -> Run {
    env.line_at(now, "notify clients -f json")
}

#[track_caller]
fn sent(env: &Env, now: &str) -> usize {
    send_at(env, now).ok().json().as_array().unwrap().len()
}

/// Kind and state of each message, the oldest first.
fn messages(env: &Env) -> Vec<String> {
    let list = env.get("notify messages");
    let mut found: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["kind"].as_str().unwrap(),
                one["state"].as_str().unwrap()
            )
        })
        .collect();
    found.reverse();
    found
}

/// The parts of a letter of a type, with their parameters.
fn parts(letter: &Value, kind: &str) -> Vec<Value> {
    let all = letter["parts"].as_array().unwrap();
    all.iter().filter(|part| part["type"] == kind).cloned().collect()
}

/// Method and event of a letter; the file that hangs on it is the same.
#[track_caller]
fn event(letter: &Value) -> (String, IcalEvent) {
    let inline = parts(letter, "text/calendar");
    let [inline] = &inline[..] else {
        panic!("{letter:#}")
    };
    let files = parts(letter, "application/ics");
    let [file] = &files[..] else { panic!("{letter:#}") };
    let text = inline["content"].as_str().unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(file["content"].as_str().unwrap()), lines(text));
    let mut feeds = IcalParser::new(text.as_bytes());
    let mut feed = feeds.next().unwrap().unwrap();
    let method = feed.properties.iter().find(|property| property.name == "METHOD");
    let method = method.unwrap().value.clone().unwrap();
    assert_eq!(inline["parameters"]["method"], method.as_str());
    assert_eq!(feed.events.len(), 1);
    (method, feed.events.remove(0))
}

#[track_caller]
fn property(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found
        .unwrap_or_else(|| panic!("{name}: {event:#?}"))
        .value
        .clone()
        .unwrap()
}

fn off_tells_nobody_and_on_tells_nothing_of_before(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    world.line("config set client_messages off").ok();
    let before = book(&world, "Baobab", "2026-02-02");
    assert_eq!(world.count("client_messages"), 0);
    world
        .line("notify clients")
        .ok()
        .says("are off: colab config set client_messages on");
    world
        .line("config set client_messages on")
        .ok()
        .says("0 messages would go now");
    assert_eq!(sent(&world, LATER), 0, "nothing of before");
    // What is edited from now on is told: what has changed, of what the client knew.
    world.line(&format!("booking edit {before} --notes quiet")).ok();
    assert_eq!(
        world.count("client_messages"),
        0,
        "nothing that concerns the client"
    );
    world
        .line(&format!("booking reschedule {before} --date 2026-02-03"))
        .ok();
    assert_eq!(
        sent(&world, "2026-01-15T08:05:00Z"),
        0,
        "it waits for further changes"
    );
    assert_eq!(sent(&world, LATER), 1);
    let letters = server.letters();
    assert_eq!(letters.len(), 1);
    let text = letters[0]["text"].as_str().unwrap();
    assert!(
        text.contains("Before: 2026-02-02") && text.contains("Now:    2026-02-03"),
        "{text}"
    );
    assert_eq!(event(&letters[0]).0, "REQUEST");
    // While it is off, changes are not told later either.
    world.line("config set client_messages off").ok();
    world
        .line(&format!("booking reschedule {before} --date 2026-02-04"))
        .ok();
    world.line_at(LATER, "config set client_messages on").ok();
    assert_eq!(sent(&world, "2026-01-15T09:30:00Z"), 0);
    world.line("db check").ok();
    world.verify_audit().unwrap();
}

fn a_confirmed_booking_is_an_invitation_and_ten_changes_are_one_mail(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    assert_eq!(messages(&world), ["confirmation queued"]);
    assert_eq!(sent(&world, LATER), 1);
    assert_eq!(sent(&world, LATER), 0, "once");
    let letters = server.letters();
    let [letter] = &letters[..] else {
        panic!("{letters:#?}")
    };
    let header = |name: &str| letter["headers"][name].as_str().unwrap();
    assert_eq!(letter["to"], json!(["dube@client.test"]));
    assert_eq!(header("To"), "\"N. Dube\" <dube@client.test>");
    assert!(header("Subject").starts_with(&format!("Booking {id} at Colab is confirmed: 2026-02-02")));
    let stored = world.raw_text("SELECT message_id FROM client_messages").unwrap();
    assert_eq!(header("Message-ID"), format!("<{stored}>"));
    let (method, first) = event(letter);
    assert_eq!(method, "REQUEST");
    let database = world.raw_text("SELECT database_id FROM database_info").unwrap();
    assert_eq!(property(&first, "UID"), format!("booking-{id}@{database}"));
    assert_eq!(property(&first, "LOCATION"), "Focus");
    assert_eq!(property(&first, "STATUS"), "CONFIRMED");
    assert_eq!(property(&first, "DTSTART"), "20260202T053000Z");
    assert_eq!(property(&first, "ORGANIZER"), "mailto:colab@site.test");
    assert_eq!(property(&first, "ATTENDEE"), "mailto:dube@client.test");
    // The calendar that is written has the same event.
    world.line("booking calendar --month 2026-02 -o all.ics").ok();
    let file = std::fs::read_to_string(world.work_dir().join("all.ics")).unwrap();
    assert!(file.contains(&format!("UID:booking-{id}@")), "{file}");
    for n in 1..=10 {
        world
            .line_at(
                "2026-01-15T09:00:00Z",
                &format!("booking reschedule {id} --date 2026-02-{:02}", 2 + n),
            )
            .ok();
    }
    assert_eq!(sent(&world, "2026-01-15T09:09:00Z"), 0);
    assert_eq!(sent(&world, "2026-01-15T09:11:00Z"), 1);
    let letters = server.letters();
    assert_eq!(letters.len(), 2, "ten changes are one mail");
    let (method, second) = event(&letters[1]);
    assert_eq!(method, "REQUEST");
    assert_eq!(property(&second, "UID"), property(&first, "UID"));
    assert_eq!(
        property(&second, "DTSTART"),
        "20260212T053000Z",
        "the last of them"
    );
    let sequence = |event: &IcalEvent| property(event, "SEQUENCE").parse::<i64>().unwrap();
    let revision = world.raw_int(&format!("SELECT revision FROM bookings WHERE id = {id}"));
    assert_eq!(Some(sequence(&second)), revision);
    assert!(sequence(&second) > sequence(&first));
    assert_eq!(messages(&world), ["confirmation sent", "change sent"]);
    world
        .raw_sql("UPDATE client_messages SET state = 'superseded', sent_at = NULL")
        .unwrap_err();
    world.raw_sql("DELETE FROM client_messages").unwrap_err();
    world.verify_audit().unwrap();
}

fn a_cancellation_takes_the_event_out_and_the_same_is_never_told_twice(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    let never = book(&world, "Umoya", "2026-02-03");
    world
        .line(&format!("booking cancel {never} --reason weather"))
        .ok();
    assert_eq!(
        sent(&world, LATER),
        1,
        "what was cancelled at once was never told"
    );
    // There and back again is nothing to tell.
    world
        .line(&format!("booking reschedule {id} --date 2026-02-05"))
        .ok();
    world
        .line(&format!("booking reschedule {id} --date 2026-02-02"))
        .ok();
    assert_eq!(sent(&world, LATER), 0);
    world
        .line(&format!("booking reschedule {id} --date 2026-02-06"))
        .ok();
    world.line(&format!("booking cancel {id} --reason weather")).ok();
    assert_eq!(sent(&world, LATER), 1);
    let letters = server.letters();
    let ((_, first), (method, last)) = (event(&letters[0]), event(&letters[1]));
    assert_eq!((method.as_str(), letters.len()), ("CANCEL", 2));
    assert_eq!(property(&last, "UID"), property(&first, "UID"));
    assert_eq!(property(&last, "STATUS"), "CANCELLED");
    assert_eq!(
        property(&last, "DTSTART"),
        property(&first, "DTSTART"),
        "as the client knows it"
    );
    let sequence = |event: &IcalEvent| property(event, "SEQUENCE").parse::<i64>().unwrap();
    assert!(sequence(&last) > sequence(&first));
    assert_eq!(
        messages(&world),
        [
            "confirmation sent",
            "confirmation superseded",
            "change superseded",
            "cancellation sent"
        ]
    );
    let reasons = world.column(&["notify", "messages", "--state", "superseded"], "reason");
    assert_eq!(
        reasons,
        [
            "the client knows the booking as it is",
            "the client knew nothing of the booking"
        ]
    );
}

fn a_booking_that_goes_to_others_is_taken_from_those_who_had_it(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    let edit = |words: &str| {
        world.line(&format!("booking edit {id} {words}")).ok();
    };
    // What nobody was told of is taken from nobody.
    edit("--client Kopano --email k@client.test");
    assert_eq!(sent(&world, LATER), 1);
    edit("--client Baobab --email b@client.test");
    // There and back again is nothing to tell, nor is another person with the same address.
    edit("--client Kopano --email K@client.test");
    edit("--contact-person Thabo");
    assert_eq!(sent(&world, LATER), 0);
    edit("--client Umoya --email u@client.test");
    assert_eq!(sent(&world, LATER), 2);
    assert_eq!(sent(&world, LATER), 0, "once");
    // An address that was wrong.
    edit("--email umoya@client.test");
    assert_eq!(sent(&world, LATER), 2);
    world
        .line(&format!("booking reschedule {id} --date 2026-02-05"))
        .ok();
    assert_eq!(sent(&world, LATER), 1, "those who had it hear no more of it");
    let letters = server.letters();
    let mut told: Vec<String> = letters
        .iter()
        .map(|letter| {
            let (method, event) = event(letter);
            let attendee = property(&event, "ATTENDEE");
            assert_eq!(attendee, format!("mailto:{}", letter["to"][0].as_str().unwrap()));
            format!("{method} {} {attendee}", property(&event, "SEQUENCE"))
        })
        .collect();
    told[1..3].sort();
    told[3..5].sort();
    assert_eq!(
        told,
        [
            "REQUEST 1 mailto:k@client.test",
            "CANCEL 5 mailto:k@client.test",
            "REQUEST 5 mailto:u@client.test",
            "CANCEL 6 mailto:u@client.test",
            "REQUEST 6 mailto:umoya@client.test",
            "REQUEST 7 mailto:umoya@client.test",
        ]
    );
    let uids: std::collections::BTreeSet<String> = letters
        .iter()
        .map(|letter| property(&event(letter).1, "UID"))
        .collect();
    assert_eq!(uids.len(), 1);
    let withdrawn = letters.iter().find(|letter| event(letter).0 == "CANCEL").unwrap();
    assert!(
        withdrawn["headers"]["Subject"]
            .as_str()
            .unwrap()
            .contains("is no longer yours")
    );
    assert!(withdrawn["text"].as_str().unwrap().contains("For:    Kopano"));
    // A booking that was confirmed before messages were on.
    world.line("config set client_messages off").ok();
    let old = book(&world, "Baobab", "2026-02-09");
    world.line("config set client_messages on").ok();
    world
        .line(&format!(
            "booking edit {old} --client Kopano --email k@client.test"
        ))
        .ok();
    assert_eq!(sent(&world, LATER), 2);
    world.line("db check").ok();
    world.verify_audit().unwrap();
}

fn imports_undo_and_the_past_tell_nobody_unless_asked(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let table = "Client,Room,Start,End,Learners,Email\n\
                 Baobab,Focus,2026-02-02T08:00,2026-02-02T10:00,5,dube@client.test\n";
    world.write("bookings.csv", table);
    world
        .line("import bookings bookings.csv")
        .ok()
        .says("1 changed booking tells no client: --tell-clients does");
    assert_eq!(world.count("client_messages"), 0);
    let id = world.raw_int("SELECT max(id) FROM bookings").unwrap();
    world.line(&format!("booking cancel {id} --reason weather")).ok();
    world.line("undo").ok().says("--tell-clients does");
    assert_eq!(sent(&world, LATER), 0, "taken back before it was told");
    world.line(&format!("booking cancel {id} --reason weather")).ok();
    assert_eq!(sent(&world, LATER), 1);
    world.line("undo --tell-clients").ok();
    assert_eq!(sent(&world, LATER), 1, "it is on again");
    world.write("more.csv", table.replace("02-02", "02-09"));
    world.line("import bookings more.csv --tell-clients").ok();
    assert_eq!(sent(&world, LATER), 1);
    let past = world.get(
        "booking create --client Baobab --room Growth --date 2026-01-08 --learners 5 --email dube@client.test --allow-past",
    );
    let past = past["id"].as_i64().unwrap();
    assert_eq!(sent(&world, LATER), 0, "the past tells nobody");
    let line = format!("booking edit {past} --learners 7 --allow-past --tell-clients");
    world.line(&line).ok();
    assert_eq!(sent(&world, LATER), 1);
    let methods: Vec<String> = server.letters().iter().map(|letter| event(letter).0).collect();
    assert_eq!(methods, ["CANCEL", "REQUEST", "REQUEST", "REQUEST"]);
}

fn a_client_that_wants_no_message_of_a_kind_gets_none(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    let unwanted = world.get("notify optout Baobab change return_soon");
    assert_eq!(unwanted.as_array().unwrap().len(), 2);
    let shown = world.get("client show Baobab");
    assert_eq!(shown["unwanted_messages"], json!(["change", "return_soon"]));
    assert_eq!(sent(&world, LATER), 1);
    world
        .line(&format!("booking reschedule {id} --date 2026-02-05"))
        .ok();
    assert_eq!(sent(&world, LATER), 0);
    world.line("notify optout Baobab change --remove").ok();
    assert_eq!(world.column(&["notify", "optout"], "kind"), ["return_soon"]);
    world.line("undo").ok();
    assert_eq!(world.get("notify optout").as_array().unwrap().len(), 2, "undone");
    world.line("notify optout Baobab change --remove").ok();
    // What is told next tells all that the client does not know.
    world.line(&format!("booking edit {id} --learners 9")).ok();
    assert_eq!(sent(&world, LATER), 1);
    let text = server.letters()[1]["text"].as_str().unwrap().to_owned();
    assert!(
        text.contains("Before: 2026-02-02") && text.contains("Now:    2026-02-05"),
        "{text}"
    );
    assert_eq!(
        world.refusal("notify optout Nobody change"),
        ("unknown_client".into(), 3)
    );
    world.line("db check").ok();
}

fn at_most_so_many_go_in_one_run(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    world.line("config set client_messages_max 2").ok();
    for day in [
        "2026-02-02",
        "2026-02-03",
        "2026-02-04",
        "2026-02-05",
        "2026-02-06",
    ] {
        book(&world, "Baobab", day);
    }
    send_at(&world, LATER)
        .ok()
        .says("2 of 5 messages now, the others wait: --yes");
    assert_eq!(server.letters().len(), 2);
    world.line_at(LATER, "notify clients --limit 1").ok();
    assert_eq!(server.letters().len(), 3);
    world.line_at(LATER, "notify clients --yes").ok();
    assert_eq!(server.letters().len(), 5);
}

fn several_senders_send_each_message_once(env: &Env) {
    let Some((server, world)) = world(env, json!({"pause": 0.05})) else {
        return;
    };
    for day in [
        "2026-02-02",
        "2026-02-03",
        "2026-02-04",
        "2026-02-05",
        "2026-02-06",
    ] {
        book(&world, "Baobab", day);
    }
    let senders: Vec<_> = (0..3)
        .map(|_| {
            let line = ["notify", "clients", "-f", "json"];
            world.call(&line).variable("COLAB_NOW", LATER).spawn()
        })
        .collect();
    let mut said = 0;
    for sender in senders {
        said += sender.wait().ok().json().as_array().unwrap().len();
    }
    let ids: std::collections::BTreeSet<String> = server.headers("Message-ID").into_iter().collect();
    assert_eq!((said, server.letters().len(), ids.len()), (5, 5, 5));
    world.verify_audit().unwrap();
}

fn a_server_that_is_down_gets_the_message_once_later(env: &Env) {
    let Some((server, mut world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    world.set("COLAB_SMTP_PORT", "1");
    send_at(&world, LATER).fails(8).says("1 of 1 messages not sent");
    assert_eq!(messages(&world), ["confirmation queued"]);
    let before = world.raw_text("SELECT message_id FROM client_messages").unwrap();
    world.set("COLAB_SMTP_PORT", &server.port.to_string());
    assert_eq!(sent(&world, LATER), 0, "not before its next attempt");
    assert_eq!(sent(&world, "2026-01-15T08:32:00Z"), 1);
    assert_eq!(sent(&world, "2026-01-15T08:32:00Z"), 0);
    assert_eq!(server.headers("Message-ID"), [format!("<{before}>")]);
    // What is refused for good is given up until somebody says otherwise.
    world
        .line(&format!(
            "booking edit {id} --email never@client.test --learners 6"
        ))
        .ok();
    send_at(&world, LATER)
        .fails(8)
        .says("notify clients --retry-failed");
    assert_eq!(
        messages(&world),
        ["confirmation sent", "cancellation sent", "confirmation failed"],
        "the address before has it no more"
    );
    assert_eq!(sent(&world, LATER), 0);
    world
        .line(&format!("booking edit {id} --email dube@client.test"))
        .ok();
    world.line_at(LATER, "notify clients --retry-failed").ok();
    assert_eq!(server.letters().len(), 3);
    // Without an address it waits and is named.
    world
        .line("booking create --client Umoya --room Growth --date 2026-02-09 --learners 5")
        .ok();
    let waits = world.raw_int("SELECT max(id) FROM bookings").unwrap();
    let status = world.get(&format!("booking show {waits}"))["status"].clone();
    if status != "confirmed" {
        world.line(&format!("booking confirm {waits}")).ok();
    }
    send_at(&world, LATER)
        .ok()
        .says(&format!("Umoya (booking {waits})"));
    world
        .line("client contact add Umoya \"Z. Nkosi\" --email nkosi@client.test")
        .ok();
    assert_eq!(sent(&world, LATER), 1);
    assert_eq!(server.letters()[3]["to"], json!(["nkosi@client.test"]));
}

/// Rents a device until a day; the rental's number.
#[track_caller]
fn rent(env: &Env, serial: &str, return_on: &str) -> String {
    let words = [
        "rental",
        "start",
        "--client",
        "Baobab",
        "--contact-person",
        "N. Dube",
        "--contact-number",
        "0825550100",
        "--contact-email",
        "dube@client.test",
        "--company",
        "Baobab",
        "--address",
        "1 Main Rd",
        "--serial",
        serial,
        "--return-on",
        return_on,
    ];
    env.json(&words)["rental_no"].as_str().unwrap().to_owned()
}

fn returns_are_told_two_days_before_and_when_they_are_late(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    world.line("device add LT-1 LT-2 LT-3 --category Laptop").ok();
    world.line("config set client_messages off").ok();
    let old = rent(&world, "LT-1", "2026-01-16");
    let number = rent(&world, "LT-2", "2026-01-25");
    world
        .line("config set client_messages on -n")
        .ok()
        .says("1 message would go now: 1 return is near");
    // Late before it was switched on: told by nobody.
    world
        .line_at("2026-01-20T08:00:00Z", "config set client_messages on")
        .ok();
    assert_eq!(sent(&world, "2026-01-20T08:00:00Z"), 0, "{old}");
    assert_eq!(sent(&world, "2026-01-23T06:00:00Z"), 1, "two days before");
    assert_eq!(sent(&world, "2026-01-24T06:00:00Z"), 0, "once");
    assert_eq!(sent(&world, "2026-01-26T06:00:00Z"), 1, "late");
    assert_eq!(sent(&world, "2026-01-27T06:00:00Z"), 0, "once");
    let letters = server.letters();
    let subject = |at: usize| letters[at]["headers"]["Subject"].as_str().unwrap().to_owned();
    assert_eq!(
        subject(0),
        format!("{number}: please return 1 device by 2026-01-25")
    );
    assert_eq!(
        subject(1),
        format!("{number}: 1 device was due back on 2026-01-25")
    );
    assert!(letters[0]["text"].as_str().unwrap().contains("LT-2 (Laptop)"));
    assert_eq!(letters[0]["to"], json!(["dube@client.test"]));
    // Another day of return is told anew; what is back is not.
    let now = "2026-01-27T07:00:00Z";
    world
        .line_at(now, &format!("rental extend {number} --return-on 2026-02-10"))
        .ok();
    assert_eq!(sent(&world, "2026-02-08T07:00:00Z"), 1);
    world
        .line_at("2026-02-09T07:00:00Z", &format!("rental return {number}"))
        .ok();
    assert_eq!(sent(&world, "2026-02-12T07:00:00Z"), 0);
    assert_eq!(
        messages(&world),
        ["return_soon sent", "return_late sent", "return_soon sent"]
    );
    world.line("db check").ok();
}

fn what_a_restore_brings_back_is_not_told_again(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    world.line("device add LT-1 --category Laptop").ok();
    rent(&world, "LT-1", "2026-01-16");
    book(&world, "Baobab", "2026-02-02");
    world.line("db backup kept.backup").ok();
    assert_eq!(sent(&world, LATER), 2);
    world.line("db restore kept.backup --yes").ok();
    assert_eq!(sent(&world, LATER), 0, "all of it was told");
    world.line("db restore kept.backup --yes --tell-clients").ok();
    assert_eq!(sent(&world, LATER), 2);
    assert_eq!(server.letters().len(), 4);
}

fn forgotten_clients_are_told_nothing_more(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    assert_eq!(sent(&world, LATER), 1);
    world
        .line(&format!("booking reschedule {id} --date 2026-02-05"))
        .ok();
    world
        .line("client forget Baobab --reason \"asked for it\" --yes")
        .ok();
    assert_eq!(sent(&world, LATER), 0);
    assert_eq!(server.letters().len(), 1);
    for column in ["email", "told", "known"] {
        let left = format!("SELECT count(*) FROM client_messages WHERE {column} IS NOT NULL");
        assert_eq!(world.raw_int(&left), Some(0), "{column}");
    }
    assert_eq!(messages(&world), ["confirmation sent", "change superseded"]);
    world.line("db check").ok();
}

fn names_write_no_headers_and_clients_read_their_language(env: &Env) {
    let Some((server, world)) = world(env, json!({})) else {
        return;
    };
    let name = "Kaap: \"Skool\", Bcc: x@evil.test; Zoë";
    world.colab(&["client", "add", name, "--language", "af-ZA"]).ok();
    book(&world, name, "2026-02-02");
    // Past the program, which refuses line breaks.
    world
        .raw_sql("UPDATE bookings SET client_contact_person = 'N.' || char(13) || char(10) || 'Bcc: x@evil.test \"D\", ;:'")
        .unwrap();
    assert_eq!(sent(&world, LATER), 1);
    let letters = server.letters();
    assert_eq!(letters[0]["to"], json!(["dube@client.test"]));
    assert!(
        letters[0]["headers"]["Bcc"].is_null(),
        "{}",
        letters[0]["headers"]
    );
    assert!(
        letters[0]["headers"]["Subject"]
            .as_str()
            .unwrap()
            .starts_with("Bespreking 1 by Colab is bevestig")
    );
    assert!(
        letters[0]["text"]
            .as_str()
            .unwrap()
            .contains("Kaap: \"Skool\", Bcc: x@evil.test; Zoë")
    );
    let (_, event) = event(&letters[0]);
    let attendee = event
        .properties
        .iter()
        .find(|one| one.name == "ATTENDEE")
        .unwrap();
    let names = attendee
        .params
        .as_ref()
        .unwrap()
        .iter()
        .find(|(name, _)| name == "CN");
    assert_eq!(names.unwrap().1, ["N. Bcc: x@evil.test 'D', ;:"]);
    assert_eq!(attendee.value.as_deref(), Some("mailto:dube@client.test"));
    // A language of the site, for those without one.
    world.line("config set language af").ok();
    book(&world, "Baobab", "2026-02-03");
    assert_eq!(sent(&world, LATER), 1);
    let text = server.letters()[1]["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("Hallo N. Dube,"), "{text}");
}

fn a_dry_run_shows_the_mails_and_keeps_nothing(env: &Env) {
    let Some((server, mut world)) = world(env, json!({})) else {
        return;
    };
    std::fs::create_dir_all(world.path("texts")).unwrap();
    world.write(
        "texts/client_confirmation.en.txt",
        "{{ client.name }} comes\nOn {{ booking.when }}.\n",
    );
    let folder = world.path("texts").display().to_string();
    world.set("COLAB_NOTIFY_TEMPLATES", &folder);
    let id = book(&world, "Baobab", "2026-02-02");
    let rows = world.count("audit_log");
    let shown = world.line_at(LATER, "notify clients --dry-run").ok().stdout;
    assert_eq!(
        shown,
        format!(
            "To: Baobab <dube@client.test>, confirmation\nSubject: Baobab comes\n\nOn 2026-02-02 07:30–16:30.\nAttached: booking-{id}.ics\n"
        )
    );
    assert_eq!(world.count("audit_log"), rows);
    assert_eq!(messages(&world), ["confirmation queued"]);
    assert!(server.letters().is_empty());
    // A mistake stops everything before anything is sent; the digests of others do not mind the folder.
    world.write("texts/client_change.en.txt", "{{ booking.wen }}");
    send_at(&world, LATER)
        .fails(6)
        .says("client_change.en.txt, line 1");
    world.line("notify send --dry-run").ok();
    world.line("config set quiet_hours 09:00-12:00").ok();
    std::fs::remove_file(world.path("texts/client_change.en.txt")).unwrap();
    send_at(&world, LATER).ok().says("quiet until 2026-01-15 12:00");
    world.line_at(LATER, "notify clients --now").ok();
    assert_eq!(server.letters().len(), 1);
}

fn demo_data_tells_nobody(env: &Env) {
    env.line("config set client_messages on").ok();
    env.line("import demo --seed 7 --bookings 100").ok();
    assert!(env.count("bookings") > 50);
    assert_eq!(env.count("client_messages"), 0);
}

fn a_mail_that_may_have_arrived_is_repeated_under_its_own_name(env: &Env) {
    let Some((server, mut world)) = world(env, json!({"mood": "drops_before_answer"})) else {
        return;
    };
    let id = book(&world, "Baobab", "2026-02-02");
    send_at(&world, LATER).fails(8);
    let Some(other) = MailServer::start(json!({})) else {
        return;
    };
    world.set("COLAB_SMTP_PORT", &other.port.to_string());
    assert_eq!(sent(&world, "2026-01-15T08:40:00Z"), 1);
    assert_eq!(server.headers("Message-ID"), other.headers("Message-ID"));
    // Another text is another mail.
    world.line(&format!("booking edit {id} --learners 8")).ok();
    world.set("COLAB_SMTP_PORT", "1");
    send_at(&world, "2026-01-15T09:00:00Z").fails(8);
    let tried = world
        .raw_text("SELECT message_id FROM client_messages ORDER BY id DESC")
        .unwrap();
    world
        .line_at("2026-01-15T09:00:00Z", &format!("booking edit {id} --learners 9"))
        .ok();
    world.set("COLAB_SMTP_PORT", &other.port.to_string());
    assert_eq!(sent(&world, "2026-01-15T10:00:00Z"), 1);
    assert_ne!(other.headers("Message-ID")[1], format!("<{tried}>"));
}
