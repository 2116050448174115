//! The calendar as the workbook that people keep: a sheet a month, dates down, rooms across.
//!
//! `import schedule` reads it back to the same bookings; what a cell cannot say is counted in the notes. Every cell is
//! a string, so nothing in it is ever run as a formula.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{Datelike, NaiveDate, NaiveTime};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};

use super::span::CalendarPart;
use super::{Calendar, CalendarEntry, ClosedEntry, DayKind};
use crate::booking::model::{BlockKind, Booking, DevicePreference, Tenant};
use crate::booking::status::BookingStatus;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::text::{counted, printable};
use colab_schedule::cell::{
    BookingToWrite, CellLoss, CellRules, DeviceCounts, IgnoreList, part_mark, write_cell,
};

const TODAY: Color = Color::RGB(0x00d3_f2d3);
const WEEKEND: Color = Color::RGB(0x00e9_dff7);
const CLOSED: Color = Color::RGB(0x00e3_e6ea);
const HEADING: Color = Color::RGB(0x00ee_f1f5);
const TRAINING: Color = Color::RGB(0x00b3_540a);
const LINE: Color = Color::RGB(0x00c9_ced6);

/// The date, the weekday and a room, in characters.
const WIDTHS: [f64; 3] = [11.0, 6.0, 24.0];
/// A4.
const PAPER: u8 = 9;
const FIRST_ROOM: u16 = 2;
/// Rooms beside each other on a printed page.
const ROOMS_ON_PAPER: usize = 8;
/// Characters that a room's column has on a line.
const ROOM_LINE: usize = 24;
/// Height of a line of text and that of the highest row, in points.
const LINE_HEIGHT: f64 = 15.0;
const HIGHEST_ROW: f64 = 409.0;
/// How many losses a note names.
const NAMED: usize = 5;

/// Writes the workbook; returns its bytes, and notes on what its cells could not say.
pub fn workbook(calendar: &Calendar) -> Result<(Vec<u8>, Vec<String>)> {
    let mut lost = LostDetails::default();
    let bytes = write(calendar, &mut lost).context("cannot write the workbook")?;
    Ok((bytes, lost.notes(calendar)))
}

/// What the cells could not say, and where.
#[derive(Default)]
struct LostDetails {
    places: BTreeMap<CellLoss, BTreeSet<i64>>,
}

impl LostDetails {
    fn notes(&self, calendar: &Calendar) -> Vec<String> {
        let mut notes: Vec<String> = self
            .places
            .iter()
            .map(|(loss, ids)| {
                let named: Vec<String> = ids.iter().take(NAMED).map(i64::to_string).collect();
                let more = if ids.len() > NAMED { ", …" } else { "" };
                format!(
                    "{} of {} cannot be read back from the workbook as written, for {}: {}{more}",
                    ids.len(),
                    counted(calendar.bookings.len() as u64, "booking"),
                    loss.description(),
                    named.join(", ")
                )
            })
            .collect();
        let count = |is: fn(&Booking) -> bool| calendar.bookings.iter().filter(|booking| is(booking)).count();
        let began = count(|booking| {
            matches!(
                booking.row.status,
                BookingStatus::CheckedIn | BookingStatus::Completed
            )
        });
        if began > 0 {
            notes.push(format!(
                "checked in or completed: {}; read back as confirmed",
                counted(began as u64, "booking")
            ));
        }
        let training = count(|booking| booking.row.tenant_id == Tenant::Training);
        if training > 0 {
            notes.push(format!(
                "of TRAINING, which no cell says: {}; read back as TECH",
                counted(training as u64, "booking")
            ));
        }
        notes
    }
}

fn write(calendar: &Calendar, lost: &mut LostDetails) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(format!("Rooms, {}", calendar.stretch.title()))
        .set_company(printable(&calendar.company))
        .set_creation_datetime(&ExcelDateTime::from_timestamp(
            calendar.made_at.utc().timestamp(),
        )?);
    workbook.set_properties(&properties);
    let reserved = &calendar.for_document.reserved_words;
    let ignore = IgnoreList::new(reserved);
    let keys: BTreeSet<String> = reserved.iter().map(|word| name_key(word)).collect();
    let room_named = |text: &str| keys.contains(&name_key(text)).then(|| text.to_owned());
    let day = (calendar.site.day_start, calendar.site.day_end);
    let rules = CellRules::new(day, &ignore, &room_named);
    for part in calendar.stretch.months() {
        let sheet = workbook.add_worksheet();
        set_up(calendar, sheet, &part)?;
        fill(calendar, sheet, &part, &rules, lost)?;
    }
    workbook.save_to_buffer()
}

