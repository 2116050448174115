//! The jobs that the package brings, run by a real shell as cron and systemd run them: silent when all is well, and a mail that
//! says what to do when it is not.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use chrono::{DateTime, TimeDelta};

use super::support::workbook::{Book, starter};
use super::support::{Env, NOW, root};

both![
    every_job_is_silent_when_all_is_well,
    a_cell_that_is_not_booked_is_mailed_once,
    a_file_that_cannot_be_read_is_mailed,
    a_token_that_opens_nothing_is_mailed_by_every_job,
    a_server_that_is_down_is_mailed_by_every_job,
    a_device_that_is_late_is_mailed,
    damage_is_mailed,
];
sqlite![a_locked_database_is_mailed];

/// The machine that the jobs run on.
struct Machine<'e> {
    env: &'e Env,
    /// Every run is a minute later: of one minute a job runs once.
    minutes: Cell<i64>,
}

impl<'e> Machine<'e> {
    /// Tokens as the crontab's first lines say, a schedule that is imported, a folder for backups.
    fn new(env: &'e Env) -> Self {
        starter(env);
        for folder in ["etc", "backups", "bin", "mail", "run"] {
            fs::create_dir_all(env.path(folder)).unwrap();
        }
        env.line("setup service --folder etc").ok();
        symlink(env.call(&[]).command().get_program(), env.path("bin/colab")).unwrap();
        // A stub for mail: each letter is a file.
        let mail = "#!/bin/sh\ncat > \"$MAILBOX/$(date +%s%N)\"\n";
        fs::write(env.path("bin/mail"), mail).unwrap();
        fs::set_permissions(env.path("bin/mail"), fs::Permissions::from_mode(0o755)).unwrap();
        let machine = Self {
            env,
            minutes: Cell::new(0),
        };
        machine.schedule(&Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1")]));
        machine
    }

    fn schedule(&self, book: &Book) {
        book.save(&self.env.path("schedule.xlsx"));
    }

    /// The command lines of the crontab.
    fn jobs(&self) -> Vec<String> {
        let crontab = fs::read_to_string(root().join("packaging/cron/colab")).unwrap();
        let jobs = crontab
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit() || c == '*'));
        let command = |line: &str| {
            let fields = line.split_whitespace().skip(6);
            self.here(&fields.collect::<Vec<_>>().join(" "))
        };
        jobs.map(command).collect()
    }

    /// The command lines of the units.
    fn units(&self) -> Vec<String> {
        let folder = root().join("packaging/systemd");
        let mut lines = Vec::new();
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        // That one tells of a failure.
        for file in files.filter(|file| !file.ends_with("colab-failed@.service")) {
            let text = fs::read_to_string(file).unwrap();
            let starts = text
                .lines()
                .filter_map(|line| line.strip_prefix("ExecStart=/usr/bin/"));
            lines.extend(starts.map(|line| self.here(line)));
        }
        lines
    }

    /// The same line with this machine's files.
    fn here(&self, line: &str) -> String {
        let path = |name: &str| self.env.path(name).display().to_string();
        line.replace("/etc/colab/", &(path("etc") + "/"))
            .replace("/var/backups/colab/", &(path("backups") + "/"))
            .replace("/srv/colab/schedule.xlsx", &path("schedule.xlsx"))
            .replace("/run/colab/", &(path("run") + "/"))
    }

    /// Runs a job as cron does: what it prints is mailed, and nothing is not. Returns the letter.
    fn run(&self, job: &str) -> String {
        self.run_with(job, &[])
    }

    fn run_with(&self, job: &str, variables: &[(&str, &str)]) -> String {
        let mailbox = self.env.path("mail");
        fs::remove_dir_all(&mailbox).unwrap();
        fs::create_dir(&mailbox).unwrap();
        let call = self.env.call(&[]);
        let command = call.command();
        let mut shell = Command::new("/bin/sh");
        shell.env_clear();
        for (name, value) in command.get_envs() {
            if let Some(value) = value.filter(|_| name != "COLAB_TOKEN") {
                shell.env(name, value);
            }
        }
        self.minutes.set(self.minutes.get() + 1);
        let now = DateTime::parse_from_rfc3339(NOW).unwrap() + TimeDelta::minutes(self.minutes.get());
        let path = format!("{}:/usr/bin:/bin", self.env.path("bin").display());
        let script = "out=$( sh -c \"$JOB\" 2>&1 ); [ -z \"$out\" ] || printf '%s\\n' \"$out\" | mail";
        shell
            .args(["-c", script])
            .env("PATH", path)
            .env("COLAB_NOW", now.to_rfc3339())
            .env("JOB", job)
            .env("MAILBOX", &mailbox)
            .envs(variables.iter().copied())
            .current_dir(self.env.work_dir());
        assert!(shell.status().unwrap().success());
        let letters = fs::read_dir(&mailbox).unwrap();
        letters
            .map(|letter| fs::read_to_string(letter.unwrap().path()).unwrap())
            .collect()
    }

    /// The job whose line has these words.
    fn job(&self, words: &str) -> String {
        self.jobs().into_iter().find(|job| job.contains(words)).unwrap()
    }
}

