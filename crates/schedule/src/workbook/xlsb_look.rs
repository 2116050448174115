//! Where the parts of an xlsb stand that say how its sheets look; their records are those of `record_look`.

use std::collections::HashMap;
use std::io::Read;

use super::archive::ZipParts;
use super::look::SheetLook;
use super::record_look::{XlsbRecords, u32_at, xlsb_comments, xlsb_sheet, xlsb_struck_formats};
use super::xlsx_look::PartDirectory;

/// The parts of an xlsb.
pub(super) struct XlsbLooks {
    parts: PartDirectory,
    /// The part of each sheet by its name.
    sheets: HashMap<String, String>,
    is_struck: Vec<bool>,
}

impl XlsbLooks {
    /// Finds the parts of the sheets; `None` where the workbook names none.
    pub fn open(archive: &mut ZipParts<'_>) -> Option<Self> {
        const SHEET: u32 = 156;
        let parts = PartDirectory::of(archive);
        let workbook = parts.shortest("workbook.bin")?;
        let relations = parts.relations(archive, &workbook).ok()?;
        let target = |id: &str| {
            let relation = relations.iter().find(|relation| relation.id == id);
            relation.map(|relation| relation.target.clone())
        };
        let records = bytes(&parts, archive, &workbook)?;
        let named = XlsbRecords::new(&records).filter(|(kind, _)| *kind == SHEET);
        let sheets = named.filter_map(|(_, data)| {
            let (id, end) = wide_text(data, 8)?;
            let (name, _) = wide_text(data, end)?;
            Some((name, target(&id)?))
        });
        let sheets = sheets.collect();
        let styles = relations.iter().find(|relation| relation.kind == "styles");
        let styles = styles.and_then(|relation| bytes(&parts, archive, &relation.target));
        Some(Self {
            parts,
            sheets,
            is_struck: xlsb_struck_formats(&styles.unwrap_or_default()),
        })
    }

    /// Reads how a sheet looks; `None` where it cannot be known.
    pub fn of_sheet(&self, archive: &mut ZipParts<'_>, name: &str) -> Option<SheetLook> {
        let part = self.sheets.get(name)?;
        let mut look = xlsb_sheet(&bytes(&self.parts, archive, part)?, &self.is_struck);
        for relation in self.parts.relations(archive, part).ok()? {
            if relation.kind == "comments" {
                let comments = bytes(&self.parts, archive, &relation.target);
                look.comments.extend(xlsb_comments(&comments.unwrap_or_default()));
            }
        }
        Some(look)
    }
}

fn bytes(parts: &PartDirectory, archive: &mut ZipParts<'_>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let place = parts.place(name)?;
    archive.by_index(place).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Reads a text with its length before it, two bytes a letter; returns it with the place behind it.
fn wide_text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::try_from(u32_at(data, at)?).ok()?;
    let end = length.checked_mul(2)?.checked_add(at + 4)?;
    let units = data.get(at + 4..end)?.chunks_exact(2);
    let units = units.filter_map(|unit| Some(u16::from_le_bytes(unit.try_into().ok()?)));
    let text = char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect();
    Some((text, end))
}