/// Sets name, head, widths, panes and paper.
fn set_up(calendar: &Calendar, sheet: &mut Worksheet, part: &CalendarPart) -> Result<(), XlsxError> {
    let head = framed().set_bold().set_background_color(HEADING);
    let last = FIRST_ROOM + u16::try_from(calendar.rooms.len()).unwrap_or(0);
    sheet.set_name(part.first.format("%b %Y").to_string())?;
    sheet.write_string_with_format(0, 0, "Date", &head)?;
    sheet.write_string_with_format(0, 1, "Day", &head)?;
    for (room, column) in calendar.rooms.iter().zip(FIRST_ROOM..) {
        sheet.write_string_with_format(0, column, room, &head)?;
    }
    for column in 0..last {
        let width = WIDTHS.get(usize::from(column)).or(WIDTHS.last());
        sheet.set_column_width(column, *width.unwrap_or(&0.0))?;
    }
    sheet.set_freeze_panes(1, FIRST_ROOM)?;
    sheet.set_landscape().set_paper_size(PAPER);
    let wide = calendar.rooms.len().div_ceil(ROOMS_ON_PAPER).max(1);
    sheet.set_print_fit_to_pages(u16::try_from(wide).unwrap_or(u16::MAX), 1);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_repeat_columns(0, 1)?;
    let title = format!("{} rooms, {}", calendar.company, part.title).replace('&', "&&");
    let made_at = calendar.site.local(calendar.made_at).format("%Y-%m-%d %H:%M");
    sheet.set_header(format!("&L{title}&RPage &P of &N"));
    sheet.set_footer(format!(
        "&LGreen: today. Purple: weekend. Brown text: TRAINING.&RAs of {made_at}"
    ));
    Ok(())
}

fn excel_date(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(u16::MAX),
        part(day.month()),
        part(day.day()),
    )
}

fn framed() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

fn fill(
    calendar: &Calendar,
    sheet: &mut Worksheet,
    part: &CalendarPart,
    rules: &CellRules<'_>,
    lost: &mut LostDetails,
) -> Result<(), XlsxError> {
    let cells = calendar.cells();
    let closed = calendar.closed_cells();
    for (day, row) in part.days().zip(1u32..) {
        let format = match calendar.kind_of(day) {
            DayKind::Today => framed().set_background_color(TODAY),
            DayKind::Weekend => framed().set_background_color(WEEKEND),
            DayKind::Plain => framed(),
        };
        let date = format.clone().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(row, 0, &excel_date(day)?, &date)?;
        sheet.write_string_with_format(row, 1, day.format("%a").to_string(), &format)?;
        let mut most_lines = 1;
        for (room, column) in calendar.rooms.iter().zip(FIRST_ROOM..) {
            let place = (day, room.as_str());
            let blocks = closed.get(&place).map_or(&[][..], Vec::as_slice);
            let format = if blocks.is_empty() {
                format.clone()
            } else {
                format.clone().set_background_color(CLOSED)
            };
            match cells.get(&place) {
                // A note on a cell of bookings would be read back as theirs.
                None if !blocks.is_empty() => {
                    let words: Vec<String> = blocks.iter().map(|entry| entry.text()).collect();
                    sheet.insert_note(row, column, &Note::new(words.join("\n")))?;
                    sheet.write_string_with_format(row, column, closed_word(calendar, blocks), &format)?
                }
                None => sheet.write_blank(row, column, &format)?,
                Some(entries) => {
                    let all = |tenant| entries.iter().all(|entry| entry.booking.row.tenant_id == tenant);
                    let format = if all(Tenant::Training) {
                        format.clone().set_font_color(TRAINING)
                    } else {
                        format.clone()
                    };
                    let text = text(calendar, entries, rules, lost);
                    most_lines = lines_of(&text).max(most_lines);
                    sheet.write_string_with_format(row, column, text, &format)?
                }
            };
        }
        // Not every program finds the height of wrapped text by itself.
        if most_lines > 1 {
            sheet.set_row_height(row, (LINE_HEIGHT * f64::from(most_lines)).min(HIGHEST_ROW))?;
        }
    }
    Ok(())
}

