//! Every command that README, guides and help show is run by a shell on the demo's data, and ends as the text says. The manual
//! pages are made of the same help.
//!
//! Each runs under clocks of several years: it is another day in the demo, by the line that the README exports.
//!
//! A document runs in its order on one copy of the demo, the guide of a role as somebody of that role; each example of the help,
//! and each command within a sentence, runs on a copy of its own. A block that begins with the address of a server runs on a new
//! one. On PostgreSQL, where a copy is dear, one example in six runs, and all that name a server.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::generated::all_examples;
use super::support::workbook::{Book, save_rows};
use super::support::{Env, root};

both![
    the_guides_run_in_their_order,
    what_sentences_show_runs,
    the_examples_of_the_help_run,
];
sqlite![the_readme_runs_in_its_order];

/// Days on which somebody makes the demo as the README says. It is another day in it.
const CLOCKS: [&str; 3] = [
    "2026-11-29T08:00:00Z",
    "2027-01-01T08:00:00Z",
    "2031-06-11T08:00:00Z",
];

/// What is not run, and why.
const LEFT_OUT: [(&str, &str); 16] = [
    ("cargo test", "this is it"),
    ("sudo", "a machine of its own: service::, packaging/release.sh"),
    ("systemctl", "such a machine"),
    (
        "pg_restore",
        "an archive of an earlier version, made with the server's own programs",
    ),
    ("postgres:///old", "the database of that archive"),
    (
        "psql -U postgres -c",
        "a login of one's own on the server: outside::",
    ),
    ("postgres://sipho@", "that login"),
    ("notify clients --quiet", "a mail server: client_messages::"),
    (
        "booking waiting remove 3",
        "somebody is refused a room first: demand::",
    ),
    (
        "requisition approve RQ",
        "somebody else asked for it: requisitions::",
    ),
    (
        "requisition reject RQ",
        "somebody else asked for it: requisitions::",
    ),
    ("requisition order RQ", "others approved it: requisitions::"),
    (
        "requisition approve-cost 1",
        "somebody else received it: requisitions::",
    ),
    (
        "requisition reject-cost 1",
        "somebody else received it: requisitions::",
    ),
    ("requisition receive RQ", "others approved it: requisitions::"),
    (
        "db grants --apply",
        "roles of the whole server, on which other tests run: grants::",
    ),
];

/// What ends with another exit code than 0: what is found where that is asked for, and a server that is nowhere.
const ENDS: [(&str, i32); 3] = [("--exit-code", 9), ("old-server", 7), ("propose --month", 8)];

/// Commands that ask for a password, and the file that answers on standard input.
const ASK: [(&str, &str); 4] = [
    ("user bootstrap thandi", "secret.txt"),
    ("user login thandi", "secret.txt"),
    ("user password", "two-secrets.txt"),
    ("user add kagiso", "secret.txt"),
];

/// Guides of roles, and who reads them in the demo.
const READERS: [(&str, &str); 7] = [
    ("finance.md", "naledi"),
    ("procurement.md", "themba"),
    ("room-boss.md", "sipho"),
    ("it-boss.md", "thandi"),
    ("kitchen.md", "zanele"),
    ("staff.md", "ayanda"),
    ("viewer.md", "pieter"),
];