fn every_job_is_silent_when_all_is_well(env: &Env) {
    let machine = Machine::new(env);
    assert_eq!((machine.jobs().len(), machine.units().len()), (6, 6));
    for job in machine.jobs().into_iter().chain(machine.units()) {
        for run in ["first", "second"] {
            assert_eq!(machine.run(&job), "", "{run}: {job}");
        }
    }
    let recorded = |line: &String| line.split("--job ").count() - 1;
    let recorded: usize = machine.jobs().iter().chain(&machine.units()).map(recorded).sum();
    assert_eq!(env.count("job_runs"), 2 * i64::try_from(recorded).unwrap());
    assert_eq!(env.count("bookings"), 1);
    assert!(fs::read_dir(env.path("backups")).unwrap().count() > 0);
}

fn a_cell_that_is_not_booked_is_mailed_once(env: &Env) {
    let machine = Machine::new(env);
    let job = machine.job("import schedule");
    let book = Book::march(&["Focus"]).row(2, &[("Focus", "12:99-25:00 what 5+")]);
    machine.schedule(&book.row(3, &[("Focus", "Umoya 5+1")]));
    let letter = machine.run(&job);
    assert!(
        letter.contains("1 not understood") && letter.contains("Mar 2026!B3"),
        "{letter}"
    );
    assert_eq!(machine.run(&job), "");
}

fn a_file_that_cannot_be_read_is_mailed(env: &Env) {
    let machine = Machine::new(env);
    let job = machine.job("import schedule");
    fs::write(env.path("schedule.xlsx"), "no workbook").unwrap();
    for _ in 0..2 {
        let letter = machine.run(&job);
        assert!(
            letter.starts_with("error: ") && letter.contains("schedule.xlsx"),
            "{letter}"
        );
    }
    fs::remove_file(env.path("schedule.xlsx")).unwrap();
    assert!(machine.run(&job).starts_with("error: "));
}

fn a_token_that_opens_nothing_is_mailed_by_every_job(env: &Env) {
    let machine = Machine::new(env);
    for file in fs::read_dir(env.path("etc")).unwrap() {
        fs::write(file.unwrap().path(), "colab_of_nobody\n").unwrap();
    }
    for job in machine.jobs() {
        let letter = machine.run(&job);
        assert!(
            letter.contains("error: ") && letter.contains("hint: "),
            "{job}: {letter}"
        );
    }
}

fn a_server_that_is_down_is_mailed_by_every_job(env: &Env) {
    let machine = Machine::new(env);
    for job in machine.jobs() {
        let letter = machine.run_with(
            &job,
            &[("COLAB_DATABASE_URL", "postgres://colab@127.0.0.1:1/colab")],
        );
        assert!(letter.contains("error: "), "{job}: {letter}");
    }
}

fn a_device_that_is_late_is_mailed(env: &Env) {
    let machine = Machine::new(env);
    env.line("device add LT-001 --category Laptop").ok();
    env.line(
        "rental start --client Umoya --serial LT-001 --contact-person Sam --contact-number 0820000000 --company Umoya \
         --address Oak --return-on +1d",
    )
    .ok();
    let job = machine.job("rental overdue");
    assert_eq!(machine.run(&job), "");
    let letter = machine.run_with(&job, &[("COLAB_NOW", "2026-01-20T08:00:00Z")]);
    assert!(
        letter.contains("LT-001") && letter.contains("0820000000"),
        "{letter}"
    );
}

fn damage_is_mailed(env: &Env) {
    let machine = Machine::new(env);
    env.user_by_admin("sipho", "staff");
    let job = machine.job("db check");
    assert_eq!(machine.run(&job), "");
    env.raw_sql("UPDATE users SET role = 'admin' WHERE username = 'sipho'")
        .unwrap();
    let letter = machine.run(&job);
    assert!(letter.contains("sipho") || letter.contains("users"), "{letter}");
    assert!(
        letter.contains("error: ") && letter.contains("hint: "),
        "{letter}"
    );
}

fn a_locked_database_is_mailed(env: &Env) {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, SqliteConnection};
    let machine = Machine::new(env);
    let mut other = SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let letter = machine.run_with(&machine.job("import schedule"), &[("COLAB_LOCK_TIMEOUT", "1")]);
    assert!(letter.contains("error: "), "{letter}");
    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(machine.run(&machine.job("import schedule")), "");
}
