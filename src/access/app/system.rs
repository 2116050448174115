//! What the program does as itself, where nobody can be signed in yet.

use std::rc::Rc;
use std::time::Instant;

use super::App;
use crate::access::auth::Actor;
use crate::access::settings::Settings;
use crate::access::tx::{self, Tx, TxContext};
use crate::db::{FULL, LockLimits, NEARLY_FULL, Pool, SlotTier, pause_before};
use crate::kernel::error::{Error, ErrorCode, Result};

/// Transactions in the program's own name. Between them none is open, however long that takes.
pub struct SystemRun {
    pool: Rc<Pool>,
    context: TxContext,
    dry_run: bool,
}

impl SystemRun {
    /// Runs a transaction that only reads.
    ///
    /// # Errors
    /// Those of the body.
    pub fn read<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        tx::read(&mut *self.pool.take()?, &self.context, body)
    }

    /// Runs a transaction that writes; under `--dry-run` nothing is kept.
    ///
    /// # Errors
    /// Those of the body.
    pub fn write<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        Ok(tx::write(&mut *self.pool.take()?, &self.context, self.dry_run, body)?.value)
    }
}

impl App {
    /// Returns transactions in the program's own name.
    ///
    /// # Errors
    /// Those of opening.
    pub fn as_system(&mut self) -> Result<SystemRun> {
        self.refuse_in_view()?;
        let pool = self.pool()?;
        let settings = Settings::load(&mut *pool.take()?)?;
        let context = self.context_of(Actor::system(), settings)?;
        self.view.timezone = context.settings.site().timezone;
        Ok(SystemRun {
            pool,
            context,
            dry_run: self.manner.dry_run,
        })
    }

    /// Writes as the program itself, where nobody can be signed in yet.
    ///
    /// # Errors
    /// Those of opening and of the body.
    pub fn write_as_system<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.as_system()?.write(body)
    }

    /// Acts as an agent of the program, under the agents' role; whoever runs it acts again afterwards.
    ///
    /// # Errors
    /// Those of opening and of the body.
    pub fn as_agent<T>(&mut self, name: &str, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let person = self.context()?.clone();
        let limits = LockLimits {
            slots: Some(person.settings.slots(SlotTier::Agents)),
            ..person.limits
        };
        self.context = Some(TxContext {
            actor: Actor::agent(name),
            limits,
            ..person.clone()
        });
        let result = body(self);
        self.context = Some(person);
        result
    }

    /// Waits while a server has nearly no connection left, with back-off and no longer than for a lock. A file is never full.
    ///
    /// # Errors
    /// `Database` where it stays full.
    pub fn wait_while_full(&mut self) -> Result<()> {
        let (budget, patience) = (self.settings()?.connections(), self.config.lock_timeout()?);
        let begun = Instant::now();
        for tries in 0.. {
            let Some(found) = self.connection()?.saturation(budget)? else {
                break;
            };
            let full = format!("the server is {} % full", found.percent);
            if found.percent <= FULL {
                if found.percent > NEARLY_FULL {
                    self.warn(&full);
                }
                break;
            }
            if begun.elapsed() >= patience {
                return Err(Error::database(ErrorCode::ServerFull, full)
                    .hint("the next run goes on; pool_interactive and max_connections say how many connections there may be"));
            }
            self.note(&format!("{full}: waiting"));
            std::thread::sleep(pause_before(tries).min(patience));
        }
        Ok(())
    }
}
