//! Records as a workbook, a sheet a list: for people who calculate on, and for imports that read it back.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::options::OutputOptions;
use super::record::{Records, Value};
use super::separated::tame_lines;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;

/// Characters of the widest column.
const WIDEST: usize = 60;

/// A list and the name of its sheet.
pub struct WorkbookSheet {
    pub title: String,
    pub records: Records,
}

/// Writes lists under their field names: numbers, money and days as such, everything else as text, which no program
/// runs as a formula.
pub fn workbook(sheets: Vec<WorkbookSheet>, view: &OutputOptions) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for WorkbookSheet { title, records } in sheets {
        let records = if view.fields.is_empty() {
            records
        } else {
            records.choose(&view.fields)?
        };
        let mut records = records;
        let last = records.last_rows();
        records.rows.extend(last);
        fill(workbook.add_worksheet(), &title, &records, view).map_err(cannot_write)?;
    }
    workbook.save_to_buffer().map_err(cannot_write)
}

fn cannot_write(error: XlsxError) -> Error {
    Error::invalid(ErrorCode::Workbook, "cannot write the workbook").caused_by(error)
}

fn fill(
    sheet: &mut Worksheet,
    title: &str,
    records: &Records,
    view: &OutputOptions,
) -> Result<(), XlsxError> {
    sheet.set_name(title)?;
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let columns = 0..=u16::MAX;
    for (column, (place, name)) in columns.zip(records.names.iter().enumerate()) {
        sheet.write_string_with_format(0, column, *name, &head)?;
        let mut width = name.chars().count();
        for (row, values) in (1..).zip(&records.rows) {
            let value = &values[place];
            write_cell(sheet, row, column, value, view)?;
            width = width.max(view.words(value).chars().count());
        }
        sheet.set_column_width(column, u16::try_from(width.min(WIDEST) + 2).unwrap_or(u16::MAX))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    view: &OutputOptions,
) -> Result<(), XlsxError> {
    match value {
        Value::Null => {}
        Value::Worded { value, .. } => write_cell(sheet, row, column, value, view)?,
        // A workbook's numbers are exact up to fifteen digits.
        Value::Int(number) if number.unsigned_abs() < 1_000_000_000_000_000 => {
            sheet.write_number(row, column, *number as f64)?;
        }
        Value::Money(money) => match money.decimal().parse::<f64>() {
            Ok(amount) => {
                sheet.write_number_with_format(row, column, amount, &money_format(*money))?;
            }
            Err(_) => {
                sheet.write_string(row, column, money.decimal())?;
            }
        },
        Value::Instant(instant) => {
            let format = Format::new().set_num_format("yyyy-mm-dd hh:mm");
            let local = instant.utc().with_timezone(&view.timezone);
            let at = ExcelDateTime::parse_from_str(&local.format("%Y-%m-%dT%H:%M:%S").to_string())?;
            sheet.write_datetime_with_format(row, column, &at, &format)?;
        }
        Value::Time(time) => {
            let format = Format::new().set_num_format("hh:mm");
            let time = ExcelDateTime::parse_from_str(&time.format("%H:%M:%S").to_string())?;
            sheet.write_datetime_with_format(row, column, &time, &format)?;
        }
        Value::Tenths(tenths) => {
            sheet.write_number_with_format(
                row,
                column,
                *tenths as f64 / 10.0,
                &Format::new().set_num_format("0.0"),
            )?;
        }
        Value::Date(day) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            let day = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_datetime_with_format(row, column, &day, &format)?;
        }
        other => {
            sheet.write_string(row, column, tame_lines(view.plain(other)))?;
        }
    }
    Ok(())
}

fn money_format(money: Money) -> Format {
    let decimals = usize::from(money.currency.exponent().unwrap_or(0));
    let part = match decimals {
        0 => String::new(),
        many => format!(".{}", "0".repeat(many)),
    };
    Format::new().set_num_format(format!("#,##0{part}"))
}
