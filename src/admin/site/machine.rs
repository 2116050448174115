//! `config set` and `unset` of a key of this machine's configuration: a line of the user's own file.

use std::path::Path;

use crate::access::app::{App, CommandResult};
use crate::kernel::bounded::{self, read_text};
use crate::kernel::config::{Config, ConfigFlags, ConfigValue};
use crate::kernel::error::{Error, Kind, Result};
use crate::output::{CommandOutput, make_private_folder, one, write_private_file};
use crate::vault;

/// Sets a key, or removes it, in the user's file, whose other lines stay as they are.
///
/// # Errors
/// `Usage` for a secret, which a command line would give away, and for a file that cannot be changed line by line.
pub fn change(key: &str, value: Option<&str>, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<ConfigValue>()?;
    let path = app.config.user_file.clone();
    let known = app.config.values().iter().find(|one| one.key == key);
    if known.is_some_and(|one| one.secret) {
        let fact = format!("{key} is a secret, and a command line is seen by others");
        return Err(Error::usage(fact).hint(format!("write it into {}", path.display())));
    }
    if let Some(value) = value {
        vault::check_setting(key, value)?;
    }
    let text = match read_text(&path, bounded::SMALL) {
        Err(error) if error.kind == Kind::NotFound => String::new(),
        text => text?,
    };
    let changed = with_line(&text, key, value);
    let table: toml::Table = changed.parse().unwrap_or_default();
    if table.get(key).and_then(toml::Value::as_str) != value {
        let fact = format!("cannot change {key} in {}", path.display());
        return Err(Error::usage(fact).hint("change it in an editor"));
    }
    if !app.manner.dry_run && changed != text {
        write(&path, &changed)?;
        app.config = Config::load(&ConfigFlags::default())?;
    }
    let shown = app.config.values().iter().find(|one| one.key == key);
    let Some(shown) = shown else {
        return Err(Error::internal(format!(
            "{key} is not a key of the configuration"
        )));
    };
    if app.manner.dry_run {
        let planned = ConfigValue {
            value: value.map(str::to_owned),
            origin: path.display().to_string(),
            ..shown.clone()
        };
        return Ok(one(&planned).into());
    }
    let is_quiet = app.manner.quiet;
    if shown.value.as_deref() != value && value.is_some() {
        app.warn(&format!("{} sets {key}, and goes before the file", shown.origin));
    }
    Ok(if is_quiet {
        CommandOutput::Nothing.into()
    } else {
        one(shown).into()
    })
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        make_private_folder(folder)?;
    }
    write_private_file(path, text.as_bytes())
}

/// Returns the text with a line for the key, or without.
fn with_line(text: &str, key: &str, value: Option<&str>) -> String {
    let is_of_key = |line: &&str| line.split_once('=').is_some_and(|(name, _)| name.trim() == key);
    let mut lines: Vec<String> = text
        .lines()
        .filter(|line| !is_of_key(line))
        .map(str::to_owned)
        .collect();
    if let Some(value) = value {
        lines.push(format!("{key} = {}", toml::Value::from(value)));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_line_and_the_others_stay() {
        let text = "# ours\npager = \"less\"\nvault_root = \"/old\"\n";
        let set = with_line(text, "vault_root", Some("/srv/\"a\"\\b"));
        assert!(
            set.starts_with("# ours\npager = \"less\"\nvault_root = "),
            "{set}"
        );
        let table: toml::Table = set.parse().unwrap();
        assert_eq!(table["vault_root"].as_str(), Some("/srv/\"a\"\\b"));
        assert_eq!(with_line(&set, "vault_root", None), "# ours\npager = \"less\"\n");
    }
}
