//! The floors of the house: which folder may use which, whose tables are whose, and that no files import each other in a
//! circle.

use std::collections::{BTreeMap, BTreeSet};

use super::support::Env;
use super::support::source::{SourceFile, assert_none, source_files};

any![
    a_floor_uses_only_those_below_it,
    a_slice_names_only_tables_of_its_own_and_of_earlier_slices,
    stores_are_private_to_their_slice,
    only_the_database_folder_tells_the_engines_apart,
    slices_see_a_command_line_in_cmd_alone,
    services_ask_for_a_permission,
    no_files_import_each_other_in_a_circle,
    the_readers_of_paths_see_what_they_should
];

/// From the ground up. A folder may use those before it.
const FLOORS: [&str; 26] = [
    "kernel",
    "output",
    "db",
    "access",
    "user",
    "location",
    "room",
    "client",
    "booking",
    "device",
    "rental",
    "pricing",
    "billing",
    "task",
    "requisition",
    "attachment",
    "notify",
    "import",
    "vault",
    "undo",
    "report",
    "admin",
    "agent",
    "view",
    "tools",
    "cli",
];

/// The slices: a noun of the command line each.
const SLICES: [&str; 19] = [
    "user",
    "location",
    "room",
    "client",
    "booking",
    "device",
    "rental",
    "pricing",
    "billing",
    "task",
    "requisition",
    "attachment",
    "notify",
    "import",
    "vault",
    "undo",
    "report",
    "agent",
    "view",
];

/// Whose tables are whose; what stands here for `access` is free for all.
const TABLES: &[(&str, &[&str])] = &[
    (
        "access",
        &[
            "database_info",
            "settings",
            "tax_rates",
            "users",
            "user_tokens",
            "role_grants",
            "outbox",
            "idempotency_keys",
            "jobs",
            "job_runs",
            "audit_log",
            "audit_head",
            "audit_values",
            "operations",
            "operation_rows",
        ],
    ),
    ("location", &["locations"]),
    (
        "room",
        &[
            "rooms",
            "room_aliases",
            "room_amenities",
            "room_components",
            "room_holds",
            "room_blocks",
        ],
    ),
    (
        "client",
        &[
            "clients",
            "client_aliases",
            "client_contacts",
            // Sent by the slice `notify`.
            "client_message_optouts",
        ],
    ),
    (
        "booking",
        &[
            "booking_series",
            "bookings",
            "booking_catering",
            "booking_imports",
            // What other systems call bookings.
            "booking_refs",
            "booking_places",
            // Bookings for which a block makes place.
            "room_block_exceptions",
            // Who wanted a room and got none.
            "demand",
            // A booking asks for so many devices of a category.
            "booking_device_assignments",
            "device_categories",
        ],
    ),
    (
        "device",
        &[
            "devices",
            "device_holds",
            "device_movement_log",
            "stock_thresholds",
            // Where a device is; the verbs of rentals are the slice `rental`.
            "offsite_rentals",
            // Whether it is in repair; the verbs of tasks are the slice `task`.
            "tasks",
            "task_events",
        ],
    ),
    ("rental", &["rental_numbers"]),
    (
        "pricing",
        &[
            "pricing_catalog",
            "booking_costing",
            "costing_lines",
            "quotes",
            "quote_acceptances",
            // In which month something is booked; closing them is the slice `billing`.
            "period_events",
            "billing_periods",
        ],
    ),
    (
        "billing",
        &[
            "invoices",
            "invoice_lines",
            "invoice_advances",
            "invoice_reminders",
            "invoice_write_offs",
            "payments",
            "payment_allocations",
        ],
    ),
    ("task", &["vendors", "task_costs"]),
    (
        "requisition",
        &[
            "requisitions",
            "requisition_items",
            "requisition_decisions",
            "requisition_receipts",
            "requisition_costs",
        ],
    ),
    ("attachment", &["attachments", "attachment_bytes"]),
    ("agent", &["agent_config", "agent_runs", "proposals"]),
    (
        "notify",
        &[
            "notifications",
            "notification_recipients",
            "notification_reads",
            "notification_digests",
            "notification_digest_items",
            "client_messages",
            "import_remainders",
        ],
    ),
    ("import", &["imports", "import_rows"]),
    ("vault", &["vault_files"]),
    ("view", &["views"]),
];

fn floor(name: &str) -> usize {
    FLOORS.iter().position(|floor| *floor == name).unwrap_or_else(|| {
        panic!("src/{name} stands on no floor: name it in FLOORS of tests/suite/floors.rs")
    })
}

