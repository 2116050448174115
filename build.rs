//! Makes the program smaller: the scripts of the schema packed, and where the linker and this machine's libc can, relocations
//! packed (a tenth of the file would be nothing else, and each start would read it) and functions that came out alike kept once.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::DeflateEncoder;

const PACKED: &str = "-Wl,-z,pack-relative-relocs";
const FOLDED: &str = "-Wl,--icf=all";
/// A panic ends the program where it happens (`exit_at_faults`): what tells how to unwind is a tenth of the file for nothing.
const WITHOUT_UNWINDING: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame .eh_frame.* .gcc_except_table .gcc_except_table.*) } } INSERT AFTER .text;\n";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    pack_scripts()?;
    link_smaller();
    Ok(())
}

/// Packs, for each engine, the foundation that new databases are made of, and all migrations, for those that began earlier.
fn pack_scripts() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    let pack = |name: &str, text: &str| -> Result<(), Box<dyn Error>> {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(text.as_bytes())?;
        Ok(fs::write(Path::new(&folder).join(name), packed.finish()?)?)
    };
    let (mut versions, mut founded) = (Vec::new(), Vec::new());
    for engine in ["sqlite", "postgres"] {
        let foundation = fs::read_to_string(format!("migrations/foundation/{engine}.sql"))?;
        let recorded = foundation.lines().filter_map(|line| {
            line.strip_prefix("INSERT INTO __diesel_schema_migrations (version) VALUES ('")?
                .strip_suffix("');")
        });
        founded.push(recorded.map(str::to_owned).collect::<Vec<_>>());
        pack(&format!("{engine}-foundation"), &foundation)?;
        let entries = fs::read_dir(format!("migrations/{engine}"))?;
        let mut folders = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>, std::io::Error>>()?;
        folders.sort();
        let scripts = folders
            .iter()
            .map(|folder| fs::read_to_string(folder.join("up.sql")));
        let scripts = scripts.collect::<Result<Vec<_>, _>>()?;
        pack(&format!("{engine}-steps"), &scripts.join("\0"))?;
        let names = folders.iter().filter_map(|folder| folder.file_name()?.to_str());
        versions = names
            .filter_map(|name| Some(name.split_once('_')?.0.replace('-', "")))
            .collect();
    }
    let [of_file, of_server] = &founded[..] else {
        return Err("each engine has one foundation".into());
    };
    if of_file != of_server {
        return Err(format!("the foundations differ: {of_file:?}, {of_server:?}").into());
    }
    let constants = format!(
        "/// The versions that this program brings.\nconst VERSIONS: &[&str] = &{versions:?};\n\
         /// Those that the foundations contain.\nconst FOUNDED: &[&str] = &{of_file:?};\n"
    );
    Ok(fs::write(Path::new(&folder).join("versions.rs"), constants)?)
}

fn link_smaller() {
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
    let mut smaller = vec![vec![FOLDED.to_owned()]];
    let script = Path::new(&std::env::var("OUT_DIR").unwrap_or_default()).join("no-unwinding.ld");
    if fs::write(&script, WITHOUT_UNWINDING).is_ok() {
        let script = format!("-Wl,-T,{}", script.display());
        smaller.push(vec![script, "-Wl,--no-eh-frame-hdr".to_owned()]);
    }
    for arguments in smaller
        .iter()
        .filter(|arguments| is("PROFILE", "release") && links_with(arguments))
    {
        for argument in arguments {
            println!("cargo:rustc-link-arg-bin=colab={argument}");
        }
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

/// Whether an empty program can be linked with these arguments by the linker and the flags that cargo has for ours.
fn links_with(arguments: &[String]) -> bool {
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
        .args(arguments.iter().map(|argument| format!("-Clink-arg={argument}")))
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
