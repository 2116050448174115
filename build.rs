//! Makes the program smaller where the linker and this machine's libc can: relocations packed (a tenth of the file would be
//! nothing else, and each start would read it), functions that came out alike kept once.

use std::io::Write;
use std::process::{Command, Stdio};

const PACKED: &str = "-Wl,-z,pack-relative-relocs";
const FOLDED: &str = "-Wl,--icf=all";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    let is_ours = std::env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if !is_ours || !is("CARGO_CFG_TARGET_OS", "linux") {
        return;
    }
    if is("CARGO_CFG_TARGET_ENV", "gnu") && glibc() >= Some((2, 36)) {
        println!("cargo:rustc-link-arg-bin=colab={PACKED}");
    }
    // Tests start the program tens of thousands of times, and none of its addresses is to be relocated each time.
    if is("PROFILE", "debug") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bin=colab=-no-pie");
    }
    // Which linker it is depends on the toolchain and on its configuration: only trying tells.
    if is("PROFILE", "release") && links_with(FOLDED) {
        println!("cargo:rustc-link-arg-bin=colab={FOLDED}");
    }
}

/// The version of this machine's libc, as `getconf` says it: `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    let minor = minor.split('.').next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether an empty program can be linked with this argument by the linker and the flags that cargo has for ours.
fn links_with(argument: &str) -> bool {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let flags = variable("CARGO_ENCODED_RUSTFLAGS");
    let linker = variable("RUSTC_LINKER");
    let mut rustc = Command::new(variable("RUSTC"));
    rustc.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    if !linker.is_empty() {
        rustc.arg(format!("-Clinker={linker}"));
    }
    let trial = rustc
        .args(["-", "--crate-name=trial", "--out-dir", &variable("OUT_DIR")])
        .arg(format!("-Clink-arg={argument}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    trial.is_ok_and(|mut trial| {
        let said = trial
            .stdin
            .take()
            .map(|mut source| source.write_all(b"fn main() {}"));
        said.is_some_and(|said| said.is_ok()) && trial.wait().is_ok_and(|status| status.success())
    })
}
