//! What the whole site shares: settings, kept in the database.

pub mod cmd;
mod definition;
pub mod service;
mod store;

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use serde_json::{Map, Value as Json};

use self::definition::{hours, levels, size, stages, tiers, weekdays};
use crate::access::bank_column::{ColumnMeaning, bank_column};
use crate::access::operation;
use crate::access::outbox::Recipient;
use crate::db::{Connection, QueryBatch, SlotTier, TierSlots};
use crate::kernel::error::Result;
use crate::kernel::money::Currency;
use crate::kernel::period::{Site, parse_end_time, parse_time};
use crate::kernel::tax::TaxSchedule;
use crate::kernel::timestamp::Timestamp;

pub use definition::{LANGUAGES, SETTINGS, Setting, setting};

const TIMEZONE: &str = "timezone";
const DAY_START: &str = "day_start";
const DAY_END: &str = "day_end";
/// The setting that switches messages to clients on.
pub const CLIENT_MESSAGES: &str = "client_messages";
/// The setting whose values stand in a table of their own, by the days from which they hold.
pub const TAX: &str = "tax_percent";

/// The settings in force.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    changed: BTreeMap<String, String>,
}

impl Settings {
    /// Loads the settings in force.
    ///
    /// # Errors
    /// `Database` when they cannot be read.
    pub fn load(connection: &mut Connection) -> Result<Self> {
        connection.answer(Self::query())?
    }

    /// Asks for what [`Settings::load`] loads.
    pub fn query() -> impl QueryBatch<Answer = Result<Self>> {
        store::in_force().read_as(|values| {
            let (mut changed, rates) = values?;
            let rates = TaxSchedule::of(rates);
            changed.extend(rates.map(|rates| (TAX.to_owned(), rates.to_string())));
            Ok(Self { changed })
        })
    }

    /// Returns the settings that somebody changed, as they are stored.
    pub fn changed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.changed
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Returns a setting's value in force, and whether someone changed it.
    pub fn get(&self, setting: &Setting) -> (String, bool) {
        match self.changed.get(setting.key) {
            Some(value) => (value.clone(), value != setting.default),
            None => (setting.default.to_owned(), false),
        }
    }

    /// Returns the value of a key of [`SETTINGS`]; anything else is empty.
    fn value(&self, key: &str) -> String {
        setting(key)
            .map(|setting| self.get(setting).0)
            .unwrap_or_default()
    }

    /// Returns a number setting; the table's bounds hold, so it fits.
    fn number(&self, key: &str) -> u32 {
        self.value(key).parse().unwrap_or_default()
    }

    fn time(&self, key: &str) -> NaiveTime {
        parse_time(&self.value(key)).unwrap_or_default()
    }

    /// Checks what holds between settings.
    ///
    /// # Errors
    /// `Invalid` for a site day that would end before it starts.
    pub fn check(&self) -> Result<()> {
        definition::check_site_day(&self.site())
    }

    pub fn site(&self) -> Site {
        Site {
            timezone: self.value(TIMEZONE).parse().unwrap_or(chrono_tz::UTC),
            day_start: self.time(DAY_START),
            day_end: parse_end_time(&self.value(DAY_END)).unwrap_or_default(),
            repeated_hour: None,
        }
    }

    /// Returns the site by the clocks that it had before.
    ///
    /// # Errors
    /// `Database` when they cannot be read.
    pub fn former_sites(&self, connection: &mut Connection) -> Result<Vec<Site>> {
        let former = Self::former(connection, TIMEZONE)?.into_iter();
        let site = |former: Self| Site {
            timezone: former.site().timezone,
            ..self.site()
        };
        Ok(former.map(site).collect())
    }

    /// Returns the days that the site has or had, by their start and end: each former start with each former end.
    ///
    /// # Errors
    /// `Database` when they cannot be read.
    pub fn former_days(&self, connection: &mut Connection) -> Result<Vec<(NaiveTime, NaiveTime)>> {
        let mut starts = vec![self.site().day_start];
        let former = Self::former(connection, DAY_START)?;
        starts.extend(former.iter().map(|former| former.site().day_start));
        let mut ends = vec![self.site().day_end];
        let former = Self::former(connection, DAY_END)?;
        ends.extend(former.iter().map(|former| former.site().day_end));
        let days = starts
            .iter()
            .flat_map(|start| ends.iter().map(|end| (*start, *end)));
        Ok(days.collect())
    }

