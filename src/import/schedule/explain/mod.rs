//! How a workbook was read, for people who look before the first import: what each cell was taken for, and what becomes
//! of it (`cells`), each step of one cell (`steps`), and all of it on a page (`page`).

mod cells;
mod page;
mod steps;

pub use cells::WorkbookExplanation;
pub use page::page;
pub use steps::steps;
