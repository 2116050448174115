//! What tells apart the records of a table of which several have one name: rooms of the same number in several buildings.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::plain;
use super::heading_line::one_line;
use super::heading_words::likely_fields;
use super::headings::{HeadedColumn, TableHeadings};
use super::sheet::{TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use colab_schedule::workbook::CellValue;

/// A column that may be a part of the names: the building, the storey.
pub struct NamePart {
    pub at: u32,
    /// By row.
    texts: Vec<String>,
}

/// Returns the field that names records of a kind, and the one whose headings may be a part of their names.
pub(super) fn fields_of(kind: ImportKind) -> Option<(&'static str, &'static str)> {
    match kind {
        ImportKind::Rooms => Some(("name", "location")),
        ImportKind::Pricing => Some(("item", "item")),
        _ => None,
    }
}

/// Collects the columns of a table that may be parts of the names of its records.
pub fn name_parts(sheet: &TableSheet, headings: &TableHeadings, kind: ImportKind) -> Vec<NamePart> {
    let Some((name, part)) = fields_of(kind) else {
        return Vec::new();
    };
    let is_part = |(at, text): &&(u32, String)| {
        let set = headings.columns.iter().find(|one| one.at == *at);
        let mut likely = likely_fields(kind, text).iter();
        set.map_or_else(
            || likely.any(|one| one.field == part),
            |one| one.column.name == part && part != name,
        )
    };
    let below = sheet.lines.get(headings.line + 1..).unwrap_or_default();
    let text = |line: &TableLine, at: u32| line.cell(at).map(one_line).unwrap_or_default();
    let parts = headings.texts.iter().filter(is_part);
    parts
        .map(|(at, _)| NamePart {
            at: *at,
            texts: below.iter().map(|line| text(line, *at)).collect(),
        })
        .collect()
}

impl NamePart {
    /// Returns whether rows of one name have each another text in this column.
    pub fn tells_apart(&self, rows: &[usize]) -> bool {
        let keys = rows
            .iter()
            .filter_map(|row| self.texts.get(*row))
            .map(|text| name_key(text))
            .filter(|key| !key.is_empty());
        keys.collect::<BTreeSet<_>>().len() == rows.len()
    }
}

/// Gives the rooms below a line that names their building this location, and where several buildings have the same names,
/// a name with it; returns what the report tells of it, and for each line below the headings whether it is one of a building.
pub fn carry_buildings(
    sheet: &mut TableSheet,
    headings: &mut TableHeadings,
    spec: &TableSpec,
) -> Option<(String, Vec<bool>)> {
    let location = spec.column("location");
    let location = location.filter(|column| headings.column_of(column.name).is_none())?;
    let named = headings.column_of("name")?;
    let name = |line: &TableLine| line.cell(named).filter(|value| !is_blank(value)).map(one_line);
    let below = sheet.lines.get(headings.line + 1..)?;
    let are_buildings: Vec<bool> = below
        .iter()
        .map(|line| name(line).is_some_and(|text| is_building(&text)))
        .collect();
    let count = are_buildings.iter().filter(|is_one| **is_one).count();
    if spec.kind != ImportKind::Rooms
        || are_buildings.first() != Some(&true)
        || count < 2
        || count * 3 > below.len()
    {
        return None;
    }
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let (mut building, mut are_shared) = (String::new(), false);
    for (line, is_building) in below.iter().zip(&are_buildings) {
        let Some(text) = name(line) else { continue };
        if *is_building {
            building = text;
        } else {
            let other = seen.insert(name_key(&text), building.clone());
            are_shared |= other.is_some_and(|other| other != building);
        }
    }
    let at = sheet
        .lines
        .iter()
        .flat_map(|line| line.cells.iter().map(|(at, _)| *at))
        .max()?
        .checked_add(1)?;
    for (line, is_building) in sheet.lines.iter_mut().skip(headings.line + 1).zip(&are_buildings) {
        let Some(text) = line.cell(named).filter(|value| !is_blank(value)).map(one_line) else {
            continue;
        };
        if *is_building {
            building = text;
            continue;
        }
        line.cells.push((at, CellValue::Text(building.clone())));
        if are_shared && let Some((_, value)) = line.cells.iter_mut().find(|(place, _)| *place == named) {
            *value = CellValue::Text(format!("{building} {}", plain(value)));
        }
    }
    headings.columns.push(HeadedColumn { at, column: location });
    headings.texts.push((at, BUILDING.to_owned()));
    let names = if are_shared {
        ", and a part of their names"
    } else {
        ""
    };
    Some((
        format!("{count} lines name a building; it is the location of the rooms below it{names}"),
        are_buildings,
    ))
}

/// What the report calls the buildings that stand between the rooms.
const BUILDING: &str = "building";

/// Returns whether a text names a building alone: `BLOCO A`, `Gebäude 3`.
fn is_building(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const WORDS: [&str; 22] = [
        "building",
        "bldg",
        "block",
        "gebäude",
        "haus",
        "trakt",
        "bâtiment",
        "bloc",
        "edificio",
        "bloque",
        "pabellón",
        "edifício",
        "prédio",
        "bloco",
        "blocos",
        "pavilhão",
        "blocco",
        "palazzo",
        "gebouw",
        "gebou",
        "budynek",
        "корпус",
    ];
    let mut words = text.split_whitespace();
    let first = words.next().map(str::to_lowercase).unwrap_or_default();
    WORDS.contains(&first.as_str()) && (1..MOST_WORDS).contains(&words.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_building_is_told_from_a_room() {
        for text in [
            "BLOCO A",
            "Gebäude 3",
            "Building North Wing",
            "BLOCOS DE LABORATÓRIOS",
        ] {
            assert!(is_building(text), "{text}");
        }
        for text in [
            "Block",
            "A 12",
            "109 BLOCO LAB. 04",
            "Blockhaus 3",
            "Building A room of many words",
        ] {
            assert!(!is_building(text), "{text}");
        }
    }

    #[test]
    fn a_part_tells_rows_apart_where_each_has_another() {
        let texts = ["North", "South", "north ", ""].map(str::to_owned).to_vec();
        let part = NamePart { at: 0, texts };
        assert!(part.tells_apart(&[0, 1]));
        assert!(!part.tells_apart(&[0, 2]) && !part.tells_apart(&[1, 3]) && !part.tells_apart(&[1, 9]));
    }
}