/// The folder of `src` that a file stands in, or the file itself at the top: `room`, `cli`. `None` for `lib.rs` and
/// `main.rs`, which assemble, and for the schedule library.
fn home(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let first = inside.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "main"].contains(&first)).then_some(first)
}

fn a_floor_uses_only_those_below_it(_: &Env) {
    let mut broken = Vec::new();
    for file in source_files() {
        let Some(home) = home(&file.path) else { continue };
        for (line, path) in paths(&file.code) {
            let Some(used) = path
                .strip_prefix("crate::")
                .and_then(|rest| rest.split("::").next())
            else {
                continue;
            };
            if FLOORS.contains(&used) && floor(used) > floor(home) {
                broken.push(format!("{}:{line}: {path}", file.path));
            }
        }
    }
    assert_none("a lower floor uses a higher one", &broken);
}

fn a_slice_names_only_tables_of_its_own_and_of_earlier_slices(_: &Env) {
    let owner: BTreeMap<&str, &str> = TABLES
        .iter()
        .flat_map(|(owner, tables)| tables.iter().map(|table| (*table, *owner)))
        .collect();
    let schema = std::fs::read_to_string(super::support::root().join("src/db/schema.rs")).unwrap();
    for table in schema.lines().filter_map(table_name) {
        assert!(
            owner.contains_key(table),
            "whose is the table {table}? Name it in TABLES"
        );
    }
    let mut broken = Vec::new();
    for file in source_files() {
        let Some(home) = home(&file.path).filter(|home| SLICES.contains(home)) else {
            continue;
        };
        for (line, path) in paths(&file.code) {
            let Some((_, rest)) = path.split_once("schema::") else {
                continue;
            };
            let table = rest.split("::").next().unwrap_or_default();
            if owner.get(table).is_some_and(|owner| floor(owner) > floor(home)) {
                broken.push(format!("{}:{line}: {table}", file.path));
            }
        }
    }
    assert_none("a slice names a later slice's table", &broken);
}

/// `    bookings (id) {` inside `table!`.
fn table_name(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix("    ")?.split_once(" (")?;
    (rest.ends_with(") {") && !name.contains(' ')).then_some(name)
}

fn stores_are_private_to_their_slice(_: &Env) {
    let mut broken = Vec::new();
    for file in source_files() {
        let Some(home) = home(&file.path) else { continue };
        for (line, path) in paths(&file.code) {
            let mut parts = path.split("::").skip(1);
            let slice = parts.next().unwrap_or_default();
            if path.starts_with("crate::")
                && SLICES.contains(&slice)
                && slice != home
                && parts.any(|part| part == "store")
            {
                broken.push(format!("{}:{line}: {path}", file.path));
            }
        }
    }
    assert_none("a store is used from outside its slice", &broken);
}

fn only_the_database_folder_tells_the_engines_apart(_: &Env) {
    let forbidden = [
        "on_engine!",
        "Connection::Postgres",
        "Connection::Sqlite",
        "Engine::Postgres",
        "Engine::Sqlite",
        "Database::Postgres",
        "Database::Sqlite",
        "PgConnection",
        "SqliteConnection",
    ];
    let elsewhere = |file: &SourceFile| !file.path.starts_with("src/db/");
    assert_none(
        "an engine is told apart outside src/db",
        &lines_with(&forbidden, elsewhere),
    );
}

fn slices_see_a_command_line_in_cmd_alone(_: &Env) {
    let forbidden = [
        "clap::Args",
        "clap::{",
        "use clap",
        "clap_complete",
        "println!",
        "eprintln!",
        "stdout()",
        "stderr()",
        "stdin()",
        "std::env",
        "env::var",
    ];
    let inside = |file: &SourceFile| {
        let is_cmd = file.path.contains("/cmd/") || file.path.ends_with("/cmd.rs");
        home(&file.path).is_some_and(|home| SLICES.contains(&home)) && !is_cmd
    };
    assert_none(
        "a slice sees the command line outside its cmd",
        &lines_with(&forbidden, inside),
    );
}

fn lines_with(words: &[&str], applies: impl Fn(&SourceFile) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in source_files().iter().filter(|file| applies(file)) {
        for (at, line) in file.code.lines().enumerate() {
            let hits = words.iter().filter(|word| line.contains(**word));
            found.extend(hits.map(|word| format!("{}:{}: {word}", file.path, at + 1)));
        }
    }
    found
}