/// Returns the word of a closed cell, if it is one that the import leaves out: the reason stands in the note.
fn closed_word(calendar: &Calendar, blocks: &[&ClosedEntry]) -> &'static str {
    let is_left_out = |word: &str| {
        let mut words = calendar.for_document.reserved_words.iter();
        words.any(|known| name_key(known) == name_key(word))
    };
    let is_holiday = blocks.iter().any(|entry| entry.block.kind == BlockKind::Holiday);
    let words: &[&'static str] = if is_holiday {
        &["Public holiday", "Holiday", "Closed"]
    } else {
        &["Closed"]
    };
    words
        .iter()
        .copied()
        .find(|word| is_left_out(word))
        .unwrap_or_default()
}

/// Returns the number of lines that a text takes in the column of a room.
fn lines_of(text: &str) -> u16 {
    let lines = text
        .lines()
        .map(|line| line.chars().count().div_ceil(ROOM_LINE).max(1));
    u16::try_from(lines.sum::<usize>()).unwrap_or(u16::MAX)
}

/// Returns the text of a cell; the kitchen's cells name nobody and so cannot be read back.
fn text(
    calendar: &Calendar,
    entries: &[&CalendarEntry],
    rules: &CellRules<'_>,
    lost: &mut LostDetails,
) -> String {
    if !calendar.names_clients {
        let lines: Vec<String> = entries.iter().map(|entry| entry.lines().join(" ")).collect();
        return lines.join("\n");
    }
    let (own, in_parts): (Vec<&CalendarEntry>, Vec<&CalendarEntry>) =
        entries.iter().partition(|entry| entry.whole.is_none());
    let bookings: Vec<BookingToWrite<'_>> = own
        .iter()
        .map(|entry| booking_to_write(calendar, entry))
        .collect();
    let written = write_cell(&bookings, rules);
    for (entry, losses) in own.iter().zip(written.losses) {
        for loss in losses {
            lost.places.entry(loss).or_default().insert(entry.booking.row.id);
        }
    }
    let marks = in_parts.iter().map(|entry| {
        let times = format!("{}-{}", entry.start, entry.end);
        let whole = entry.whole.as_deref().unwrap_or_default();
        part_mark(whole, &times, &entry.booking.row.client_name)
    });
    let lines: Vec<String> = Some(written.text)
        .filter(|text| !text.is_empty())
        .into_iter()
        .chain(marks)
        .collect();
    lines.join("\n")
}

fn booking_to_write<'a>(calendar: &Calendar, entry: &'a CalendarEntry) -> BookingToWrite<'a> {
    let row = &entry.booking.row;
    let starts = calendar.site.local(row.starts_at);
    let ends = calendar.site.local(row.ends_at);
    // A booking of several days is on each of them a part of itself.
    let goes_on = ends.date_naive() != entry.day;
    let ends_at_midnight = ends.time() == NaiveTime::MIN && entry.day.succ_opt() == Some(ends.date_naive());
    let came = starts.date_naive() != entry.day;
    BookingToWrite {
        client: &row.client_name,
        start: if came { NaiveTime::MIN } else { starts.time() },
        end: (!goes_on || ends_at_midnight).then(|| ends.time()),
        learners: count(row.num_learners),
        facilitators: count(row.num_facilitators),
        headcount: count(row.headcount),
        devices: devices(calendar, &entry.booking),
        tentative: row.status == BookingStatus::RoomAssigned,
    }
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Returns devices by kind as requested; if that does not add up to what is needed, as the booking prefers.
fn devices(calendar: &Calendar, booking: &Booking) -> DeviceCounts {
    let row = &booking.row;
    let requests = calendar.for_document.requests.get(&row.id);
    let mut asked = DeviceCounts::default();
    for request in requests.into_iter().flatten() {
        let kind = request.category.as_deref().map(name_key);
        match kind.as_deref() {
            Some("laptop") => asked.laptops += count(request.quantity),
            Some("desktop") => asked.desktops += count(request.quantity),
            _ => asked.any += count(request.quantity),
        }
    }
    let needed = count(row.devices_needed);
    if asked.total() == needed {
        return asked;
    }
    let none = DeviceCounts::default();
    match row.device_type_preference {
        Some(DevicePreference::Laptops) => DeviceCounts {
            laptops: needed,
            ..none
        },
        Some(DevicePreference::Desktops) => DeviceCounts {
            desktops: needed,
            ..none
        },
        Some(DevicePreference::Any) | None => DeviceCounts { any: needed, ..none },
    }
}
