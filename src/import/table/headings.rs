//! Which column of a sheet sets which field.

use super::column::TableColumn;

/// A column of the file that sets a field.
#[derive(Clone, Copy)]
pub struct HeadedColumn {
    pub at: u32,
    pub column: TableColumn,
}

/// The headings of a sheet.
#[derive(Default)]
pub struct TableHeadings {
    /// Place of their line among the sheet's.
    pub line: usize,
    pub columns: Vec<HeadedColumn>,
    /// As they are written, with the column.
    pub texts: Vec<(u32, String)>,
    /// Columns that tell which record a row of our own lists came from.
    pub marks: Vec<(u32, &'static str)>,
    /// Columns that are skipped on purpose.
    pub skipped: Vec<String>,
    /// The column that names a device whose serial number is not known: its tag.
    pub spare_key: Option<u32>,
    /// A column that names every device, beside one of serial numbers of which some are empty.
    pub whole_key: Option<u32>,
    /// A column that may say of which categories devices are, where no column does.
    pub kinds: Option<u32>,
    /// Columns without a heading that are skipped.
    pub unnamed: Vec<u32>,
    /// The column with the days of the week of the dates.
    pub weekday: Option<u32>,
}

impl TableHeadings {
    pub fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// Finds the first column that sets a field.
    pub fn column_of(&self, field: &str) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns.find(|one| one.column.name == field).map(|one| one.at)
    }

    /// Returns the heading of the first column that sets a field.
    pub fn heading_of(&self, field: &str) -> Option<&str> {
        self.column_of(field).map(|at| self.text(at))
    }
}

/// How much of a line must be headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeededHeadings {
    /// Half of it is known.
    Most,
    /// Those that name the records are there.
    Keys,
}
