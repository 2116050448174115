//! Users: with their passwords as they were kept, to be hashed at the first sign-in where they were plain.

use super::report::CHANGED;
use super::service::LegacyImport;
use super::source::LegacyRow;
use super::words;
use crate::access::auth::{password, store as auth_store};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

pub const TABLE: &str = "users";

impl LegacyImport<'_, '_> {
    /// Users by the names that other rows know them by.
    pub fn take_users(&mut self) -> Result<()> {
        let rows = self.source.rows(TABLE);
        self.report.begin(TABLE, rows.len());
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
            self.report.skip(TABLE, &id, "it has no name");
            return Ok(());
        };
        for known_as in [row.text("user_id"), row.text("username")].into_iter().flatten() {
            self.users.insert(name_key(&known_as), name.clone());
        }
        let key = name_key(&name);
        if auth_store::user_by_key(self.tx.connection(), &key)?.is_some() {
            match self.was_taken(TABLE, &id) {
                true => self.report.unchanged(TABLE),
                false => self.report.skip(
                    TABLE,
                    &id,
                    format!("there is a user {name} already, who stays who they are"),
                ),
            }
            return Ok(());
        }
        let (role, is_known) = words::role(&row.text("role").unwrap_or_default());
        if !is_known {
            let said = row.text("role").unwrap_or_default();
            self.report.say(
                TABLE,
                &id,
                CHANGED,
                format!("nobody knows the role `{said}`: taken as staff"),
            );
        }
        let stored = row.raw_text("password_hash").or_else(|| row.raw_text("password"));
        let stored = stored.filter(|stored| !stored.is_empty());
        self.report.plain_passwords += usize::from(stored.is_some_and(|stored| !password::is_hash(stored)));
        let now: Timestamp = self.tx.now();
        let email = row.text_of("email", 255);
        let user = auth_store::NewUserRow {
            user_id: &name,
            username: &name,
            username_key: &key,
            password_hash: stored,
            role,
            email: email.as_deref(),
            os_uid: None,
            is_active: row.flag("is_active").unwrap_or(true),
            failed_logins: 0,
            created_at: row.instant("created_at").unwrap_or(now),
            updated_at: now,
        };
        auth_store::insert_user(self.tx.connection(), &user)?;
        self.report.take(TABLE, &id);
        Ok(())
    }

    /// Names who did something, by the username here.
    pub fn person(&self, row: &LegacyRow, names: &[&str]) -> String {
        let said = row.first_text(names);
        let known = said
            .as_ref()
            .and_then(|said| self.users.get(&name_key(said)).cloned());
        known.or(said).unwrap_or_else(|| self.tx.actor().username.clone())
    }
}
