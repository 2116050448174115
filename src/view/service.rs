//! Views saved, found, listed and removed.

use serde_json::{Value as Json, json};

use super::model::{ViewName, ViewRow, words_as_json};
use super::store;
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::plan::command_words;
use crate::access::tx::{Tx, not_allowed};
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;
use crate::user::IfExists;

/// A view that is to be saved.
#[derive(Debug, Clone)]
pub struct NewView {
    pub name: ViewName,
    /// For everybody, rather than for whoever saves it.
    pub shared: bool,
    pub words: Vec<String>,
    pub if_exists: IfExists,
}

/// Saves a view whose line was checked.
///
/// # Errors
/// `Conflict` for a name that is taken, unless it is to be skipped or updated; `Forbidden` to change a shared one of others.
pub fn save(tx: &mut Tx<'_>, new: &NewView) -> Result<ViewRow> {
    let grant = tx.require(Permission::OwnAccount)?;
    let (me, now) = (tx.actor().username.clone(), tx.now());
    let owner = if new.shared { String::new() } else { me.clone() };
    let known = store::of(tx.connection(), &owner)?;
    let known = known
        .into_iter()
        .find(|view| view.owner == owner && view.name == new.name.as_str());
    if let Some(before) = known {
        return match new.if_exists {
            IfExists::Error => Err(name_taken(&before)),
            IfExists::Skip => {
                tx.mark_unchanged();
                Ok(before)
            }
            IfExists::Update => update(tx, &grant, before, new),
        };
    }
    let row = ViewRow {
        id: tx.connection().reserve_id("views")?,
        name: new.name.as_str().to_owned(),
        owner,
        words: words_as_json(&new.words),
        created_by: me,
        created_at: now,
        updated_at: now,
    };
    tx.savepoint(|connection| store::insert(connection, &row))
        .on_any_violation(contention)?;
    tx.audit(&grant, AuditEvent::created("view", row.id, facts(&row)));
    Ok(row)
}

fn update(tx: &mut Tx<'_>, grant: &Grant, before: ViewRow, new: &NewView) -> Result<ViewRow> {
    require_change(tx, &before)?;
    let after = ViewRow {
        words: words_as_json(&new.words),
        updated_at: tx.now(),
        ..before.clone()
    };
    if after.words == before.words {
        tx.mark_unchanged();
        return Ok(before);
    }
    store::save(tx.connection(), &after)?;
    let event = AuditEvent::difference("view", after.id, &facts(&before), &facts(&after));
    tx.audit(grant, event);
    Ok(after)
}

/// Lists the actor's own views and those of everybody, by name.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ViewRow>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let me = tx.actor().username.clone();
    store::of(tx.connection(), &me)
}

/// Finds a view by name: the actor's own before that of everybody, or that of everybody alone.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn find(tx: &mut Tx<'_>, name: &ViewName, shared: bool) -> Result<ViewRow> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let me = tx.actor().username.clone();
    let mut views = store::of(tx.connection(), &me)?;
    views.retain(|view| view.is_shared() || !shared);
    let own = |view: &ViewRow| view.name == name.as_str() && !view.is_shared();
    let of_all = |view: &ViewRow| view.name == name.as_str();
    match views
        .iter()
        .position(own)
        .or_else(|| views.iter().position(of_all))
    {
        Some(place) => Ok(views.swap_remove(place)),
        None => {
            let known: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
            let near = nearest(name.as_str(), known.into_iter(), 3);
            let fact = format!("view `{}` not found", name.as_str());
            Err(Error::not_found(ErrorCode::UnknownView, fact, &near).hint("colab view list"))
        }
    }
}

/// Returns a view with its history.
///
/// # Errors
/// As [`find`].
pub fn show(tx: &mut Tx<'_>, name: &ViewName, shared: bool) -> Result<(ViewRow, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let view = find(tx, name, shared)?;
    let history = audit::history(tx.connection(), "view", &view.id.to_string())?;
    Ok((view, history))
}

/// Removes a view.
///
/// # Errors
/// As [`find`]; `Forbidden` for a shared one of others.
pub fn remove(tx: &mut Tx<'_>, name: &ViewName, shared: bool) -> Result<ViewRow> {
    let grant = tx.require(Permission::OwnAccount)?;
    let view = find(tx, name, shared)?;
    require_change(tx, &view)?;
    store::delete(tx.connection(), view.id)?;
    let event = AuditEvent::change("view", view.id, facts(&view), json!({}));
    tx.audit(&grant, event);
    Ok(view)
}

/// Requires that a view is the actor's own, shared or not, or that the actor manages users.
fn require_change(tx: &Tx<'_>, view: &ViewRow) -> Result<()> {
    if view.created_by == tx.actor().username || tx.require(Permission::ManageUsers).is_ok() {
        return Ok(());
    }
    let act = format!("change the view {} of {}", view.name, view.created_by);
    Err(not_allowed(tx.actor(), &act))
}

/// Returns what the log keeps of a view; its line, which may name a client, beside the chain.
fn facts(view: &ViewRow) -> Json {
    json!({"name": view.name, "shared": view.is_shared(), "view_line": command_words(&view.line())})
}

fn name_taken(view: &ViewRow) -> Error {
    let whose = if view.is_shared() {
        "a shared view"
    } else {
        "a view of yours"
    };
    let fact = format!("{whose} is called {} already", view.name);
    Error::conflict(ErrorCode::ViewTaken, fact)
        .hint("use --if-exists update to replace it")
        .hint(format!("colab view show {}", view.name))
}
