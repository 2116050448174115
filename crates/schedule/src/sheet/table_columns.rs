//! What the columns of a table may be called as fields of bookings, by their headings and by what stands in them.

use std::collections::BTreeMap;

use super::grid::column_letters;
use super::heading_words::{self, HeadingRole};
use super::model::SheetColumn;
use super::table_shape::ColumnShape;
use super::weeks;
use crate::names::name_key;

/// What is longer is what takes place in a lab or a studio, not its name.
const LONGEST_ROOM: usize = 40;

/// Names the columns that have a heading; a table without a column of clients has one in its first text that is
/// nothing else.
pub(super) fn name(columns: &BTreeMap<u32, ColumnShape>) -> Vec<SheetColumn> {
    let headed = || columns.values().filter(|column| !column.heading.is_empty());
    let mut roles: Vec<Option<HeadingRole>> = headed().map(role).collect();
    let is_said = |roles: &[Option<HeadingRole>], role| roles.contains(&Some(role));
    for missing in [HeadingRole::Date, HeadingRole::Room, HeadingRole::Client] {
        let is_from = missing == HeadingRole::Date && is_said(&roles, HeadingRole::From);
        if is_from || is_said(&roles, missing) {
            continue;
        }
        let place = headed()
            .zip(&roles)
            .position(|(column, role)| may_be(column, *role, missing))
            .or_else(|| {
                // Whoever is named has booked it.
                let is_person = |role: &Option<HeadingRole>| *role == Some(HeadingRole::Person);
                (missing == HeadingRole::Client)
                    .then(|| {
                        // A group is what is taught, unless it is only a kind of things.
                        let is_group = |role: &Option<HeadingRole>| *role == Some(HeadingRole::Group);
                        let groups = || roles.iter().position(is_group);
                        roles.iter().position(is_person).or_else(groups)
                    })
                    .flatten()
            });
        if let Some(role) = place.and_then(|place| roles.get_mut(place)) {
            *role = Some(missing);
        }
    }
    pair_times(&headed().collect::<Vec<_>>(), &mut roles);
    // Weekdays choose among the days from a first to a last one.
    let has_days = is_said(&roles, HeadingRole::From);
    let places = columns.iter().filter(|(_, column)| !column.heading.is_empty());
    let named = places.zip(roles).map(|((lane, column), role)| SheetColumn {
        heading: column.heading.clone(),
        place: column_letters(*lane),
        field: role
            .filter(|role| has_days || *role != HeadingRole::Weekday)
            .map(|role| match role {
                // The next list counts from one again.
                HeadingRole::Id if counts_rows(&column.heading) => "-",
                role => field(role),
            }),
        is_filled: column.filled > 0,
        has_ranges: column.mostly(column.ranges),
        is_of_times: column.is_of_times() && !column.mostly(column.moments),
        counts_turns: counts_turns(column),
        first_day: column.first_day,
        last_day: column.last_day,
        texts: column.texts.iter().cloned().collect(),
    });
    named.collect()
}

/// Reports whether a heading counts lessons, of which nothing says when they are: `Period`, `Schulstunde`, `节次`.
pub fn counts_lessons(heading: &str) -> bool {
    const WORDS: [&str; 17] = [
        "period",
        "periods",
        "slot",
        "slots",
        "lesson",
        "lessons",
        "lessonno",
        "stunde",
        "schulstunde",
        "unterrichtsstunde",
        "heuredecours",
        "periodo",
        "lesuur",
        "periode",
        "пара",
        "урок",
        "节次",
    ];
    let key = name_key(heading);
    WORDS.iter().any(|word| name_key(word) == key)
}

/// Reports whether a column says by a number which lesson or which weeks its rows are for.
fn counts_turns(column: &ColumnShape) -> bool {
    let is_number = |text: &String| text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(':');
    let are_numbers = column.filled > 0
        && column.dates == 0
        && column.filled <= column.numbers + column.times + column.people + column.texts.len()
        && column.texts.iter().all(is_number)
        && column.moments == 0;
    let is_of_weeks = column.role == Some(HeadingRole::Week) && weeks::names_week(&column.heading);
    are_numbers && (counts_lessons(&column.heading) || is_of_weeks)
}

/// Reports whether a heading stands over the numbers of rows.
fn counts_rows(heading: &str) -> bool {
    const WORDS: [&str; 26] = [
        "no",
        "nos",
        "nr",
        "num",
        "number",
        "numbers",
        "sno",
        "sr",
        "srno",
        "sl",
        "slno",
        "serial",
        "serialno",
        "line",
        "index",
        "row",
        "rank",
        "lfd",
        "lfdnr",
        "laufendenummer",
        "n",
        "numero",
        "lp",
        "пп",
        "序号",
        "序號",
    ];
    let key = name_key(heading);
    key == "#" || key == "№" || WORDS.contains(&key.as_str())
}

