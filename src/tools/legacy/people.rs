//! Users, with their roles and passwords as far as these can be trusted: each that is not taken as it stands has a line.

use super::import::LegacyImport;
use super::source::{LegacyRow, USERS};
use super::words;
use crate::access::auth::{Role, is_reserved_name, password, store as auth_store};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;

impl LegacyImport<'_, '_> {
    /// Takes users, and keeps the names by which other rows know them.
    pub fn take_users(&mut self) -> Result<()> {
        let rows = self.source.rows(USERS);
        self.report.begin(USERS, rows.len());
        for row in rows {
            self.take_user(row)?;
        }
        Ok(())
    }

    fn take_user(&mut self, row: &LegacyRow) -> Result<()> {
        let id = row.id();
        let name = row
            .text_of("username", 255)
            .or_else(|| row.text_of("user_id", 255));
        let Some(name) = name else {
            self.report.skip(USERS, &id, "it has no name");
            return Ok(());
        };
        for known_as in [row.text("user_id"), row.text("username")].into_iter().flatten() {
            self.users.insert(name_key(&known_as), name.clone());
        }
        if is_reserved_name(&name) {
            let why = format!("the user name {name} is reserved for the audit log");
            self.report.skip(USERS, &id, why);
            return Ok(());
        }
        let key = name_key(&name);
        if auth_store::user_by_key(self.tx.connection(), &key)?.is_some() {
            if self.was_taken(USERS, &id) {
                self.report.unchanged(USERS);
            } else {
                let why = format!("user {name} exists already and stays unchanged");
                self.report.skip(USERS, &id, why);
            }
            return Ok(());
        }
        let word = row.text("role").unwrap_or_default();
        let role = words::role(&word);
        match role {
            None => self
                .report
                .note(USERS, &id, format!("unknown role `{word}`: taken as staff")),
            Some(role) if name_key(role.as_str()) != name_key(&word) => {
                self.report
                    .note(USERS, &id, format!("role `{word}` of {name}: taken as {role}"));
            }
            Some(_) => {}
        }
        let role = role.unwrap_or(Role::Staff);
        let stored = self.password_of(row, &id, &name);
        let now: Timestamp = self.tx.now();
        let email = row.text_of("email", 255);
        let user = auth_store::NewUserRow {
            user_id: &name,
            username: &name,
            username_key: &key,
            password_hash: stored,
            role,
            full_name: None,
            phone: None,
            email: email.as_deref(),
            os_uid: None,
            is_active: row.flag("is_active").unwrap_or(true),
            failed_logins: 0,
            created_at: row.instant("created_at").unwrap_or(now),
            updated_at: now,
        };
        auth_store::insert_user(self.tx.connection(), &user)?;
        self.report.take(USERS, &id);
        Ok(())
    }

    /// Returns the stored password of a user: a hash, or a text that is hashed at the first sign-in. One that nobody could
    /// choose here lets nobody in.
    fn password_of<'a>(&mut self, row: &'a LegacyRow, id: &str, name: &str) -> Option<&'a str> {
        let stored = row.raw_text("password_hash").or_else(|| row.raw_text("password"));
        let stored = stored.filter(|stored| !stored.is_empty())?;
        if password::is_hash(stored) {
            return Some(stored);
        }
        if let Err(refused) = password::check(stored) {
            let note = format!(
                "the password of {name} is in plain text and not taken: {}; colab user password {}",
                refused.message,
                shell_word(name)
            );
            self.report.note(USERS, id, note);
            return None;
        }
        self.report.plain_passwords += 1;
        let note = format!("the password of {name} is in plain text until the next sign-in");
        self.report.note(USERS, id, note);
        Some(stored)
    }
}
