//! Users from a table, through the users' own services. Passwords come as bcrypt hashes or not at all.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::adapter::{CreatedRecord, NewRecord, PresentRecord, TableAdapter};
use super::cell::CellContext;
use super::column::TableColumn;
use super::people::{USUAL_ROLE, join_names};
use super::rows::ImportTable;
use super::values::{FieldValues, empty_field};
use crate::access::auth::{Role, password};
use crate::access::tx::Tx;
use crate::import::store::FieldTexts;
use crate::kernel::email::parse_email;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::text::{hex, printable};
use crate::output::{CellForm, column};
use crate::user::service::{self, KnownUser};
use crate::user::{IfExists, NewUser, UserDetails};
use sha2::{Digest, Sha256};

/// No list of ours shows it.
pub const PASSWORD_HASH: TableColumn = TableColumn {
    name: "password_hash",
    column: column(
        CellForm::Secret,
        "A bcrypt hash, never a password; without one the user signs in by tokens alone",
    )
    .synonyms(&["Bcrypt"]),
};

/// Joins a user's two names; who has no user name is known by the email address, as many programs do.
pub fn tidy(mut values: FieldValues, _site: &Site) -> Result<FieldValues, String> {
    join_names(&mut values, "full_name");
    if let (None, Some(email)) = (values.text("username"), values.text("email").map(str::to_owned)) {
        values.set("username", email);
    }
    Ok(values)
}

/// Returns what is kept and compared of a stored hash; a digest is its own.
pub fn digest(hash: &str) -> String {
    const MARK: &str = "sha256:";
    if hash.is_empty() || hash.starts_with(MARK) {
        return hash.to_owned();
    }
    format!("{MARK}{}", hex(&Sha256::digest(hash.as_bytes())))
}

/// Refuses what is no address, and several of them.
///
/// # Errors
/// `Usage`, with what to write instead.
fn one_address(text: &str) -> Result<()> {
    let is_address = |part: &&str| part.contains('@') && parse_email(part).is_ok();
    let parts = text.split(|c: char| c.is_whitespace() || ",;/|".contains(c));
    let addresses: Vec<&str> = parts.filter(is_address).collect();
    match addresses.as_slice() {
        [first, _, ..] => Err(Error::new(
            Kind::Usage,
            ErrorCode::InvalidEmail,
            format!(
                "`{}` has {} addresses, and a user has one; write `{first}` alone into the cell",
                printable(text),
                addresses.len()
            ),
        )),
        _ => parse_email(text).map(|_address| ()),
    }
}

/// The users as they were when the import began.
pub struct UserAdapter {
    context: CellContext,
    /// By the key of the name.
    present: HashMap<String, KnownUser>,
    /// The file has a column of roles, or the command line sets them.
    has_roles: bool,
}

impl UserAdapter {
    pub fn load(tx: &mut Tx<'_>, table: Option<&ImportTable>) -> Result<Self> {
        let with_hashes = table.is_some_and(|table| table.has_column(PASSWORD_HASH.name));
        let known = service::known_users(tx, with_hashes)?;
        let by_key = known.into_iter().map(|one| (name_key(&one.user.username), one));
        Ok(Self {
            context: CellContext::of(tx),
            present: by_key.collect(),
            has_roles: table.is_none_or(|table| table.has_column("role")),
        })
    }

    fn values(&self, known: &KnownUser) -> FieldValues {
        FieldValues::of(&known.user, &self.context, |_| true)
    }

    fn record(&self, known: &KnownUser) -> PresentRecord {
        let mut values = self.values(known);
        if let Some(hash) = &known.password_hash {
            values.set(PASSWORD_HASH.name, digest(hash));
        }
        PresentRecord {
            record: known.user.username.clone(),
            values,
            is_off: !known.user.is_active,
        }
    }
}

fn new_user(username: &str, role: Role, values: &FieldValues) -> Result<NewUser> {
    let hash = values.text(PASSWORD_HASH.name);
    Ok(NewUser {
        username: username.to_owned(),
        role,
        details: UserDetails {
            full_name: values.get("full_name").map(str::to_owned),
            phone: values.get("phone").map(str::to_owned),
            email: values.get("email").map(str::to_owned),
        },
        password: hash.map(password::hashed_elsewhere).transpose()?,
    })
}

impl TableAdapter for UserAdapter {
    /// An empty hash removes no password.
    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        let username = values.text("username").unwrap_or_default();
        let known = self.present.get(&name_key(username));
        let hash = values.text(PASSWORD_HASH.name);
        hash.map(password::hashed_elsewhere).transpose()?;
        if let Some(email) = values.text("email") {
            one_address(email)?;
        }
        if hash.is_none() {
            values.remove(PASSWORD_HASH.name);
        }
        if let Some(known) = known {
            values.set("username", known.user.username.clone());
        }
        Ok(values)
    }

    /// Gives the usual role where the file says nothing of roles.
    fn complete_new(&self, mut values: FieldValues) -> FieldValues {
        if !self.has_roles {
            values.set("role", USUAL_ROLE.as_str());
        }
        values
    }

    fn key(&self, values: &FieldValues) -> Result<String> {
        Ok(name_key(values.text("username").unwrap_or_default()))
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        let present = self.present.get(key).map(|known| self.record(known));
        present.into_iter().collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        self.found(&name_key(record)).pop()
    }

    fn label(&self, values: &FieldValues) -> String {
        values.text("username").unwrap_or_default().to_owned()
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let values = new.values;
        let name = values.text("username").unwrap_or_default();
        let role = values.parsed("role")?.ok_or_else(|| empty_field("role"))?;
        let user = service::add(tx, &new_user(name, role, values)?, IfExists::Error)?;
        if values.flag("is_active") == Some(false) {
            service::disable(tx, name, false)?;
        }
        Ok(CreatedRecord::new(user.username))
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &FieldValues) -> Result<Vec<String>> {
        if changes.clears("is_active") {
            return Err(empty_field("is_active"));
        }
        let present = service::find(tx.connection(), record)?;
        let role = changes.parsed("role")?.unwrap_or(present.role);
        service::add(tx, &new_user(record, role, changes)?, IfExists::Update)?;
        match changes.flag("is_active") {
            Some(true) => service::enable(tx, record).map(|_user| ())?,
            Some(false) => service::disable(tx, record, false).map(|_user| ())?,
            None => {}
        }
        Ok(Vec::new())
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        service::enable(tx, record).map(|_user| ())
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let wanted: BTreeSet<&String> = records.iter().collect();
        let known = service::known_users(tx, false)?;
        let known = known.iter().map(|one| (one.user.username.clone(), one));
        Ok(known
            .filter(|(name, _)| wanted.contains(name))
            .map(|(name, one)| (name, self.values(one).texts()))
            .collect())
    }

    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, _reason: &str) -> Result<()> {
        let user = service::find(tx.connection(), record)?;
        if user.last_login_at.is_some() {
            return Err(Error::conflict(
                ErrorCode::UserInUse,
                format!("{record} has signed in since"),
            ));
        }
        service::disable(tx, record, false).map(|_user| ())
    }

    /// Keeps the new password: nobody knows the old one any more.
    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &FieldValues) -> Result<()> {
        let mut before = before.clone();
        before.remove(PASSWORD_HASH.name);
        self.update(tx, record, &before).map(|_warnings| ())
    }
}