    /// Returns the settings with each value that a key had before, and the defaults of all others.
    fn former(connection: &mut Connection, key: &str) -> Result<Vec<Self>> {
        let states = operation::former_states(connection, "settings", key)?.into_iter();
        let of_state = |state: Option<Map<String, Json>>| {
            let value = state.and_then(|state| Some(state.get("value")?.as_str()?.to_owned()));
            let changed = value.map(|value| (key.to_owned(), value)).into_iter().collect();
            Self { changed }
        };
        Ok(states.map(of_state).collect())
    }

    pub fn capacity_warn_percent(&self) -> u32 {
        self.number("capacity_warn_percent")
    }

    pub fn stock_warn_percent(&self) -> u32 {
        self.number("stock_warn_percent")
    }

    pub fn stock_alert_percent(&self) -> u32 {
        self.number("stock_alert_percent")
    }

    pub fn stock_warn_count(&self) -> u32 {
        self.number("stock_warn_count")
    }

    /// Returns after how many days a late rental is told again; 0 for never.
    pub fn overdue_reminder_days(&self) -> i64 {
        self.number("overdue_reminder_days").into()
    }

    /// Returns how many runs are kept of each job.
    pub fn job_runs_kept(&self) -> i64 {
        self.number("job_runs_kept").into()
    }

    /// Returns whether it is recorded who wanted a room and got none.
    pub fn demand_recorded(&self) -> bool {
        self.value("demand_recorded") == "yes"
    }

    /// Returns for how many hours a room is offered to one on the waiting list.
    pub fn waiting_offer_hours(&self) -> i64 {
        self.number("waiting_offer_hours").into()
    }

    pub fn ghost_waiting_days(&self) -> i64 {
        self.number("ghost_waiting_days").into()
    }

    /// Returns after how many days of a kind of work (`returned`, `testing`, `repair`) a device needs attention, and after
    /// how many it is critical; never before it needs attention.
    pub fn service_level(&self, kind: &str) -> (i64, i64) {
        let days = |level: &str| i64::from(self.number(&format!("sla_{kind}_{level}_days")));
        let warn = days("warn");
        (warn, days("critical").max(warn))
    }

    pub fn currency(&self) -> Currency {
        Currency::from_code(&self.value("currency")).unwrap_or(Currency::ZAR)
    }

    /// Returns the tax rates, by the day of the service.
    pub fn tax_rates(&self) -> TaxSchedule {
        TaxSchedule::parse(&self.value(TAX)).unwrap_or_default()
    }

    /// Returns who approves a requisition after its requester, in order.
    pub fn requisition_levels(&self) -> Vec<Recipient> {
        levels(&self.value("requisition_levels")).unwrap_or_default()
    }

    pub fn task_after_check_out(&self) -> bool {
        self.value("task_after_check_out") == "yes"
    }

    pub fn task_after_return(&self) -> bool {
        self.value("task_after_return") == "yes"
    }

    pub fn one_person_approves(&self) -> bool {
        self.value("one_person_approves") == "yes"
    }

    /// Returns the longest half-day, in minutes.
    pub fn half_day_minutes(&self) -> i64 {
        self.number("half_day_minutes").into()
    }

    pub fn half_day_percent(&self) -> i64 {
        self.number("half_day_percent").into()
    }

    pub fn company_name(&self) -> String {
        self.value("company_name")
    }

    /// Returns the country of the site, as two letters.
    pub fn company_country(&self) -> String {
        self.value("company_country")
    }

    /// Returns what documents say of the company; `None` where it is not set.
    pub fn company_detail(&self, key: &str) -> Option<String> {
        Some(self.value(key)).filter(|text| !text.is_empty() && text != "none")
    }

    /// Returns after how many days clients are reminded of an overdue invoice, stage by stage.
    /// Returns how many transactions of a kind of work a server sees at once.
    pub fn slots(&self, tier: SlotTier) -> TierSlots {
        let key = match tier {
            SlotTier::Agents => "pool_agents",
            SlotTier::System => "pool_system",
        };
        TierSlots {
            tier,
            count: self.number(key),
        }
    }

    /// Returns how many connections the program is to take in all.
    pub fn connections(&self) -> u32 {
        let tiers = ["pool_interactive", "pool_agents", "pool_system"];
        tiers.iter().map(|key| self.number(key)).sum()
    }