/// Public functions of a `service.rs` that take a transaction: each asks for a permission, or takes the grant of who did.
fn services_ask_for_a_permission(_: &Env) {
    let mut broken = Vec::new();
    let mut seen = 0;
    for file in source_files().iter().filter(|file| {
        file.path.ends_with("/service.rs") && home(&file.path).is_some_and(|home| SLICES.contains(&home))
    }) {
        for (line, signature, body) in public_functions(&file.code) {
            if !signature.contains("Tx<") {
                continue;
            }
            seen += 1;
            let asks = signature.contains("Grant")
                || [".require(", ".require_managed(", ".require_for_room("]
                    .iter()
                    .any(|asks| body.contains(asks));
            let name = signature.split('(').next().unwrap_or_default();
            if !asks {
                broken.push(format!("{}:{line}: {name}", file.path));
            }
        }
    }
    assert!(seen > 30, "only {seen} functions were seen");
    assert_none(
        "a service function neither asks for a permission nor takes a grant",
        &broken,
    );
}

/// Line, signature and body of each `pub fn` that begins a line.
fn public_functions(code: &str) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices("\npub fn ") {
        let text = &code[start + "\npub fn ".len()..];
        let Some(open) = text.find(" {\n") else { continue };
        let end = text.find("\n}").unwrap_or(text.len());
        if open < end {
            let line = 2 + code[..start].matches('\n').count();
            found.push((line, &text[..open], &text[open..end]));
        }
    }
    found
}

/// Every path that code names, from its first word on, with its line; the braces of `use` are resolved.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in code.lines().enumerate() {
        let is_start =
            |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        for root in ["crate::", "super::", "self::"] {
            for (start, _) in line.match_indices(root).filter(|(start, _)| is_start(*start)) {
                let from = code.lines().take(at).map(|line| line.len() + 1).sum::<usize>() + start;
                let rest = code.get(from..).unwrap_or_default();
                found.extend(expand("", rest).0.into_iter().map(|path| (at + 1, path)));
            }
        }
    }
    found
}

/// Resolves one path with its braces; returns the paths and what follows them.
fn expand<'a>(prefix: &str, text: &'a str) -> (Vec<String>, &'a str) {
    let name_ends = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
    let end = text.find(name_ends).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = format!("{prefix}{name}");
    let Some(mut rest) = rest.strip_prefix('{').filter(|_| name.ends_with("::")) else {
        return (
            vec![path.trim_end_matches("::self").trim_end_matches("::").to_owned()],
            rest,
        );
    };
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() || rest.starts_with('}') {
            return (all, rest.strip_prefix('}').unwrap_or(rest));
        }
        let (inner, after) = expand(&path, rest);
        all.extend(inner);
        // `as name` and whatever else a path does not hold.
        let next = after.find([',', '}']).unwrap_or(after.len());
        rest = &after[next..];
    }
}

fn the_readers_of_paths_see_what_they_should(_: &Env) {
    let seen: Vec<String> = paths("use crate::a::{b::C, d::{self, E as F}};\nlet x = crate::g::h(1);")
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    assert_eq!(
        seen,
        ["crate::a::b::C", "crate::a::d", "crate::a::d::E", "crate::g::h"]
    );
    assert_eq!(table_name("    bookings (id) {"), Some("bookings"));
    assert_eq!(home("src/room/service.rs"), Some("room"));
    assert_eq!(home("src/cli.rs"), Some("cli"));
    assert_eq!(home("src/lib.rs"), None);
    let functions = public_functions("\npub fn a(tx: &Tx<'_>) {\n    b();\n}\npub fn c() {\n}\n");
    assert_eq!(functions.len(), 2);
    assert_eq!(functions[0].1, "a(tx: &Tx<'_>)");
    let edges = BTreeMap::from([
        ("a".to_owned(), BTreeSet::from(["b".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["a".to_owned(), "c".to_owned()])),
    ]);
    assert_eq!(circles(&edges), [BTreeSet::from(["a", "b"])]);
}

fn no_files_import_each_other_in_a_circle(_: &Env) {
    let edges = imports(&source_files());
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 500);
    let circles: Vec<String> = circles(&edges)
        .into_iter()
        .map(|files| files.into_iter().collect::<Vec<_>>().join(" ~ "))
        .collect();
    assert_none("files import each other", &circles);
}

