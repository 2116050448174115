//! What calamine does not tell of an xlsx: hidden rows and columns, fonts within a text, comments. Fonts and fills of
//! whole cells it resolves, but not beside formulas; so a sheet in which any of them may matter is gone through again.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};

use calamine::{FillPattern, Style};
use memchr::memmem::Finder;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{self, ZipParts};
use super::error::WorkbookError;
use super::look::{CellComment, CellFill, SheetLook, StruckCell, TextRuns};
use super::number_format;
use super::place::{CellAddress, LAST_COL, LAST_ROW};
use super::xml::{attribute, is_true, text_of, unescaped};

/// Where one of these stands, a sheet may hide something; LibreOffice writes `hidden="false"` everywhere.
const MARKS: [&str; 7] = [
    "conditionalFormatting",
    "hidden=\"1",
    "hidden=\"t",
    "hidden='",
    "ht=\"0\"",
    "width=\"0\"",
    "strike",
];

/// The parts of an xlsx that say how its sheets look.
#[derive(Debug)]
pub(super) struct XlsxLooks {
    parts: PartDirectory,
    /// The part of each sheet by its name.
    sheets: HashMap<String, String>,
    /// Shared strings with fonts of their own, by their numbers.
    strings: HashMap<u32, TextRuns>,
    styles: Vec<CellStyle>,
    affixes: Vec<String>,
}

/// A reader of one part of the archive.
type PartReader<'a, 'b> = BufReader<zip::read::ZipFile<'a, std::io::Cursor<&'b [u8]>>>;

/// What is seen of a cell's style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct CellStyle {
    is_struck: bool,
    fill: Option<u32>,
    /// The digits of whole numbers that a format such as `0000` fills up with zeros.
    digits: Option<u8>,
    /// What the format writes beside a number, by its place among those of the workbook.
    affix: Option<usize>,
}

impl CellStyle {
    /// Reads a style; what formats write beside numbers is collected in `affixes`.
    fn of(style: &Style, affixes: &mut Vec<String>) -> Self {
        const WHITE: u32 = 0xFF_FFFF;
        let solid = style
            .fill
            .as_ref()
            .filter(|fill| fill.pattern == FillPattern::Solid);
        let colour = solid.and_then(|fill| fill.foreground_color);
        let format = style
            .number_format
            .as_ref()
            .map_or("", |format| &format.format_code);
        // The program that shows the file writes the currency of its own place for this one.
        let is_of_place = format.starts_with("_($*");
        let affix = number_format::affix(format).filter(|_| !is_of_place);
        let affix = affix.map(|text| {
            let known = affixes.iter().position(|known| *known == text);
            known.unwrap_or_else(|| {
                affixes.push(text);
                affixes.len() - 1
            })
        });
        Self {
            affix,
            digits: padded_digits(format),
            is_struck: style.font.as_ref().is_some_and(|font| font.has_strikethrough()),
            fill: colour
                .map(|colour| colour.to_argb() & WHITE)
                .filter(|rgb| *rgb != WHITE),
        }
    }
}

/// Returns how many digits a format of zeros shows. Two are those of a day or a month, which stay numbers.
fn padded_digits(format: &str) -> Option<u8> {
    const FEWEST: usize = 3;
    let is_of_zeros = format.len() >= FEWEST && format.bytes().all(|byte| byte == b'0');
    u8::try_from(format.len()).ok().filter(|_| is_of_zeros)
}

