//! What calamine does not tell of an xls or xlsb: hidden rows and columns, struck-through cells, where comments are. Both
//! formats are runs of records; colours and the fonts within a text are not read.

use std::collections::HashMap;

use super::look::{CellComment, SheetLook, StruckCell};
use super::place::{CellAddress, LAST_COL, LAST_ROW};

/// Reads little-endian numbers at a place of a record; `None` beyond its end.
fn u16_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u32::from(u16::from_le_bytes(bytes)))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(bytes))
}

/// Makes the look of a sheet of which only records are seen.
fn new_look() -> SheetLook {
    SheetLook {
        is_partial: true,
        ..SheetLook::default()
    }
}

fn address(row: u32, col: u32) -> Option<CellAddress> {
    (row <= LAST_ROW && col <= LAST_COL).then_some(CellAddress { row, col })
}

/// The looks of an xls's sheets by their names.
#[derive(Debug, Default)]
pub(super) struct XlsLooks {
    sheets: HashMap<String, SheetLook>,
}

impl XlsLooks {
    /// Goes through the stream of the workbook; `None` where the file is no BIFF8 in a container of its usual form.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let stream = workbook_stream(bytes)?;
        let (mut fonts, mut formats, mut begins): (Vec<bool>, Vec<u32>, Vec<(String, usize)>) =
            Default::default();
        for (kind, data) in XlsRecords::new(&stream, 0) {
            match kind {
                0x31 => fonts.push(u16_at(data, 2)? & 0x8 != 0),
                0xE0 => formats.push(u16_at(data, 0)?),
                0x85 => {
                    let begin = usize::try_from(u32_at(data, 0)?).ok()?;
                    begins.push((xls_name(data.get(6..)?)?, begin));
                }
                // The end of the workbook's own records.
                0x0A => break,
                _ => {}
            }
        }
        let is_struck: Vec<bool> = formats
            .iter()
            .map(|font| {
                // The fifth font is not written.
                let place = if *font > 4 { font - 1 } else { *font };
                let place = usize::try_from(place).ok();
                place.and_then(|place| fonts.get(place)).copied().unwrap_or(false)
            })
            .collect();
        let looks = begins.into_iter().map(|(name, begin)| {
            let look = xls_sheet(XlsRecords::new(&stream, begin), &is_struck);
            (name, look)
        });
        Some(Self {
            sheets: looks.collect(),
        })
    }

    pub fn of_sheet(&mut self, name: &str) -> Option<SheetLook> {
        self.sheets.remove(name)
    }
}

fn xls_sheet(records: XlsRecords<'_>, is_struck: &[bool]) -> SheetLook {
    let mut look = new_look();
    let mut depth = 0_usize;
    for (kind, data) in records {
        let field = |at: usize| u16_at(data, at).unwrap_or_default();
        match kind {
            // A chart within the sheet has records of its own.
            0x809 => depth += 1,
            0x0A if depth <= 1 => break,
            0x0A => depth -= 1,
            _ if depth > 1 => {}
            0x208 if data.len() >= 14 && field(12) & 0x20 != 0 => look.hidden_rows.push((field(0), field(0))),
            0x7D if data.len() >= 10 && (field(8) & 1 != 0 || field(4) == 0) => {
                look.hidden_cols.push((field(0), field(2).min(LAST_COL)));
            }
            0x1C => {
                let text = String::new();
                look.comments
                    .extend(address(field(0), field(2)).map(|at| CellComment { at, text }));
            }
            // Numbers, texts, truths and results of formulas begin with row, column and format.
            0x06 | 0xFD | 0x203 | 0x204 | 0x205 | 0x27E if data.len() >= 6 => {
                strike(&mut look, is_struck, (field(0), field(2)), field(4));
            }
            0xBD => {
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (col, cell) in (field(2)..).zip(cells.chunks_exact(6)) {
                    let format = u16_at(cell, 0).unwrap_or_default();
                    strike(&mut look, is_struck, (field(0), col), format);
                }
            }
            _ => {}
        }
    }
    look
}

fn strike(look: &mut SheetLook, is_struck: &[bool], (row, col): (u32, u32), format: u32) {
    let place = usize::try_from(format).ok();
    if place.and_then(|place| is_struck.get(place)) == Some(&true) {
        let struck = address(row, col).map(|at| StruckCell { at, part: None });
        look.struck.extend(struck);
    }
}

