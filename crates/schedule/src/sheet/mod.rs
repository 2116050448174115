//! What a sheet means before its cells are read: which lane holds the dates, which lines the rooms, and which cells
//! lie where the two cross.
//!
//! A sheet is laid so that dates run down its lines and rooms across its lanes, whichever way it lies in the file.
//! Each step is a pure function of those before it:
//!
//! | step | module |
//! |---|---|
//! | leave out what nobody sees, and note what is struck through | `seen` |
//! | put the days of a week that the sheet states where its weekdays stand | `stated_week` |
//! | take the bare hours of an axis for times | `bare_hours` |
//! | lay the sheet, with its merged ranges | `grid` |
//! | say what kind of sheet it is, by its `table_shape` and what crosses its axes (`crossing`), by weighed `evidence` | `verdict`, with `heading_words`, `other_things` and `people` |
//! | name the columns of a table as fields of bookings | `table_columns` |
//! | read the day and the kind that the `titles` state | `sheet_reader` |
//! | find the axes that name times | `time_axes`, with `times` |
//! | find the lane of the dates and the line of the rooms | `axes` |
//! | read the date of every line (`dates` of `date_text`, `named_month`), in blocks under repeated headers | `line_reader`, to `lines` |
//! | find the room of every lane by its `headings` | `lanes`, with `headed_rooms` |
//! | hold the dates against the sheet's name, the weekdays and their own order | `date_checks`, with `date_order` |
//! | list the cells that name dates, rooms and times, for people | `found_axes` |
//! | sort every cell: a slot, a finding or a note | `cell_sorter` |
//!
//! `text_date` reads a date of any other table. `sheet_reader` takes the steps for every sheet of a workbook; `words` has the labels of real sheets, `model` what
//! comes out.

mod axes;
mod bare_hours;
mod blocks;
mod cell_sorter;
mod crossing;
mod date_checks;
mod date_order;
mod date_text;
mod dates;
mod entry_rooms;
mod evidence;
mod found_axes;
mod grid;
mod headed_rooms;
mod heading_words;
mod headings;
mod lanes;
mod line_reader;
mod lines;
mod model;
mod named_month;
mod other_things;
mod people;
mod seen;
mod sheet_reader;
mod stated_week;
mod table_columns;
mod table_shape;
#[cfg(test)]
mod tests;
mod text_date;
mod time_axes;
mod times;
mod titles;
mod verdict;
mod weeks;
mod words;

pub use model::{
    AsGrid, EntryFate, FindingKind, FoundAxes, RoomRef, RoomToCreate, SheetColumn, SheetFinding, SheetKind,
    SheetNote, SheetOptions, SheetOrientation, SheetReading, SheetSlot, SheetVerdict, SkipReason, SlotLook,
    SlotTime, WeekSpan, WithWeeks,
};
pub use named_month::names_month;
pub use sheet_reader::read_sheets;
pub use table_columns::counts_lessons;
pub use text_date::{NO_YEAR, TextDate, names_weekday, read_text_date, weekday_fault};
pub use times::read_slot;
pub use verdict::names_time;
pub use weeks::counts_weeks;
pub(crate) use words::is_own_text;
pub use words::{read_weekdays, weekday_before_time};
