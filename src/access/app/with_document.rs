//! Changes that come with a document.

use std::path::Path;

use super::App;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::output::is_stream;

impl App {
    /// Writes as the actor, and the document that the change comes with, if any, to where the user wants it. A file is written
    /// before the commit, so that one that cannot be written leaves no change. A pipe is written after it: it waits for its
    /// reader, and everybody else would wait for the transaction.
    ///
    /// # Errors
    /// As [`App::write`], and those of `save`.
    pub fn write_with_document<T>(
        &mut self,
        path: &Path,
        save: fn(&Path, &[u8]) -> Result<()>,
        mut body: impl FnMut(&mut Tx<'_>) -> Result<(T, Option<Vec<u8>>)>,
    ) -> Result<T> {
        self.check_opens(path)?;
        let dry_run = self.manner.dry_run;
        let waits = is_stream(path);
        let save = |document: Option<&Vec<u8>>| match document {
            Some(bytes) if !dry_run => save(path, bytes),
            _ => Ok(()),
        };
        let (value, document) = self.write(|tx| {
            let (value, document) = body(tx)?;
            save(document.as_ref().filter(|_| !waits))?;
            Ok((value, document))
        })?;
        save(document.as_ref().filter(|_| waits))?;
        if document.is_some() && !dry_run {
            self.note(&format!("wrote {}", path.display()));
            self.open_document(path)?;
        }
        Ok(value)
    }
}
