//! Headings in two lines: groups above, and below them what the columns of each group are.

use super::cell::plain;
use super::heading_line::one_line;
use super::heading_words::field_of;
use super::sheet::{TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use colab_schedule::workbook::CellValue;

/// Returns the line below one of headings with the headings of both, if it is a second line of them: `Time` above `From` and
/// `To`.
pub fn joined(sheet: &TableSheet, place: usize, spec: &TableSpec) -> Option<TableLine> {
    let (above, below) = (sheet.lines.get(place)?, sheet.lines.get(place + 1)?);
    // Something must be left for the records.
    sheet.lines.get(place + 2)?;
    let mut cells: Vec<(u32, CellValue)> = Vec::new();
    let mut group = String::new();
    let mut columns: Vec<u32> = [above, below]
        .iter()
        .flat_map(|line| line.cells.iter().map(|(at, _)| *at))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut parts = 0;
    for at in columns {
        let text = |line: &TableLine| line.cell(at).filter(|value| !is_blank(value)).map(one_line);
        let (over, under) = (text(above), text(below));
        if let Some(over) = &over {
            group.clone_from(over);
        }
        let heading = match (over, under) {
            (Some(over), None) => over,
            (Some(over), Some(under)) if over == under => over,
            (_, Some(under)) => {
                if !may_be_heading(below.cell(at)?) {
                    return None;
                }
                parts += 1;
                let both = format!("{group} {under}");
                let known = [&both, &under]
                    .into_iter()
                    .find(|text| field_of(spec, text).is_some());
                known?.clone()
            }
            (None, None) => continue,
        };
        cells.push((at, CellValue::Text(heading)));
    }
    (parts >= 2 && group_is_spread(above, below)).then(|| TableLine {
        row: below.row,
        cells,
        width: above.width.max(below.width),
        ..TableLine::default()
    })
}

/// Reports whether the line above leaves a column without a heading, or says the same of several.
fn group_is_spread(above: &TableLine, below: &TableLine) -> bool {
    let own = |at: u32| above.cell(at).filter(|value| !is_blank(value));
    let mut below = below.cells.iter().filter(|(_, value)| !is_blank(value));
    below.any(|(at, _)| own(*at).is_none())
}

/// Headings are words.
fn may_be_heading(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(_)) && !plain(value).chars().any(|c| c.is_ascii_digit())
}