    pub fn reminder_days(&self) -> Vec<i64> {
        stages(&self.value("reminder_days")).unwrap_or_default()
    }

    /// Returns what columns of the bank's statements are, by their headings.
    pub fn bank_columns(&self) -> Vec<(String, ColumnMeaning)> {
        self.value("bank_columns")
            .split(',')
            .filter_map(bank_column)
            .collect()
    }

    /// Returns the years in which invoices and payments keep the name of a client that is forgotten.
    pub fn keep_invoices_years(&self) -> u32 {
        self.number("keep_invoices_years")
    }

    /// Returns the name of an account of the journal.
    pub fn account(&self, key: &str) -> String {
        self.value(key)
    }

    /// Returns the days within which an invoice is paid.
    pub fn invoice_terms_days(&self) -> u64 {
        self.number("invoice_terms_days").into()
    }

    /// Returns how much is kept of what is cancelled: days before the start, descending, and thousandths of a percent.
    pub fn cancellation_tiers(&self) -> Vec<(i64, i64)> {
        tiers(&self.value("cancellation_tiers")).unwrap_or_default()
    }

    /// Returns the days for which a numbered quote can be accepted.
    pub fn quote_valid_days(&self) -> u64 {
        self.number("quote_valid_days").into()
    }

    /// Returns width and height of a label, in millimetres.
    pub fn label_size_mm(&self) -> (f32, f32) {
        size(&self.value("label_size_mm")).unwrap_or((63.5, 38.1))
    }

    /// Returns the sender of the site's mail.
    pub fn mail_from(&self) -> Option<lettre::message::Mailbox> {
        self.value("mail_from").parse().ok()
    }

    /// Returns whether clients are told of their bookings and returns.
    pub fn client_messages(&self) -> bool {
        self.value(CLIENT_MESSAGES) == "on"
    }

    /// Returns how many messages to clients one run sends unasked.
    pub fn client_messages_max(&self) -> usize {
        usize::try_from(self.number("client_messages_max")).unwrap_or(usize::MAX)
    }

    /// Returns how long a change of a booking waits for further ones.
    pub fn message_delay(&self) -> chrono::TimeDelta {
        chrono::TimeDelta::minutes(self.number("message_delay_minutes").into())
    }

    /// Returns the language of messages to clients.
    pub fn language(&self) -> String {
        self.value("language")
    }

    /// Returns when a setting got its value; `None` while nobody changed it.
    ///
    /// # Errors
    /// `Database` when that cannot be read.
    pub fn changed_at(connection: &mut Connection, key: &str) -> Result<Option<Timestamp>> {
        store::changed_at(connection, key)
    }

    /// Returns the hours in which no notifications are sent; the end may be on the next day.
    pub fn quiet_hours(&self) -> Option<(NaiveTime, NaiveTime)> {
        hours(&self.value("quiet_hours"))
    }

    /// Returns the days on which no notifications are sent; at most six days of the week.
    pub fn quiet_days(&self) -> Vec<Weekday> {
        weekdays(&self.value("quiet_days")).unwrap_or_default()
    }

    pub fn quiet_lets_alerts_pass(&self) -> bool {
        self.value("quiet_lets_alerts_pass") == "yes"
    }

    pub fn send_max_attempts(&self) -> u32 {
        self.number("send_max_attempts")
    }

    pub fn import_ignore(&self) -> Vec<String> {
        self.value("import_ignore")
            .split(',')
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect()
    }

    pub fn import_facilitators(&self) -> u32 {
        self.number("import_facilitators")
    }

    pub fn import_long_term_days(&self) -> u32 {
        self.number("import_long_term_days")
    }

    pub fn import_max_cells(&self) -> u64 {
        self.number("import_max_cells").into()
    }

    pub fn bcrypt_cost(&self) -> u32 {
        self.number("bcrypt_cost")
    }

    /// Returns the domains that users' email addresses may have, in lower case; none for any.
    pub fn email_domains(&self) -> Vec<String> {
        let domains = self.value("email_domains");
        let domains = domains.split(',').map(|domain| domain.trim().to_lowercase());
        domains
            .filter(|domain| !domain.is_empty() && domain != "any")
            .collect()
    }

    pub fn session_days(&self) -> i64 {
        self.number("session_days").into()
    }
}
