pub mod cmd;
pub mod entry;
pub mod layout;
pub mod workbook;