impl XlsxLooks {
    /// Finds the parts of the sheets; `styles` are those of the cells.
    pub fn open(archive: &mut ZipParts<'_>, styles: &[Style]) -> Result<Self, WorkbookError> {
        let mut affixes = Vec::new();
        let styles = styles.iter().map(|style| CellStyle::of(style, &mut affixes));
        let mut looks = Self {
            parts: PartDirectory::of(archive),
            sheets: HashMap::new(),
            strings: HashMap::new(),
            styles: styles.collect(),
            affixes,
        };
        let Some(workbook) = looks.parts.shortest("workbook.xml") else {
            return Err(WorkbookError::damaged("it has no part for the workbook"));
        };
        let relations = looks.parts.relations(archive, &workbook)?;
        let target = |id: &str| relations.iter().find(|relation| relation.id == id);
        for (name, id) in sheet_names(looks.parts.reader(archive, &workbook)?)? {
            if let Some(relation) = target(&id) {
                looks.sheets.insert(name, relation.target.clone());
            }
        }
        let strings = relations.iter().find(|one| one.kind == "sharedStrings");
        if let Some(strings) = strings.map(|one| one.target.as_str()) {
            let has_struck_style = looks.styles.iter().any(|style| style.is_struck);
            if has_struck_style || looks.parts.mentions(archive, strings, &["strike"]) {
                looks.strings = shared_strings(looks.parts.reader(archive, strings)?)?;
            }
        }
        Ok(looks)
    }

    /// Reads how a sheet looks; `None` where it cannot be known.
    pub fn of_sheet(&self, archive: &mut ZipParts<'_>, name: &str) -> Option<SheetLook> {
        let part = self.sheets.get(name)?;
        let mut look = SheetLook::default();
        let has_style = self.styles.iter().any(|style| *style != CellStyle::default());
        if has_style || !self.strings.is_empty() || self.parts.mentions(archive, part, &MARKS) {
            let reader = self.parts.reader(archive, part).ok()?;
            SheetScan::new(self, &mut look).run(reader).ok()?;
        }
        let relations = self.parts.relations(archive, part).ok()?;
        // A thread has a comment beside it, for programs that know no threads.
        for kind in ["threadedComment", "comments"] {
            for relation in relations.iter().filter(|relation| relation.kind == kind) {
                if let Ok(reader) = self.parts.reader(archive, &relation.target) {
                    look.comments.extend(comments(reader).ok()?);
                }
            }
        }
        Some(look)
    }
}

/// The places of an archive's parts by their names in lower case.
#[derive(Debug)]
pub(super) struct PartDirectory {
    places: HashMap<String, usize>,
}

impl PartDirectory {
    pub fn of(archive: &mut ZipParts<'_>) -> Self {
        Self {
            places: archive::places(archive),
        }
    }

    pub fn place(&self, part: &str) -> Option<usize> {
        self.places.get(part).copied()
    }

    /// Finds the part with the shortest name that ends so.
    pub fn shortest(&self, end: &str) -> Option<String> {
        let all = self.places.keys().filter(|name| name.ends_with(end));
        all.min_by_key(|name| name.len()).cloned()
    }

    fn reader<'a, 'b>(
        &self,
        archive: &'a mut ZipParts<'b>,
        part: &str,
    ) -> Result<Reader<PartReader<'a, 'b>>, WorkbookError> {
        let missing = || WorkbookError::damaged(format!("the part {part} is missing"));
        let place = *self.places.get(part).ok_or_else(missing)?;
        let part = archive.by_index(place).map_err(WorkbookError::damaged)?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Ok(reader)
    }

    fn mentions(&self, archive: &mut ZipParts<'_>, part: &str, words: &[&str]) -> bool {
        let finders: Vec<Finder<'_>> = words.iter().map(Finder::new).collect();
        let Some(place) = self.places.get(part) else {
            return false;
        };
        match archive.by_index(*place) {
            Ok(part) => archive::search(part, &finders).unwrap_or(true),
            Err(_) => true,
        }
    }

    /// Reads the relations of a part; one without any has none.
    pub fn relations(
        &self,
        archive: &mut ZipParts<'_>,
        part: &str,
    ) -> Result<Vec<PartRelation>, WorkbookError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        if !self.places.contains_key(name) {
            return Ok(Vec::new());
        }
        let mut reader = self.reader(archive, name)?;
        let mut relations = Vec::new();
        each_start(&mut reader, |tag| {
            if let (Some(id), Some(kind), Some(target)) = (
                attribute(tag, "Id"),
                attribute(tag, "Type"),
                attribute(tag, "Target"),
            ) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(folder, &target);
                relations.push(PartRelation { id, kind, target });
            }
        })?;
        Ok(relations)
    }
}

