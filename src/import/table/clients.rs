//! Clients from a table, through the clients' own services.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::adapter::{CreatedRecord, ListedRecord, NewRecord, PresentRecord, TableAdapter};
use super::cell::CellContext;
use super::marks::ListMarks;
use super::rows::ImportTable;
use super::values::{FieldValues, empty_field};
use crate::access::tx::Tx;
use crate::client::model::{Client, ClientChanges, NewClient};
use crate::client::{alias, service};
use crate::import::store::FieldTexts;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::rental::clients::ClientUse;
use crate::user::IfExists;

/// What other services than the record's own change.
const APART: [&str; 3] = ["name", "aliases", "is_active"];

/// The clients as they were when the import began, and those that it created.
pub struct ClientAdapter {
    context: CellContext,
    /// By id.
    present: HashMap<i64, ClientUse>,
    /// Ids by the keys of names, of aliases as far as the table has them.
    by_key: HashMap<String, i64>,
    /// Names by the id as text: those of created clients, too.
    names: HashMap<String, String>,
}

impl ClientAdapter {
    pub fn load(tx: &mut Tx<'_>, table: Option<&ImportTable>) -> Result<Self> {
        let clients = standing(tx)?;
        let written = table.into_iter().flat_map(ImportTable::values);
        let keys = written.filter_map(|values| values.text("name").map(name_key));
        let by_key = service::by_keys(tx.connection(), &keys.collect::<Vec<_>>())?;
        let by_key = by_key.into_iter().map(|(key, (id, _))| (key, id));
        let own = clients
            .iter()
            .map(|client| (client.row.name_key.clone(), client.row.id));
        let by_key = by_key.chain(own).collect();
        let names = clients
            .iter()
            .map(|client| (client.row.id.to_string(), client.row.name.clone()));
        Ok(Self {
            context: CellContext::of(tx),
            by_key,
            names: names.collect(),
            present: clients
                .into_iter()
                .map(|client| (client.row.id, ClientUse::new(client)))
                .collect(),
        })
    }

    fn name(&self, record: &str) -> String {
        self.names.get(record).cloned().unwrap_or_default()
    }

    fn known(&self, name: &str) -> Option<&ClientUse> {
        self.present.get(self.by_key.get(&name_key(name))?)
    }

    fn values(&self, client: &ClientUse) -> FieldValues {
        FieldValues::of(client, &self.context, |_| true)
    }
}

/// Loads the clients that stand by themselves.
fn standing(tx: &mut Tx<'_>) -> Result<Vec<Client>> {
    let rows = service::all_standing(tx.connection())?;
    service::with_parts(tx.connection(), rows)
}

/// Returns the details that a row sets.
fn details(values: &FieldValues) -> Result<ClientChanges> {
    if let Some(field) = ["terms_days", "is_active"]
        .iter()
        .find(|field| values.clears(field))
    {
        return Err(empty_field(field));
    }
    let mut own = values.clone();
    own.split_off(&APART);
    Ok(ClientChanges {
        active: values.flag("is_active"),
        ..own.changes::<ClientUse, _>()?
    })
}

impl TableAdapter for ClientAdapter {
    /// Replaces a spelling by the client's name.
    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        if let Some(known) = values.text("name").and_then(|name| self.known(name)) {
            values.set("name", known.client.row.name.clone());
        }
        details(&values)?;
        Ok(values)
    }

    fn key(&self, values: &FieldValues) -> Result<String> {
        let name = values.text("name").unwrap_or_default();
        Ok(match self.known(name) {
            Some(known) => format!("#{}", known.client.row.id),
            None => name_key(name),
        })
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        let id = key.strip_prefix('#');
        id.and_then(|id| self.present(id)).into_iter().collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        let client = self.present.get(&record.parse().ok()?)?;
        Some(PresentRecord {
            record: record.to_owned(),
            values: self.values(client),
            is_off: !client.client.row.is_active,
        })
    }

    /// A client of this database may have another name by now, or get one.
    fn listed(&self, marks: &ListMarks, _values: &FieldValues) -> Result<ListedRecord> {
        let client = self.present.get(&marks.id).map(|known| &known.client.row);
        let own = client.filter(|row| marks.is_of(row.created_at) == Some(true));
        Ok(own.map_or(ListedRecord::Unknown, |row| ListedRecord::Own {
            record: marks.id.to_string(),
            is_current: marks.is_current(row.updated_at, None),
        }))
    }

    fn label(&self, values: &FieldValues) -> String {
        values.text("name").unwrap_or_default().to_owned()
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let values = new.values;
        let client = NewClient {
            name: values.text("name").unwrap_or_default().to_owned(),
            details: details(values)?,
            aliases: values.list("aliases").unwrap_or_default(),
        };
        let made = service::add(tx, &client, IfExists::Error)?;
        let record = made.row.id.to_string();
        self.names.insert(record.clone(), made.row.name);
        Ok(CreatedRecord::new(record))
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changed: &FieldValues) -> Result<Vec<String>> {
        let mut name = self.name(record);
        let present = record.parse().ok().and_then(|id: i64| self.present.get(&id));
        let aliases = present.map_or(Vec::new(), |present| present.client.aliases.clone());
        let changes = details(changed)?;
        if changes != ClientChanges::default() {
            service::edit(tx, &name, &changes)?;
        }
        if let Some(new_name) = changed.text("name").filter(|new_name| *new_name != name) {
            name = service::rename(tx, &name, new_name)?.row.name;
            self.names.insert(record.to_owned(), name.clone());
        }
        if let Some(wanted) = changed.list("aliases") {
            set_aliases(tx, &name, &aliases, &wanted)?;
        }
        Ok(Vec::new())
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        self.set_active(tx, record, true)
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let wanted: BTreeSet<&String> = records.iter().collect();
        let clients = standing(tx)?.into_iter();
        let clients = clients.map(|client| (client.row.id.to_string(), ClientUse::new(client)));
        Ok(clients
            .filter(|(id, _)| wanted.contains(id))
            .map(|(id, client)| (id, self.values(&client).texts()))
            .collect())
    }

    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, _reason: &str) -> Result<()> {
        self.set_active(tx, record, false)
    }
}

impl ClientAdapter {
    fn set_active(&self, tx: &mut Tx<'_>, record: &str, active: bool) -> Result<()> {
        let changes = ClientChanges {
            active: Some(active),
            ..ClientChanges::default()
        };
        service::edit(tx, &self.name(record), &changes).map(|_client| ())
    }
}

/// Gives a client these spellings in the place of those that it had; a name that it had before a renaming stays one.
fn set_aliases(tx: &mut Tx<'_>, name: &str, present: &[String], wanted: &[String]) -> Result<()> {
    // What the client is called by now is no longer another spelling.
    let is_name = |alias: &&String| name_key(alias) == name_key(name);
    let gone = present.iter().filter(|alias| !wanted.contains(alias));
    for gone in gone.filter(|alias| !is_name(alias)) {
        alias::remove(tx, gone)?;
    }
    let new = wanted.iter().filter(|alias| !present.contains(alias));
    for new in new.filter(|alias| !is_name(alias)) {
        alias::add(tx, name, new)?;
    }
    Ok(())
}