/// Reads a name with its length before it, in one byte or two a letter.
fn xls_name(data: &[u8]) -> Option<String> {
    let length = usize::from(*data.first()?);
    let is_wide = data.get(1)? & 1 != 0;
    if is_wide {
        let units = data.get(2..2 + length * 2)?.chunks_exact(2);
        let units = units.filter_map(|unit| Some(u16::from_le_bytes(unit.try_into().ok()?)));
        return Some(
            char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect(),
        );
    }
    Some(data.get(2..2 + length)?.iter().copied().map(char::from).collect())
}

/// The records of a BIFF stream.
struct XlsRecords<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> XlsRecords<'s> {
    fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'s> Iterator for XlsRecords<'s> {
    type Item = (u32, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::try_from(u16_at(self.stream, self.at + 2)?).ok()?;
        let begin = self.at + 4;
        let data = self.stream.get(begin..begin + length)?;
        self.at = begin + length;
        Some((kind, data))
    }
}

/// Finds the stream `Workbook` in a compound file: its sectors by the chain that the allocation table makes.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];
    const NAME: &str = "Workbook";
    const ENTRY: usize = 128;
    if !bytes.starts_with(&SIGNATURE) {
        return None;
    }
    let size = 1_usize
        .checked_shl(u16_at(bytes, 30)?)
        .filter(|size| (128..=4096).contains(size))?;
    let sector = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(size)?;
        bytes.get(at..).map(|rest| rest.get(..size).unwrap_or(rest))
    };
    // The first 109 sectors of the table stand in the head, further ones in a chain.
    let mut tables: Vec<u32> = (0..109)
        .filter_map(|place| u32_at(bytes, 76 + place * 4))
        .collect();
    let mut more = u32_at(bytes, 68)?;
    let most = bytes.len() / size + 1;
    while let Some(list) = sector(more).filter(|list| list.len() == size) {
        tables.extend((0..size / 4 - 1).filter_map(|place| u32_at(list, place * 4)));
        more = u32_at(list, size - 4)?;
        if tables.len() > most {
            break;
        }
    }
    let next = |number: u32| {
        let number = usize::try_from(number).ok()?;
        let table = sector(*tables.get(number / (size / 4))?)?;
        u32_at(table, number % (size / 4) * 4)
    };
    let chain = |first: u32| {
        let mut stream = Vec::new();
        let (mut number, mut count) = (first, 0);
        while let Some(part) = sector(number) {
            stream.extend_from_slice(part);
            count += 1;
            if count > most {
                return None;
            }
            number = next(number)?;
        }
        Some(stream)
    };
    let directory = chain(u32_at(bytes, 48)?)?;
    let name: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entry = directory
        .chunks_exact(ENTRY)
        .find(|entry| entry.starts_with(&name) && u16_at(entry, 64) == Some(18))?;
    let length = usize::try_from(u32_at(entry, 120)?).ok()?;
    let smallest = usize::try_from(u32_at(bytes, 56)?).ok()?;
    let first = u32_at(entry, 116)?;
    let mut stream = if length < smallest {
        let small = SmallSectors {
            stream: chain(u32_at(directory.get(..ENTRY)?, 116)?)?,
            table: chain(u32_at(bytes, 60)?)?,
            size: 1_usize
                .checked_shl(u16_at(bytes, 32)?)
                .filter(|size| (16..=512).contains(size))?,
        };
        small.chain(first)?
    } else {
        chain(first)?
    };
    stream.truncate(length);
    Some(stream)
}

/// The stream of the root, in which short streams have their sectors.
struct SmallSectors {
    stream: Vec<u8>,
    /// Which sector follows which.
    table: Vec<u8>,
    size: usize,
}

impl SmallSectors {
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        const END: u32 = 0xFFFF_FFFE;
        let mut chained = Vec::new();
        let mut number = first;
        while number != END {
            let place = usize::try_from(number).ok()?;
            let at = place.checked_mul(self.size)?;
            let rest = self.stream.get(at..)?;
            chained.extend_from_slice(rest.get(..self.size).unwrap_or(rest));
            if chained.len() > self.stream.len() {
                return None;
            }
            number = u32_at(&self.table, place.checked_mul(4)?)?;
        }
        Some(chained)
    }
}

