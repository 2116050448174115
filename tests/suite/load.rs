//! Sixteen people at once: what each was told, held against a model of what they did.
//!
//! `COLAB_LOAD_SECONDS` sets how long, instead of a fixed number of commands, and prints how long they took.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Env, Run};

both![what_sixteen_people_are_told_is_so];

const PEOPLE: usize = 16;
const COMMANDS_EACH: usize = 12;
const ROOMS: [&str; 3] = ["Focus", "Delta", "Loft"];
const DAYS: u32 = 8;

/// A booking as its owner was last told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KnownBooking {
    room: String,
    starts_at: String,
    status: String,
}

impl KnownBooking {
    fn of(booking: &Value) -> (i64, Self) {
        let text = |field: &str| booking[field].as_str().unwrap_or_default().to_owned();
        let known = Self {
            room: text("room"),
            starts_at: text("starts_at"),
            status: text("status"),
        };
        (booking["id"].as_i64().unwrap(), known)
    }
}

/// One of the people: chooses what to do by a sequence of its own, and keeps what it is told.
struct Person<'e> {
    env: &'e Env,
    number: usize,
    chance: u64,
    bookings: BTreeMap<i64, KnownBooking>,
    times: Vec<Duration>,
}

impl<'e> Person<'e> {
    fn new(env: &'e Env, number: usize) -> Self {
        Self {
            env,
            number,
            chance: 0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1),
            bookings: BTreeMap::new(),
            times: Vec::new(),
        }
    }

    /// A number below `end`, by xorshift.
    fn below(&mut self, end: u32) -> u32 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        u32::try_from((self.chance >> 16) % u64::from(end)).unwrap()
    }

    fn date(&mut self) -> String {
        format!("2026-03-{:02}", 2 + self.below(DAYS))
    }

    fn run(&mut self, line: &[&str]) -> Run {
        let run = self.env.colab(&[line, &["-f", "json"]].concat());
        self.times.push(run.took);
        // A room that is taken is the only reason to refuse.
        assert!(matches!(run.code, Some(0 | 5)), "{line:?}: {run}");
        run
    }

    fn act(&mut self) {
        let own: Vec<i64> = self.bookings.keys().copied().collect();
        let one = own.get(self.below(8) as usize).map(ToString::to_string);
        match (self.below(10), one) {
            (0, _) => {
                self.run(&["booking", "list", "--from", "2026-03-02", "--to", "2026-03-31"])
                    .ok();
            }
            (1, _) => {
                let date = self.date();
                self.run(&["room", "free", "--date", &date]).ok();
            }
            (2..=3, Some(id)) => {
                let run = self.run(&["booking", "cancel", &id, "--reason", "moved on"]);
                self.learn(&run);
            }
            (4..=6, Some(id)) => {
                let date = self.date();
                let run = self.run(&["booking", "reschedule", &id, "--date", &date]);
                self.learn(&run);
            }
            _ => {
                let room = ROOMS[self.below(3) as usize];
                let (date, client) = (self.date(), format!("Client {}", self.number));
                let time = ["08:00-12:00", "11:00-15:00", "15:00-17:00"][self.below(3) as usize];
                let line = ["booking", "create", "--client", &client, "--room", room];
                let rest = ["--date", &date, "--time", time, "--learners", "4"];
                let run = self.run(&[&line[..], &rest].concat());
                self.learn(&run);
            }
        }
    }

    /// Keeps what was answered; after a refusal all is as it was.
    fn learn(&mut self, run: &Run) {
        if run.code == Some(0) {
            let (id, known) = KnownBooking::of(&run.json());
            self.bookings.insert(id, known);
        }
    }
}

fn what_sixteen_people_are_told_is_so(env: &Env) {
    for room in ROOMS {
        env.line(&format!("room add {room} --capacity 10")).ok();
    }
    let seconds = std::env::var("COLAB_LOAD_SECONDS")
        .ok()
        .map(|text| text.parse().unwrap());
    let begun = Instant::now();
    let goes_on = |done: usize| match seconds {
        Some(seconds) => begun.elapsed() < Duration::from_secs(seconds),
        None => done < COMMANDS_EACH,
    };
    let people: Vec<Person<'_>> = std::thread::scope(|scope| {
        let work = |number| {
            let mut person = Person::new(env, number);
            while goes_on(person.times.len()) {
                person.act();
            }
            person
        };
        let running: Vec<_> = (0..PEOPLE)
            .map(|number| scope.spawn(move || work(number)))
            .collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut expected = BTreeMap::new();
    let mut times = Vec::new();
    for person in people {
        expected.extend(person.bookings);
        times.extend(person.times);
    }
    let kept = env.get("booking list");
    let kept: BTreeMap<_, _> = kept.as_array().unwrap().iter().map(KnownBooking::of).collect();
    assert_eq!(kept, expected);
    assert!(kept.values().any(|one| one.status == "confirmed"), "{kept:?}");
    env.line("db check").ok();
    env.verify_audit().unwrap();
    if seconds.is_some() {
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "{}: {} commands, p50 {:?}, p99 {:?}, longest {:?}",
            env.engine(),
            times.len(),
            at(50),
            at(99),
            at(100)
        );
    }
}