/// Makes a start and an end of two columns of times: beside a start the other one is the end.
fn pair_times(columns: &[&ColumnShape], roles: &mut [Option<HeadingRole>]) {
    let is_said = |role| roles.contains(&Some(role));
    let (has_start, has_end) = (is_said(HeadingRole::Start), is_said(HeadingRole::End));
    let times: Vec<usize> = roles
        .iter()
        .zip(columns)
        .enumerate()
        .filter(|(_, (role, column))| {
            **role == Some(HeadingRole::Time) && column.is_of_times() && column.ranges == 0
        })
        .map(|(place, _)| place)
        .collect();
    let pairs: &[(usize, HeadingRole)] = match (times.as_slice(), has_start, has_end) {
        ([end], true, false) => &[(*end, HeadingRole::End)],
        ([start], false, true) => &[(*start, HeadingRole::Start)],
        ([start, end], false, false) => &[(*start, HeadingRole::Start), (*end, HeadingRole::End)],
        _ => &[],
    };
    for (place, role) in pairs {
        if let Some(own) = roles.get_mut(*place) {
            *own = Some(*role);
        }
    }
}

/// Corrects what a heading says by what stands under it.
fn role(column: &ColumnShape) -> Option<HeadingRole> {
    let is_of_people = column.mostly(column.people + column.numbers);
    match column.role {
        // `Office` over those who sit there.
        Some(HeadingRole::Room) if column.in_known_rooms == 0 && holds_people(column) => None,
        None if column.in_known_rooms > 0 && column.mostly(column.in_known_rooms) => Some(HeadingRole::Room),
        Some(HeadingRole::Status | HeadingRole::Person) if is_of_people => Some(HeadingRole::Count),
        // `Period` and `Slot` count lessons.
        Some(HeadingRole::Time) if counts_turns(column) => None,
        // `Date` over `Thu 18:00-20:50`.
        Some(HeadingRole::Date | HeadingRole::Time) if column.mostly(column.weekday_times) => {
            Some(HeadingRole::Weekday)
        }
        Some(HeadingRole::Shift | HeadingRole::Week) | None if column.is_of_times() => {
            Some(HeadingRole::Time)
        }
        // `Tag` and `Day` stand over dates as well.
        Some(HeadingRole::Weekday) if column.mostly(column.dates) => Some(HeadingRole::Date),
        // `From` and `To` stand over days, or over days with their times.
        Some(HeadingRole::From) if column.moments > 0 => Some(HeadingRole::Start),
        Some(HeadingRole::Until) if column.moments > 0 => Some(HeadingRole::End),
        Some(HeadingRole::Start) if column.mostly(column.dates) && column.moments == 0 => {
            Some(HeadingRole::From)
        }
        Some(HeadingRole::End) if column.mostly(column.dates) && column.moments == 0 => {
            Some(HeadingRole::Until)
        }
        role => role,
    }
}

fn may_be(column: &ColumnShape, role: Option<HeadingRole>, missing: HeadingRole) -> bool {
    let has_texts =
        !column.texts.is_empty() && !column.mostly(column.numbers) && !column.mostly(column.dates);
    match missing {
        HeadingRole::Date => role.is_none() && column.mostly(column.dates),
        HeadingRole::Room => {
            role.is_none()
                && has_texts
                && column
                    .texts
                    .iter()
                    .all(|text| text.chars().count() <= LONGEST_ROOM)
                && !holds_people(column)
                && (heading_words::is_room_noun(&column.heading) || holds_room_names(column))
        }
        _ => role.is_none() && has_texts && !column.is_of_times(),
    }
}

/// Reports whether most of the texts of a column are the names of people.
fn holds_people(column: &ColumnShape) -> bool {
    column.persons >= 2 && column.persons * 3 >= column.filled * 2
}

/// Reports whether a column holds names of rooms: codes alone may be chapters.
fn holds_room_names(column: &ColumnShape) -> bool {
    column.mostly(column.room_forms) && column.texts.iter().any(|text| heading_words::has_room_noun(text))
}

/// Returns what the import of bookings calls such a column.
fn field(role: HeadingRole) -> &'static str {
    match role {
        HeadingRole::Date => "date",
        HeadingRole::From => "from_date",
        HeadingRole::Until => "to_date",
        HeadingRole::Weekday => "weekdays",
        HeadingRole::Time => "time",
        HeadingRole::Start => "starts_at",
        HeadingRole::End => "ends_at",
        HeadingRole::Duration => "duration",
        HeadingRole::Room => "room",
        HeadingRole::Client => "client_name",
        HeadingRole::Status => "status",
        HeadingRole::Id => "external_id",
        HeadingRole::Email => "client_contact_email",
        HeadingRole::Phone => "client_contact_phone",
        HeadingRole::Count => "headcount",
        HeadingRole::Person => "client_contact_person",
        HeadingRole::Note => "notes",
        HeadingRole::Week
        | HeadingRole::Shift
        | HeadingRole::Group
        | HeadingRole::Money
        | HeadingRole::Asset => "-",
    }
}