/// A part that another names.
#[derive(Debug)]
pub(super) struct PartRelation {
    pub id: String,
    /// The last word of its type.
    pub kind: String,
    /// The part's name in lower case.
    pub target: String,
}

/// Finds a part from the folder of the one that names it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/").to_ascii_lowercase();
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn each_start(
    reader: &mut Reader<impl BufRead>,
    mut take: impl FnMut(&BytesStart<'_>),
) -> Result<(), WorkbookError> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(WorkbookError::damaged)?
        {
            Event::Start(tag) => take(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Lists the sheets with the numbers of their parts.
fn sheet_names(mut reader: Reader<impl BufRead>) -> Result<Vec<(String, String)>, WorkbookError> {
    let mut sheets = Vec::new();
    each_start(&mut reader, |tag| {
        if tag.local_name().as_ref() == "sheet" {
            sheets.extend(attribute(tag, "name").zip(attribute(tag, "id")));
        }
    })?;
    Ok(sheets)
}

/// Reads the shared strings that have fonts of their own.
fn shared_strings(mut reader: Reader<impl BufRead>) -> Result<HashMap<u32, TextRuns>, WorkbookError> {
    let (mut strings, mut buffer, mut number) = (HashMap::new(), Vec::new(), 0);
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(WorkbookError::damaged)?
        {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                let runs = runs(&mut reader, "si")?;
                if runs.says_something() {
                    strings.insert(number, runs);
                }
                number += 1;
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads the runs of a rich text up to the end of its element. A run with a font of its own does not have its cell's.
fn runs(reader: &mut Reader<impl BufRead>, element: &str) -> Result<TextRuns, WorkbookError> {
    let (mut runs, mut buffer) = (TextRuns::default(), Vec::new());
    let mut struck = None;
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(WorkbookError::damaged)?
        {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "r" => struck = None,
                "rPr" => struck = Some(false),
                "strike" => struck = Some(attribute(&tag, "val").is_none_or(|value| is_true(&value))),
                "rPh" => {
                    text_of(reader, "rPh")?;
                }
                "t" => {
                    let text = text_of(reader, "t")?;
                    runs.push(&unescaped(&text), struck);
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == element => return Ok(runs),
            Event::Eof => return Err(WorkbookError::damaged("a part ends within a text")),
            _ => {}
        }
    }
}

/// Reads the comments of a sheet, of either kind.
fn comments(mut reader: Reader<impl BufRead>) -> Result<Vec<CellComment>, WorkbookError> {
    let (mut comments, mut buffer) = (Vec::<CellComment>::new(), Vec::new());
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(WorkbookError::damaged)?
        {
            Event::Start(tag) if matches!(tag.local_name().as_ref(), "comment" | "threadedComment") => {
                if let Some(at) = attribute(&tag, "ref").and_then(|name| address(&name)) {
                    let text = String::new();
                    comments.push(CellComment { at, text });
                }
            }
            Event::Start(tag) if tag.local_name().as_ref() == "text" => {
                let text = text_of(&mut reader, "text")?;
                if let Some(comment) = comments.last_mut() {
                    comment.text = unescaped(&text).trim().to_owned();
                }
            }
            Event::Eof => return Ok(comments),
            _ => {}
        }
    }
}

/// Reads `C5`.
fn address(name: &str) -> Option<CellAddress> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut col = 0_u32;
    for letter in letters.bytes() {
        let place = letter
            .is_ascii_alphabetic()
            .then(|| letter.to_ascii_uppercase() - b'A')?;
        col = col.checked_mul(26)?.checked_add(u32::from(place) + 1)?;
    }
    let (row, col) = (row.parse::<u32>().ok()?.checked_sub(1)?, col.checked_sub(1)?);
    (row <= LAST_ROW && col <= LAST_COL).then_some(CellAddress { row, col })
}

/// Reports whether a height or a width is none at all.
fn is_zero(size: Option<String>) -> bool {
    size.and_then(|size| size.parse::<f64>().ok())
        .is_some_and(|size| size == 0.0)
}

/// One sheet while it is gone through.
struct SheetScan<'s> {
    looks: &'s XlsxLooks,
    look: &'s mut SheetLook,
    row: u32,
    col: u32,
    cell: Option<ScannedCell>,
}

/// A cell while it is gone through.
struct ScannedCell {
    at: CellAddress,
    style: CellStyle,
    is_shared: bool,
    runs: Option<TextRuns>,
}

impl<'s> SheetScan<'s> {
    fn new(looks: &'s XlsxLooks, look: &'s mut SheetLook) -> Self {
        Self {
            looks,
            look,
            row: 0,
            col: 0,
            cell: None,
        }
    }

    fn run(mut self, mut reader: Reader<impl BufRead>) -> Result<(), WorkbookError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader
                .read_event_into(&mut buffer)
                .map_err(WorkbookError::damaged)?
            {
                Event::Start(tag) => self.open(&tag, &mut reader)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => self.end_cell(),
                    "row" => {
                        self.row = self.row.saturating_add(1);
                        self.col = 0;
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, reader: &mut Reader<impl BufRead>) -> Result<(), WorkbookError> {
        match tag.local_name().as_ref() {
            "col" => self.column(tag),
            "row" => {
                let number = attribute(tag, "r").and_then(|number| number.parse::<u32>().ok());
                self.row = number
                    .and_then(|number| number.checked_sub(1))
                    .unwrap_or(self.row);
                let is_hidden = attribute(tag, "hidden").is_some_and(|value| is_true(&value));
                if is_hidden || is_zero(attribute(tag, "ht")) {
                    self.look.hidden_rows.push((self.row, self.row));
                }
            }
            "c" => self.cell(tag),
            "cfRule" if attribute(tag, "dxfId").is_some() => self.look.rules += 1,
            "v" if self.needs_text() => {
                let number = text_of(reader, "v")?.trim().parse::<u32>().ok();
                let runs = number.and_then(|number| self.looks.strings.get(&number)).cloned();
                if let Some(cell) = &mut self.cell {
                    cell.runs = runs;
                }
            }
            "is" => {
                let runs = runs(reader, "is")?;
                if let Some(cell) = &mut self.cell {
                    cell.runs = Some(runs).filter(TextRuns::says_something);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let number =
            |name| attribute(tag, name).and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
        let is_hidden = attribute(tag, "hidden").is_some_and(|value| is_true(&value));
        if let (Some(first), Some(last)) = (number("min"), number("max"))
            && (is_hidden || is_zero(attribute(tag, "width")))
        {
            self.look.hidden_cols.push((first, last.min(LAST_COL)));
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let (mut name, mut style, mut is_shared) = (None, None, false);
        for attribute in tag.attributes().flatten() {
            match attribute.key.local_name().as_ref() {
                "r" => name = address(&attribute.value),
                "s" => style = attribute.value.parse::<usize>().ok(),
                "t" => is_shared = attribute.value.as_ref() == "s",
                _ => {}
            }
        }
        let (row, col) = (self.row, self.col);
        let at = name.unwrap_or(CellAddress { row, col });
        self.col = at.col.saturating_add(1);
        self.cell = Some(ScannedCell {
            at,
            style: self
                .looks
                .styles
                .get(style.unwrap_or(0))
                .copied()
                .unwrap_or_default(),
            is_shared,
            runs: None,
        });
    }

    fn needs_text(&self) -> bool {
        !self.looks.strings.is_empty() && self.cell.as_ref().is_some_and(|cell| cell.is_shared)
    }

    fn end_cell(&mut self) {
        let Some(ScannedCell { at, style, runs, .. }) = self.cell.take() else {
            return;
        };
        let struck = match runs {
            Some(runs) => runs.in_cell(at, style.is_struck),
            None => style.is_struck.then_some(StruckCell { at, part: None }),
        };
        self.look.struck.extend(struck);
        self.look.fills.extend(style.fill.map(|rgb| CellFill { at, rgb }));
        self.look.padded.extend(style.digits.map(|digits| (at, digits)));
        if let Some(text) = style.affix.and_then(|place| self.looks.affixes.get(place)) {
            self.look.add_affix(text, at);
        }
    }
}