/// Lists which formats of an xlsb strike their cells through.
pub(super) fn xlsb_struck_formats(styles: &[u8]) -> Vec<bool> {
    let (mut fonts, mut formats, mut are_of_cells) = (Vec::new(), Vec::new(), false);
    for (kind, data) in XlsbRecords::new(styles) {
        match kind {
            43 => fonts.push(u16_at(data, 2).is_some_and(|flags| flags & 0x8 != 0)),
            617 => are_of_cells = true,
            618 => are_of_cells = false,
            47 if are_of_cells => {
                let font = u16_at(data, 4).and_then(|font| usize::try_from(font).ok());
                formats.push(font.and_then(|font| fonts.get(font)).copied().unwrap_or(false));
            }
            _ => {}
        }
    }
    formats
}

/// Reads how a sheet of an xlsb looks.
pub(super) fn xlsb_sheet(sheet: &[u8], is_struck: &[bool]) -> SheetLook {
    let mut look = new_look();
    let mut row = 0;
    for (kind, data) in XlsbRecords::new(sheet) {
        let field = |at: usize| u32_at(data, at).unwrap_or_default();
        match kind {
            0 => {
                row = field(0);
                if data.get(11).is_some_and(|flags| flags & 0x10 != 0) && row <= LAST_ROW {
                    look.hidden_rows.push((row, row));
                }
            }
            60 if data.len() >= 18 && u16_at(data, 16).is_some_and(|flags| flags & 1 != 0) => {
                look.hidden_cols.push((field(0), field(4).min(LAST_COL)));
            }
            // Cells with a value: the column, then the format in three bytes.
            2..=11 if data.len() >= 8 => strike(&mut look, is_struck, (row, field(0)), field(4) & 0xFF_FFFF),
            _ => {}
        }
    }
    look
}

/// Reads the places of the comments of an xlsb.
pub(super) fn xlsb_comments(part: &[u8]) -> Vec<CellComment> {
    let begun = XlsbRecords::new(part).filter(|(kind, _)| *kind == 635);
    begun
        .filter_map(|(_, data)| {
            let at = address(u32_at(data, 4)?, u32_at(data, 12)?)?;
            Some(CellComment {
                at,
                text: String::new(),
            })
        })
        .collect()
}

/// The records of a part of an xlsb.
pub(super) struct XlsbRecords<'s> {
    rest: &'s [u8],
}

impl<'s> XlsbRecords<'s> {
    pub fn new(rest: &'s [u8]) -> Self {
        Self { rest }
    }

    /// Reads a number of seven bits a byte, the lowest first; all bytes but the last have their highest bit set.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'s> Iterator for XlsbRecords<'s> {
    type Item = (u32, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (data, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        if kind < 0x80 {
            bytes.push(kind as u8);
        } else {
            bytes.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
        }
        bytes.push(data.len() as u8);
        bytes.extend(data);
        bytes
    }

    #[test]
    fn the_records_of_an_xlsb_say_what_is_hidden_and_struck() {
        let font = |flags: u8| record(43, &[0, 0, flags, 0]);
        let format = |font: u8| record(47, &[0, 0, 0, 0, font, 0]);
        let styles = [
            font(0),
            font(8),
            format(1),
            record(617, &[]),
            format(0),
            format(1),
            record(618, &[]),
        ]
        .concat();
        let is_struck = xlsb_struck_formats(&styles);
        assert_eq!(is_struck, [false, true]);
        let mut row = [0; 17];
        row[0] = 3;
        row[11] = 0x10;
        let mut column = [0; 18];
        (column[0], column[4], column[16]) = (2, 4, 1);
        let cell = |col: u8, format: u8| record(7, &[col, 0, 0, 0, format, 0, 0, 0, 0, 0, 0, 0]);
        let sheet = [record(60, &column), record(0, &row), cell(1, 0), cell(2, 1)].concat();
        let look = xlsb_sheet(&sheet, &is_struck);
        assert_eq!((look.hidden_rows, look.hidden_cols), (vec![(3, 3)], vec![(2, 4)]));
        let at = CellAddress { row: 3, col: 2 };
        assert_eq!(look.struck, [StruckCell { at, part: None }]);
    }

    #[test]
    fn broken_records_end_the_reading() {
        assert!(XlsLooks::read(b"no container").is_none());
        let mut head = vec![0xD0, 0xCF, 0x11, 0xE0];
        head.resize(2_000, 0xFF);
        assert!(XlsLooks::read(&head).is_none());
        head.resize(2_000, 0);
        head[30] = 9;
        assert!(XlsLooks::read(&head).is_none());
        assert_eq!(xlsb_sheet(&[0, 0xFF, 0xFF], &[]).hidden_rows, []);
    }
}