/// Files that commands name; what is in them is recognised by its content. The first password is that of the demo.
const FILES: [(&str, &str); 24] = [
    ("secret.txt", "colab-demo-only\n"),
    ("two-secrets.txt", "colab-demo-only\ncolab-demo-next\n"),
    ("serials.txt", "LT-006\nLT-007\n"),
    ("new.txt", "LT-301\nLT-302\n"),
    ("rooms.csv", "name,capacity\nAtrium,20\n"),
    (
        "campus.csv",
        "Building,Room,Capacity\nNorth,101,12\nSouth,101,14\n",
    ),
    ("assets.csv", "Serial number,Category\nTB-701,Tablet\n"),
    ("spares.csv", "Serial number\nLT-701\n"),
    ("volunteers.csv", "Username,Email\nneo,neo@example.org\n"),
    ("rates.csv", "Room,Price\nAtrium,1200\n"),
    ("menu.csv", "Dish,Price\nBroth,45\n"),
    ("clients.csv", "name,country\nMarula Pottery,NA\n"),
    ("laptops.csv", "serial_number,category\nLT-401,Laptop\n"),
    ("inventory.xlsx", "serial_number,category\nLT-401,Laptop\n"),
    ("assets.xlsx", "Asset tag,category,Colour\nLT-401,Laptop,grey\n"),
    (
        "bookings.csv",
        "client_name,num_learners,starts_at,ends_at\nUmoya,8,2026-04-01T08:00,2026-04-01T12:00\n",
    ),
    (
        "crm.csv",
        "Deal,client_name,num_learners,starts_at,ends_at\nD-7,Umoya,8,2026-04-01T08:00,2026-04-01T12:00\n",
    ),
    (
        "crm.xlsx",
        "Deal,client_name,num_learners,starts_at,ends_at\nD-7,Umoya,8,2026-04-01T08:00,2026-04-01T12:00\n",
    ),
    (
        "prices.csv",
        "item_type,item,daily_rate,effective_date\nroom,Focus,1300,2027-01-01\n",
    ),
    (
        "Rates 2027.xlsx",
        "item_type,item,Day rate,effective_date\nroom,Focus,1300,2027-01-01\n",
    ),
    (
        "statement.csv",
        "Date,Description,Amount\n2026-02-27,INV-2026-0001,100\n",
    ),
    (
        "statement.sta",
        ":20:S\n:61:2602270227C100,00NTRFNONREF//B1\n:86:INV-2026-0001\n",
    ),
    ("staff.csv", "username,role\nkagiso,staff\n"),
    (
        "staff.json",
        r#"[{"username": "kagiso", "role": "staff", "mail": "kagiso@example.org"}]"#,
    ),
];

