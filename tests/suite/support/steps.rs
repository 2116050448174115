//! What many tests do: users with a token, bookings by the program and past it, the audit chain.

use colab::db::{Connection, Database, OpenMode};
use serde_json::Value;

use super::environment::{Engine, Env};
use super::program::Run;

/// Words of a line as a shell splits them; quotes are double ones.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

/// A booking written past the program; the rest is as usual.
pub struct RawBooking<'a> {
    pub room: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub status: &'a str,
    pub tenant: &'a str,
    pub client: &'a str,
}

impl Default for RawBooking<'_> {
    fn default() -> Self {
        Self {
            room: "Focus",
            from: "2026-03-02T06:00:00Z",
            to: "2026-03-02T10:00:00Z",
            status: "confirmed",
            tenant: "TECH",
            client: "Raw",
        }
    }
}

impl Env {
    /// Runs the program with `-f json`; it must succeed.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.call(arguments)
            .argument("-f")
            .argument("json")
            .run()
            .ok()
            .json()
    }

    /// Runs a line as a shell would split it.
    #[track_caller]
    pub fn line(&self, line: &str) -> Run {
        self.colab(&words(line))
    }

    /// The same with somebody's token.
    #[track_caller]
    pub fn line_as(&self, token: &str, line: &str) -> Run {
        self.colab_as(token, &words(line))
    }

    /// What a line gives with `-f json`; it must succeed.
    #[track_caller]
    pub fn get(&self, line: &str) -> Value {
        self.json(&words(line))
    }

    /// The code of the error, and the exit code, of a line that fails.
    #[track_caller]
    pub fn refusal(&self, line: &str) -> (String, i32) {
        let run = self.colab(&[&words(line)[..], &["-f", "json"]].concat());
        let code = run.code.expect("it ended by itself");
        (run.error()["code"].as_str().unwrap_or_default().to_owned(), code)
    }

    /// One field of every record of a list.
    #[track_caller]
    pub fn column(&self, arguments: &[&str], field: &str) -> Vec<String> {
        let list = self.json(arguments);
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        list.as_array()
            .expect("a list is an array")
            .iter()
            .map(|record| text(&record[field]))
            .collect()
    }

    /// Makes a user who signs in by token alone; the token, as if the user had signed in and made it.
    #[track_caller]
    pub fn user(&self, name: &str, role: &str) -> String {
        let token = self.user_by_admin(name, role);
        self.raw_sql(&format!(
            "UPDATE user_tokens SET made_by = user_id WHERE user_id = '{name}'"
        ))
        .unwrap();
        token
    }

    /// Makes a user who signs in by token alone; the token, which an admin made, as the audit log says.
    #[track_caller]
    pub fn user_by_admin(&self, name: &str, role: &str) -> String {
        self.colab(&["user", "add", name, "--role", role, "--no-password"])
            .ok();
        let made = self.colab(&["user", "token", "create", "--name", "test", "--user", name]);
        made.ok().stdout.trim().to_owned()
    }

    /// Takes the migrations from this one on back: the database is as an earlier version left it.
    #[track_caller]
    pub fn migrate_back_before(&self, first: &str) {
        let engine = if self.is_sqlite() { "sqlite" } else { "postgres" };
        let folder = std::fs::read_dir(super::root().join("migrations").join(engine)).unwrap();
        let mut later: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        later.retain(|path| path.file_name().unwrap().to_str() >= Some(first));
        later.sort();
        for migration in later.iter().rev() {
            self.raw_sql(&std::fs::read_to_string(migration.join("down.sql")).unwrap())
                .unwrap();
        }
        let version = first.replace('-', "");
        self.raw_sql(&format!(
            "DELETE FROM __diesel_schema_migrations WHERE version >= '{version}'"
        ))
        .unwrap();
    }

    /// Runs the program with somebody's token.
    #[track_caller]
    pub fn colab_as(&self, token: &str, arguments: &[&str]) -> Run {
        self.call(arguments).variable("COLAB_TOKEN", token).run()
    }

    /// Books a room by the program; the booking's id.
    #[track_caller]
    pub fn book(&self, room: &str, date: &str, time: &str) -> i64 {
        let made = self.json(&[
            "booking",
            "create",
            "--client",
            "Baobab",
            "--learners",
            "5",
            "--room",
            room,
            "--date",
            date,
            "--time",
            time,
        ]);
        made["id"].as_i64().expect("a booking has an id")
    }

    /// An instant as the engine's SQL writes it.
    pub fn instant(&self, rfc3339: &str) -> String {
        match self.engine() {
            Engine::Postgres => format!("TIMESTAMPTZ '{rfc3339}'"),
            Engine::Sqlite => {
                let instant = chrono::DateTime::parse_from_rfc3339(rfc3339).expect("an instant");
                instant.timestamp_micros().to_string()
            }
        }
    }

    /// Makes sure that bookings written with SQL find a client, and returns how they name it.
    pub fn raw_client(&self) -> &'static str {
        self.make_raw_client().unwrap();
        "(SELECT min(id) FROM clients)"
    }

    fn make_raw_client(&self) -> Result<(), String> {
        let at = self.instant("2026-01-01T00:00:00Z");
        self.raw_sql(&format!(
            "INSERT INTO clients (name, name_key, is_active, created_at, updated_at)
             SELECT 'Raw', 'raw', 1 = 1, {at}, {at} WHERE NOT EXISTS (SELECT 1 FROM clients)"
        ))
    }

    /// Inserts a booking with SQL, past every rule of the program.
    pub fn raw_booking(&self, booking: &RawBooking<'_>) -> Result<(), String> {
        let (from, to) = (self.instant(booking.from), self.instant(booking.to));
        // Databases of older versions have no clients.
        let (column, client) = match self.make_raw_client() {
            Ok(()) => (", client_id", ", (SELECT min(id) FROM clients)"),
            Err(_) => ("", ""),
        };
        let room = match booking.room {
            "" => "NULL".to_owned(),
            name => format!("(SELECT id FROM rooms WHERE name = '{name}')"),
        };
        self.raw_sql(&format!(
            "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners,
               num_facilitators, headcount, devices_needed, long_term, revision, created_by, created_at, updated_at{column})
             VALUES ({room}, {from}, {to}, '{}', '{}', '{}', 1, 0, 1, 0, FALSE, 0, 'raw', {from}, {from}{client})",
            booking.client, booking.status, booking.tenant
        ))
    }

    /// Runs the program at that instant.
    #[track_caller]
    pub fn colab_at(&self, now: &str, arguments: &[&str]) -> Run {
        self.call(arguments).variable("COLAB_NOW", now).run()
    }

    /// Runs the program in the morning of 2 March 2026, when many tests have a booking.
    #[track_caller]
    pub fn on_its_day(&self, arguments: &[&str]) -> Run {
        self.colab_at("2026-03-02T08:00:00Z", arguments)
    }

    /// Runs a line at that instant.
    #[track_caller]
    pub fn line_at(&self, now: &str, line: &str) -> Run {
        self.colab_at(now, &words(line))
    }

    /// How many rows a table has.
    #[track_caller]
    pub fn count(&self, table: &str) -> i64 {
        self.raw_int(&format!("SELECT count(*) FROM {table}"))
            .expect("a count")
    }

    /// The library's connection to this test's database.
    pub fn connection(&self) -> Connection {
        let database = Database::parse(self.database_url()).expect("an address");
        database.open(OpenMode::ReadOnly).expect("a connection")
    }

    /// Recomputes the audit chain; its length.
    pub fn verify_audit(&self) -> Result<i64, colab::kernel::error::Error> {
        colab::access::audit::verify(&mut self.connection())
    }

    /// Hashing at full cost is slow on purpose; no test needs that.
    #[track_caller]
    pub fn cheap_passwords(&self) {
        self.colab(&["config", "set", "bcrypt_cost", "4"]).ok();
    }
}
