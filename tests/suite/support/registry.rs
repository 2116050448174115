//! Tests announce themselves; this collects them, makes a trial for each engine and runs the trials.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use super::environment::{self, Engine, Env};
use super::{mail, postgres, tools};

/// One test function and where it runs.
pub struct Test {
    /// `module_path!()` of the file.
    pub module: &'static str,
    pub name: &'static str,
    /// The engines it runs on; none: without a prepared database.
    pub engines: &'static [Engine],
    pub run: fn(&Env),
}

inventory::collect!(Test);

/// Registers tests of this file, each `fn(&Env)`, for the engines given.
macro_rules! register {
    ($engines:expr; $($name:ident),+ $(,)?) => { $(
        inventory::submit! {
            $crate::support::registry::Test {
                module: module_path!(),
                name: stringify!($name),
                engines: $engines,
                run: $name,
            }
        }
    )+ };
}

/// Tests that run once on each engine, with a migrated database and an admin.
macro_rules! both {
    ($($name:ident),+ $(,)?) => { register! { &[$crate::support::Engine::Sqlite, $crate::support::Engine::Postgres]; $($name),+ } };
}

/// Tests of what only SQLite has (files, modes, the OS user).
macro_rules! sqlite {
    ($($name:ident),+ $(,)?) => { register! { &[$crate::support::Engine::Sqlite]; $($name),+ } };
}

/// Tests of what only PostgreSQL has (servers, TLS, lost connections).
macro_rules! postgres {
    ($($name:ident),+ $(,)?) => { register! { &[$crate::support::Engine::Postgres]; $($name),+ } };
}

/// Tests that want no prepared database.
macro_rules! any {
    ($($name:ident),+ $(,)?) => { register! { &[]; $($name),+ } };
}

/// Runs the suite as libtest would; the PostgreSQL server is stopped and said to be missing here.
pub fn run() -> ExitCode {
    let arguments = Arguments::from_args();
    let server = postgres::binaries().is_some();
    let mut left_out = 0;
    let mut trials = Vec::new();
    for test in inventory::iter::<Test> {
        let (_, noun) = test
            .module
            .split_once("::")
            .expect("a test lives in a module of the suite");
        if test.engines.is_empty() {
            let run = test.run;
            trials.push(trial(format!("any::{noun}::{}", test.name), move || {
                run(&Env::without_database())
            }));
        }
        for &engine in test.engines {
            let run = test.run;
            let missing = engine == Engine::Postgres && !server;
            left_out += usize::from(missing);
            let name = format!("{engine}::{noun}::{}", test.name);
            trials.push(trial(name, move || run(&Env::on(engine))).with_ignored_flag(missing));
        }
    }
    trials.sort_by(|a, b| a.name().cmp(b.name()));
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    if left_out > 0 && ci && !arguments.list {
        eprintln!(
            "error: {left_out} tests need PostgreSQL and CI may not leave them out: {}",
            postgres::ADVICE
        );
        return ExitCode::FAILURE;
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    environment::clean_up();
    if left_out > 0 && !arguments.list {
        println!("NOT RUN: {left_out} tests on PostgreSQL: {}", postgres::ADVICE);
    }
    for advice in tools::left_out() {
        println!("NOT RUN: {advice}");
    }
    if tools::not_read() > 0 {
        println!(
            "NOT RUN: reading back {} PDFs: {}",
            tools::not_read(),
            tools::ADVICE
        );
    }
    if mail::not_started() > 0 {
        println!(
            "NOT RUN: what needs {} mail servers: {}",
            mail::not_started(),
            mail::ADVICE
        );
    }
    if conclusion.has_failed() {
        ExitCode::from(101)
    } else {
        ExitCode::SUCCESS
    }
}

fn trial(name: String, run: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        run();
        Ok::<(), Failed>(())
    })
}