/// The module that a file is: `src/room/mod.rs` is `crate::room`, in the schedule library `crates/schedule::…`.
fn module(path: &str) -> (String, String) {
    let (root, inside) = path.split_once("/src/").map_or_else(
        || ("crate", path.trim_start_matches("src/")),
        |(root, inside)| (root, inside),
    );
    let inside = inside.trim_end_matches(".rs");
    let inside = inside.strip_suffix("/mod").unwrap_or(inside);
    let inside = if inside == "lib" { "" } else { inside };
    let name = std::iter::once(root)
        .chain(inside.split('/').filter(|part| !part.is_empty()))
        .collect::<Vec<_>>()
        .join("::");
    (root.to_owned(), name)
}

/// Which file imports which. What a `mod.rs` hands on by `pub use` is imported from where it is defined.
fn imports(files: &[SourceFile]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeMap<String, &SourceFile> =
        files.iter().map(|file| (module(&file.path).1, file)).collect();
    let mut handed_on: BTreeMap<String, String> = BTreeMap::new();
    for (name, file) in &modules {
        // An exported macro is named from the root, and stands in its file.
        for exported in file.code.split("#[macro_export]\nmacro_rules! ").skip(1) {
            let item = exported.split_whitespace().next().unwrap_or_default();
            handed_on.insert(format!("crate::{item}"), format!("{name}::{item}"));
        }
        for line in file.code.split(';').map(str::trim) {
            let Some(path) = line
                .strip_prefix("pub use ")
                .or_else(|| line.split("\npub use ").nth(1))
            else {
                continue;
            };
            for path in expand("", path).0 {
                let path = if path.starts_with("crate::") {
                    path
                } else {
                    format!("{name}::{path}")
                };
                if let Some((_, item)) = path.rsplit_once("::") {
                    handed_on.insert(format!("{name}::{item}"), path.clone());
                }
            }
        }
    }
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, file) in &modules {
        let root = module(&file.path).0;
        let code: String = file
            .code
            .split_inclusive(';')
            .map(|part| part.find("pub use ").map_or(part, |at| &part[..at]))
            .collect();
        let children = code.lines().filter_map(declared_module).collect::<Vec<_>>();
        let of_children = children.iter().flat_map(|child| {
            let is_used =
                |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let uses = code
                .match_indices(&format!("{child}::"))
                .map(|(at, _)| at)
                .filter(|at| is_used(*at))
                .collect::<Vec<_>>();
            uses.into_iter().flat_map(|at| expand("self::", &code[at..]).0)
        });
        let named = paths(&code).into_iter().map(|(_, path)| path).chain(of_children);
        for path in named.collect::<Vec<_>>() {
            let mut path = absolute(&root, name, &path);
            for _ in 0..4 {
                match handed_on.get(&path) {
                    Some(origin) => path.clone_from(origin),
                    None => break,
                }
            }
            let mut target = path.as_str();
            while !modules.contains_key(target) {
                match target.rsplit_once("::") {
                    Some((parent, _)) => target = parent,
                    None => break,
                }
            }
            if let Some(to) = modules.get(target).filter(|to| to.path != file.path) {
                edges
                    .entry(file.path.clone())
                    .or_default()
                    .insert(to.path.clone());
            }
        }
    }
    edges
}

/// `mod store;`, however public.
fn declared_module(line: &str) -> Option<&str> {
    let (_, name) = line.split_once("mod ")?;
    name.strip_suffix(';').filter(|_| !line.starts_with(' '))
}

/// A path of a module from the root: `super::store` of `crate::room::service` is `crate::room::store`.
fn absolute(root: &str, module: &str, path: &str) -> String {
    let mut at = module.to_owned();
    let mut rest = path;
    loop {
        if let Some(after) = rest.strip_prefix("super::") {
            at = at
                .rsplit_once("::")
                .map_or(at.clone(), |(parent, _)| parent.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("self::") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix("crate::") {
            at = root.to_owned();
            rest = after;
        } else {
            return format!("{at}::{rest}");
        }
    }
}

/// The groups of files that reach each other.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<&str>> {
    let reach = |from: &str| -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = edges
            .get(from)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten().map(String::as_str));
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|file| (file.as_str(), reach(file))).collect();
    let mut circles: Vec<BTreeSet<&str>> = Vec::new();
    for (file, seen) in &reached {
        if seen.contains(file) && !circles.iter().any(|circle| circle.contains(file)) {
            let there_and_back = |other: &&&str| reached.get(**other).is_some_and(|back| back.contains(file));
            circles.push(seen.iter().filter(there_and_back).copied().collect());
        }
    }
    circles
}
