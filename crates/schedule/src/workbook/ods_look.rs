//! How the sheets of an ods look: hidden rows and columns, fonts, fills and comments, of the same scan as its merges.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::look::{CellComment, CellFill, SheetLook, StruckCell, TextRuns};
use super::place::{CellAddress, LAST_COL};
use super::xml::attribute;

/// What is seen of a style; `None` where another says it.
#[derive(Debug, Clone, Default)]
struct OdsStyle {
    parent: Option<String>,
    struck: Option<bool>,
    /// Within, `None` for no fill, or a white one.
    fill: Option<Option<u32>>,
}

/// The styles of a document by their names, those of cells and those of texts.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    styles: HashMap<String, OdsStyle>,
    current: Option<String>,
}

impl OdsStyles {
    /// Takes an element of a style.
    pub fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "style:style" | "style:default-style" => {
                self.current = None;
                let family = attribute(tag, "family");
                if !matches!(family.as_deref(), Some("table-cell" | "text")) {
                    return;
                }
                if let Some(name) = attribute(tag, "name") {
                    let parent = attribute(tag, "parent-style-name");
                    let style = OdsStyle {
                        parent,
                        ..OdsStyle::default()
                    };
                    self.styles.insert(name.clone(), style);
                    self.current = Some(name);
                }
            }
            "style:text-properties" => {
                let kinds = ["text-line-through-style", "text-line-through-type"];
                let kinds: Vec<String> = kinds.iter().filter_map(|kind| attribute(tag, kind)).collect();
                if let (Some(style), false) = (self.current(), kinds.is_empty()) {
                    style.struck = Some(kinds.iter().all(|kind| kind != "none"));
                }
            }
            "style:table-cell-properties" => {
                let colour = attribute(tag, "background-color");
                if let (Some(style), Some(colour)) = (self.current(), colour) {
                    style.fill = Some(rgb(&colour));
                }
            }
            _ => {}
        }
    }

    pub fn close(&mut self, name: &str) {
        if name == "style:style" {
            self.current = None;
        }
    }

    fn current(&mut self) -> Option<&mut OdsStyle> {
        self.styles.get_mut(self.current.as_ref()?)
    }

    /// Finds what a style states, or the first of those that it is made from.
    fn stated<T>(&self, name: Option<&str>, of: impl Fn(&OdsStyle) -> Option<T>) -> Option<T> {
        const DEEPEST: usize = 32;
        let mut style = self.styles.get(name?);
        for _ in 0..DEEPEST {
            if let Some(stated) = of(style?) {
                return Some(stated);
            }
            style = style?.parent.as_ref().and_then(|parent| self.styles.get(parent));
        }
        None
    }

    fn struck(&self, name: Option<&str>) -> Option<bool> {
        self.stated(name, |style| style.struck)
    }

    fn fill(&self, name: Option<&str>) -> Option<u32> {
        self.stated(name, |style| style.fill).flatten()
    }
}

/// Reads `#ff0000`; white is no fill.
fn rgb(colour: &str) -> Option<u32> {
    const WHITE: u32 = 0xFF_FFFF;
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok().filter(|rgb| *rgb != WHITE)
}

/// How one sheet looks, while it is read.
#[derive(Debug, Default)]
pub(super) struct OdsLook {
    look: SheetLook,
    col: u32,
    /// Runs of columns with the style of their cells.
    columns: Vec<(u32, u32, Option<String>)>,
    row_style: Option<String>,
    cell: Option<OdsCell>,
}

/// A cell while it is read.
#[derive(Debug)]
struct OdsCell {
    first: CellAddress,
    last: CellAddress,
    style: Option<String>,
    /// The code of an amount's currency.
    currency: Option<String>,
    is_used: bool,
    runs: TextRuns,
    paragraphs: usize,
    /// The struck-through state of each span around, outermost first.
    spans: Vec<Option<bool>>,
    /// The text of a comment while it is read.
    comment: Option<String>,
    is_in_text: bool,
}

impl OdsLook {
    pub fn column(&mut self, tag: &BytesStart<'_>, count: u32) {
        let last = self.col.saturating_add(count - 1).min(LAST_COL);
        if is_hidden(tag) {
            self.look.hidden_cols.push((self.col, last));
        }
        let style = attribute(tag, "default-cell-style-name");
        self.columns.push((self.col, last, style));
        self.col = self.col.saturating_add(count);
    }

