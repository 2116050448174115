//! A file becomes sparse cells, safely. The only user of calamine.
//!
//! calamine alone cannot be trusted with a stranger's file: a failed allocation aborts the process, one far-corner
//! cell makes a dense range of a gigabyte, a broken record panics. So [`read_guarded`] reads the file once, and a
//! child of the same binary ([`run_child`]) does the dangerous part under limits of memory and time that the
//! system enforces. What comes back is either a whole [`Workbook`] or a [`WorkbookError`] in plain English.
//!
//! - `guard`: the parent's half: reads, hashes, feeds, waits, kills;
//! - `child`: the child's half: limits itself, reads standard input, answers on standard output;
//! - `wire`: how the answer travels, in portions, so that the parent never holds it twice;
//! - `sniff`: what a file is, by its content; `archive`: what a zip holds, before anything is unpacked;
//! - `read`: one function a format, into a `sheet_draft`; `ods`, `ods_look`, `xlsx_look`, `xlsb_look`, `record_look`: what
//!   calamine does not tell of an ods and of how sheets look (`look`); `xml`: what their scans share; `value`, `merge`: one cell, one sheet's
//!   merges;
//! - `model`, `place`: what comes out.

mod archive;
mod child;
mod error;
mod guard;
mod look;
mod merge;
mod model;
mod number_format;
mod ods;
mod ods_look;
mod place;
mod read;
mod record_look;
mod sheet_draft;
mod sniff;
#[cfg(test)]
mod tests;
mod value;
mod wire;
mod xlsb_look;
mod xlsx_look;
mod xml;

#[cfg(fuzzing)]
pub use child::read_here;
pub use child::{run_child, run_text_child};
pub use error::{LimitExceeded, LooksLike, WorkbookError};
pub use guard::{CHILD_COMMAND, FileBytes, read_bytes, read_guarded, read_input, read_text_guarded};
pub use look::{CellComment, CellFill, NumberAffix, SheetLook, StruckCell, StruckPart};
pub use model::{CellValue, FileKind, ReadLimits, Sheet, SheetCell, Workbook, WorkbookFile};
pub use place::{CellAddress, MergedRange};
pub use sniff::likely_kind;
pub use value::{is_error_text, is_word_for_nothing};
pub use xml::text_of_xml;