/// Programs beside ours.
const PROGRAMS: [(&str, &str); 3] = [
    ("psql", "exec cat > /dev/null"),
    ("man", "exec cat > /dev/null"),
    ("ssh", r#"exec sh -c "$2""#),
];

/// The demo's data, the files that commands name, and the commands that did not end as shown.
struct Stage {
    demo: Env,
    /// The clock outside of the demo.
    clock: &'static str,
    /// The line of the README that says which day it is in the demo.
    day: String,
    failures: Vec<String>,
}

impl Stage {
    fn new(env: &Env, clock: &'static str) -> Self {
        let mut demo = env.copy();
        let day = day_of_the_demo();
        demo.set("COLAB_NOW", now_in_the_demo(&day));
        demo.cheap_passwords();
        demo.colab(&["import", "demo", "--demo-passwords"]).ok();
        for (name, text) in FILES {
            demo.write(name, text);
        }
        let book = Book::march(&["A302"]).row(12, &[("A302", "Umoya 20+1")]);
        for name in [
            "Colab 2026 Schedule.xlsx",
            "2026.xlsx",
            "2026.ods",
            "schedule.xlsx",
        ] {
            book.save(&demo.path(name));
        }
        let mut halls = rust_xlsxwriter::Workbook::new();
        let sheet = halls.add_worksheet().set_name("All halls").unwrap();
        sheet.write_row(0, 0, ["name", "Max people"]).unwrap();
        sheet.write_row(1, 0, ["Atrium", "20"]).unwrap();
        halls.save(demo.path("halls.xlsx")).unwrap();
        demo.write("photo.jpg", super::files::jpeg());
        demo.colab(&["db", "backup", "colab.dump"]).ok();
        demo.colab(&["rental", "form", "RN-2026-0001", "-o", "old-form.pdf"])
            .ok();
        let bin = demo.path("bin");
        fs::create_dir(&bin).unwrap();
        symlink(demo.call(&[]).command().get_program(), bin.join("colab")).unwrap();
        for (name, script) in PROGRAMS {
            fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self {
            demo,
            clock,
            day,
            failures: Vec::new(),
        }
    }

    /// Gives a world the files and folders that commands name.
    fn furnish(&self, mut world: Env) -> Env {
        world.set("COLAB_NOW", now_in_the_demo(&self.day));
        for entry in fs::read_dir(self.demo.work_dir()).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), world.work_dir().join(entry.file_name())).unwrap();
            }
        }
        for folder in [
            "home/.zfunc",
            "etc/bash_completion.d",
            "srv/colab",
            "var/backups/colab",
            "var/lib/prometheus/node-exporter",
        ] {
            fs::create_dir_all(world.dir().join(folder)).unwrap();
        }
        fs::copy(
            world.path("schedule.xlsx"),
            world.dir().join("srv/colab/schedule.xlsx"),
        )
        .unwrap();
        let vault = world.dir().join("srv/colab-vault");
        fs::create_dir_all(vault.join("rentals")).unwrap();
        fs::copy(world.path("old-form.pdf"), vault.join("rentals/RN-2024-0012.pdf")).unwrap();
        let rows: [&[&str]; 2] = [&["serial_number", "category"], &["LT-401", "Laptop"]];
        save_rows(&vault.join("inventory_v1.xlsx"), "Stock", &rows);
        let rows: [&[&str]; 2] = [
            &["Asset tag", "category", "Colour"],
            &["LT-401", "Laptop", "grey"],
        ];
        save_rows(&vault.join("assets.xlsx"), "Stock", &rows);
        for (name, file) in [
            ("inventory_v1.csv", "laptops.csv"),
            ("clients.csv", "clients.csv"),
        ] {
            fs::copy(world.path(file), vault.join(name)).unwrap();
        }
        world.set("COLAB_VAULT_ROOT", vault.to_str().unwrap());
        symlink(root().join("tests"), world.path("tests")).unwrap();
        world
    }

    /// A copy of the demo.
    fn world(&self) -> Env {
        self.furnish(self.demo.copy())
    }

    /// A server's empty database.
    fn new_server(&self) -> Env {
        self.furnish(Env::with_empty_server())
    }

    /// Runs a line by itself.
    fn run_alone(&mut self, line: &str) {
        if is_left_out(line) || (names_a_server(line) && self.demo.is_sqlite()) {
            return;
        }
        let is_new = line.contains("user bootstrap");
        let world = if is_new { self.new_server() } else { self.world() };
        if is_new {
            world.colab(&["db", "migrate"]).ok();
        }
        let day = [self.day.clone()];
        self.run(&world, &day, line);
    }

    /// Runs a document on a world, block by block. What a block exports stays, but for a server's address.
    fn run_document(&mut self, document: &Path, world: &Env, mut exports: Vec<String>) {
        for block in blocks(&fs::read_to_string(document).unwrap()) {
            let is_new = block[0].starts_with("export COLAB_DATABASE_URL=\"postgres:");
            if is_new && world.is_sqlite() {
                continue;
            }
            let server = is_new.then(|| self.new_server());
            let runs = |line: &&String| {
                !is_left_out(line) && (is_new || !names_a_server(line) || !world.is_sqlite())
            };
            for line in block.iter().filter(runs) {
                if line.starts_with("export ") {
                    exports.push(line.clone());
                } else {
                    self.run(server.as_ref().unwrap_or(world), &exports, line);
                }
            }
            exports.retain(|line| !line.contains("postgres:"));
        }
    }

    /// Runs a line by a shell, behind what was exported.
    fn run(&mut self, world: &Env, exports: &[String], line: &str) {
        let script: Vec<String> = exports
            .iter()
            .map(String::as_str)
            .chain([line])
            .map(|line| here(world, line))
            .collect();
        let call = world.call(&[]);
        let bare = call.command();
        let path = std::env::var("PATH").unwrap();
        let mut shell = Command::new("bash");
        shell
            .args(["-eo", "pipefail", "-c", &script.join("\n")])
            .env_clear()
            .envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .env("PATH", format!("{}:{path}", self.demo.path("bin").display()))
            .env("COLAB_NOW", self.clock)
            .env("SERVER", world.variable("COLAB_DATABASE_URL").unwrap_or_default())
            .current_dir(world.work_dir())
            .stdin(Stdio::null());
        if line.contains("--database ") && !line.contains("postgres:") {
            // A file knows nothing of the server's token.
            shell.env_remove("COLAB_TOKEN");
        }
        let output = shell.output().unwrap();
        let code = output.status.code().unwrap_or(-1);
        let is_shown = |(part, other): &(&str, i32)| line.contains(part) && code == *other;
        if code != 0 && !ENDS.iter().any(is_shown) {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            self.failures.push(format!("[{code}] {line}\n{said}"));
        }
    }

    #[track_caller]
    fn end(self) {
        assert!(self.failures.is_empty(), "{}", self.failures.join("\n"));
    }
}

/// Reads the line of the README by which it is always the same day in the demo.
fn day_of_the_demo() -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut lines = blocks(&readme).into_iter().flatten();
    lines
        .find(|line| line.starts_with("export ") && line.contains("COLAB_NOW="))
        .unwrap()
}

fn now_in_the_demo(day: &str) -> &str {
    day.split_once("COLAB_NOW=").unwrap().1
}