    pub fn row(&mut self, tag: &BytesStart<'_>, first: u32, count: u32) {
        if is_hidden(tag) {
            let last = first.saturating_add(count - 1);
            self.look.hidden_rows.push((first, last));
        }
        self.row_style = attribute(tag, "default-cell-style-name");
    }

    /// Begins a cell, which may stand for several; what stands beyond the sheet is none.
    pub fn cell(&mut self, tag: &BytesStart<'_>, place: Option<(CellAddress, CellAddress)>, is_used: bool) {
        self.cell = place.map(|(first, last)| {
            let of_column = || {
                let mut columns = self.columns.iter();
                columns
                    .find(|(from, to, _)| (*from..=*to).contains(&first.col))
                    .and_then(|(_, _, style)| style.clone())
            };
            let style = attribute(tag, "style-name").or_else(|| self.row_style.clone());
            OdsCell {
                first,
                last,
                style: style.or_else(of_column),
                currency: attribute(tag, "currency"),
                is_used,
                runs: TextRuns::default(),
                paragraphs: 0,
                spans: Vec::new(),
                comment: None,
                is_in_text: false,
            }
        });
    }

    /// Takes an element within a cell.
    pub fn open(&mut self, tag: &BytesStart<'_>, styles: &OdsStyles) {
        let Some(cell) = &mut self.cell else { return };
        match tag.name().as_ref() {
            "office:annotation" => cell.comment = Some(String::new()),
            "text:p" => {
                cell.is_in_text = true;
                if let Some(comment) = cell.comment.as_mut().filter(|comment| !comment.is_empty()) {
                    comment.push('\n');
                } else if cell.comment.is_none() {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.push("\n");
                    }
                }
            }
            "text:span" => {
                let style = attribute(tag, "style-name");
                let around = cell.spans.last().copied().flatten();
                cell.spans.push(styles.struck(style.as_deref()).or(around));
            }
            "text:s" => {
                let count = attribute(tag, "c")
                    .and_then(|count| count.parse().ok())
                    .unwrap_or(1);
                cell.push(&" ".repeat(std::cmp::min(count, 1000)));
            }
            "text:tab" => cell.push("\t"),
            "text:line-break" => cell.push("\n"),
            _ => {}
        }
    }

    pub fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.is_in_text) {
            cell.push(text);
        }
    }

    /// Ends an element within a cell, or the cell itself.
    pub fn close(&mut self, name: &str, styles: &OdsStyles) {
        let Some(cell) = &mut self.cell else { return };
        match name {
            "text:p" => cell.is_in_text = false,
            "text:span" => {
                cell.spans.pop();
            }
            "office:annotation" => {
                if let Some(text) = cell.comment.take() {
                    let at = cell.first;
                    self.look.comments.push(CellComment { at, text });
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take().filter(|cell| cell.is_used) {
                    self.end_cell(&cell, styles);
                }
            }
            _ => {}
        }
    }

    fn end_cell(&mut self, cell: &OdsCell, styles: &OdsStyles) {
        let style = cell.style.as_deref();
        let is_struck = styles.struck(style).unwrap_or(false);
        let fill = styles.fill(style);
        let says_something = cell.runs.says_something();
        let currency = cell.currency.as_deref();
        if !is_struck && fill.is_none() && !says_something && currency.is_none() {
            return;
        }
        for row in cell.first.row..=cell.last.row {
            for col in cell.first.col..=cell.last.col {
                let at = CellAddress { row, col };
                let struck = if says_something {
                    cell.runs.in_cell(at, is_struck)
                } else {
                    is_struck.then_some(StruckCell { at, part: None })
                };
                self.look.struck.extend(struck);
                self.look.fills.extend(fill.map(|rgb| CellFill { at, rgb }));
                if let Some(code) = currency {
                    self.look.add_affix(code, at);
                }
            }
        }
    }

    pub fn done(self) -> SheetLook {
        self.look
    }
}

impl OdsCell {
    fn push(&mut self, text: &str) {
        match &mut self.comment {
            Some(comment) => comment.push_str(text),
            None => {
                let struck = self.spans.last().copied().flatten();
                self.runs.push(text, struck);
            }
        }
    }
}

/// Reports whether a row or column is hidden, by hand or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|how| how != "visible")
}
