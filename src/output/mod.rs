//! Output of commands: records with fields declared once, in every format; the only place that knows formats.

mod column;
mod document;
mod failure;
mod heat;
mod options;
mod pager;
pub mod pdf;
pub mod pdf_writer;
mod record;
mod render;
mod selection;
mod separated;
pub mod sheet;
mod table;

use crate::kernel::text::printable;
pub use column::{CellForm, ColumnNeed, ImportColumn, NoValueRule, WordList, column};
pub use document::{
    FileDraft, folder_of, forgotten_drafts, is_stdout, is_stream, make_private_folder, refuse_read_only,
    remove_drafts, replaceable_file, takes_document, write_file, write_new_file, write_nothing_beneath,
    write_private_file,
};
pub use failure::{COMMAND_LOG, MESSAGE_LOG, failure, is_log_in_json, log_messages, note, warning};
pub use heat::{HeatMap, escaped as markup_text};
pub use options::OutputOptions;
pub use pager::is_paging;
pub use record::{
    Record, RecordField, Records, SumRule, Value, audited, dated, facts, imported, imported_apart, list,
    list_of, one, shown_always, shown_if_wide, shown_in_table, summed, wanted_only,
};
pub use render::{CommandOutput, RecordStream, Report, cannot_write, hand_over, print, require_stdout};
pub use selection::{RowSelection, TypedStretch};
pub use separated::needs_apostrophe;
pub use table::{CellAlignment, ColumnWorth, RowTone, TextTable};

use crate::text_enum;

text_enum! {
    /// Formats of records on standard output.
    pub enum OutputFormat {
        Table = "table",
        Json = "json",
        Ndjson = "ndjson",
        Csv = "csv",
        Tsv = "tsv",
        Md = "md",
    }
}

text_enum! {
    /// When to colour a table.
    pub enum ColorChoice {
        Auto = "auto",
        Always = "always",
        Never = "never",
    }
}