fn is_left_out(line: &str) -> bool {
    LEFT_OUT.iter().any(|(part, _)| line.contains(part))
}

fn names_a_server(line: &str) -> bool {
    ["db.example", "db2.example", "db grants", "user bootstrap"]
        .iter()
        .any(|part| line.contains(part))
}

/// The same line with this world's folders, its server, and what somebody would type when asked.
fn here(world: &Env, line: &str) -> String {
    let mut line = line.replace("cargo run --release --", "colab");
    for address in [
        "postgres://colab@db1.example,db2.example/colab?target_session_attrs=read-write&sslmode=verify-full&sslrootcert=system",
        "postgres://colab@db2.example/colab?sslmode=verify-full&sslrootcert=system",
        "postgres://colab@db.example/colab?sslmode=verify-full&sslrootcert=system",
        "postgres://colab@db.example/colab",
        "postgres://db.example/colab",
    ] {
        line = line.replace(address, "$SERVER");
    }
    // The world's own folder may be in the first of these.
    for folder in ["/tmp/", "/etc/", "/srv/", "/var/"] {
        for before in [" ", "="] {
            line = line.replace(
                &format!("{before}{folder}"),
                &format!("{before}{}{folder}", world.dir().display()),
            );
        }
    }
    let (command, _) = line.split_once(" #").unwrap_or((&line, ""));
    match ASK.iter().find(|(part, _)| command.contains(part)) {
        Some((_, file)) if !command.contains("--password-stdin") => {
            format!("{command} --password-stdin < {file}")
        }
        _ => line,
    }
}

/// The blocks of shell of a document, each with its lines.
fn blocks(text: &str) -> Vec<Vec<String>> {
    let blocks = text
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap());
    let lines = |block: &str| {
        let joined = block.replace("\\\n", " ");
        let lines = joined.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    blocks.map(lines).filter(|lines| !lines.is_empty()).collect()
}

/// The commands within the sentences and tables of a document that are whole: with arguments, and none that stands for another.
fn within_sentences(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    let spans = prose.split('`').skip(1).step_by(2);
    let is_whole = |span: &&str| {
        let placeholder =
            |word: &str| word.chars().all(|c| c.is_ascii_uppercase()) && !word.is_empty() || word == "…";
        let words: Vec<&str> = span.split_whitespace().collect();
        words.first() == Some(&"colab") && words.len() > 3 && !words.iter().any(|word| placeholder(word))
    };
    spans
        .filter(is_whole)
        .map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn guides() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("packaging/guides")).unwrap();
    let mut guides: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    guides.sort();
    guides
}

fn the_readme_runs_in_its_order(env: &Env) {
    for clock in CLOCKS {
        let mut stage = Stage::new(env, clock);
        let world = stage.furnish(Env::without_database());
        stage.run_document(&root().join("README.md"), &world, Vec::new());
        assert!(world.dir().join("data/colab/colab.db").exists());
        stage.end();
    }
}

fn the_guides_run_in_their_order(env: &Env) {
    let mut stage = Stage::new(env, CLOCKS[1]);
    for guide in guides() {
        let mut world = stage.world();
        let name = guide.file_name().unwrap().to_str().unwrap();
        if let Some((_, user)) = READERS.iter().find(|(of, _)| *of == name) {
            let token = world.colab(&["user", "token", "create", "--name", "guide", "--user", user]);
            world.set("COLAB_TOKEN", token.ok().stdout.trim());
        }
        stage.run_document(&guide, &world, vec![stage.day.clone()]);
    }
    stage.end();
}

fn what_sentences_show_runs(env: &Env) {
    let mut stage = Stage::new(env, CLOCKS[1]);
    let documents = guides().into_iter().chain([root().join("README.md")]);
    let texts = documents.map(|document| fs::read_to_string(document).unwrap());
    let lines: Vec<String> = texts.flat_map(|text| within_sentences(&text)).collect();
    assert!(lines.len() > 5, "{lines:?}");
    lines.iter().for_each(|line| stage.run_alone(line));
    stage.end();
}

fn the_examples_of_the_help_run(env: &Env) {
    let mut stage = Stage::new(env, CLOCKS[2]);
    let lines = all_examples();
    assert!(lines.len() > 250, "{}", lines.len());
    let is_sqlite = stage.demo.is_sqlite();
    for (place, line) in lines.iter().enumerate() {
        if is_sqlite || place % 6 == 0 || names_a_server(line) {
            stage.run_alone(line);
        }
    }
    stage.end();
}
