//! Changes that may reach more records than were named.

use super::App;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::text::counted;

/// What a change does to how many records.
#[derive(Debug, Clone, Copy)]
pub struct WideChange<T> {
    /// `cancel`.
    pub verb: &'static str,
    /// `booking`, which takes an s.
    pub noun: &'static str,
    pub named: usize,
    /// Counts the records that were reached.
    pub count: fn(&T) -> usize,
}

impl<T> WideChange<T> {
    /// Words a change that reaches more records than were named.
    fn act(&self, value: &T) -> Option<String> {
        let count = (self.count)(value);
        let named = match self.named {
            0 => String::new(),
            named => format!(" ({named} named)"),
        };
        let records = counted(u32::try_from(count).unwrap_or(u32::MAX), self.noun);
        (count > self.named).then(|| format!("{} {records}{named}", self.verb))
    }
}

impl App {
    /// Writes as [`App::write`]. Where more records are reached than were named, it says how many, and asks at a terminal
    /// before: a first run, of which nothing is kept, counts them.
    ///
    /// # Errors
    /// Those of the body; `Usage` when the answer is no.
    pub fn write_asked<T>(
        &mut self,
        change: &WideChange<T>,
        mut body: impl FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.prompt().may_ask() && !self.manner.dry_run {
            let planned = self.write(|tx| {
                let planned = body(tx)?;
                tx.discard_changes();
                Ok(planned)
            })?;
            if let Some(act) = change.act(&planned) {
                self.prompt().agree_if_asked(&act)?;
            }
        }
        let value = self.write(body)?;
        if let Some(act) = change.act(&value).filter(|_| change.named > 0) {
            self.note(&act);
        }
        Ok(value)
    }
}
