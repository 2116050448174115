//! Tables: bytes to rows of each kind, as the imports read them.

use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;
use colab::access::settings::Settings;
use colab::import::kind::ImportKind;
use colab::import::table::{CellContext, FileManner, ReadOptions, read_file, read_table, spec_of};
use colab_schedule::rooms::RoomDirectory;

const KINDS: [ImportKind; 6] = [
    ImportKind::Rooms,
    ImportKind::Devices,
    ImportKind::Bookings,
    ImportKind::Clients,
    ImportKind::Pricing,
    ImportKind::Users,
];

/// Reads the text as a table of each kind.
pub fn read_each(text: &str) {
    let settings = Settings::default();
    let context = CellContext {
        site: settings.site(),
        currency: settings.currency(),
        adds_tax: false,
        today: NaiveDate::from_ymd_opt(2026, 1, 15).unwrap(),
        date_order: None,
        year: None,
        half_clock: false,
        decimal_comma: false,
        words: Vec::new(),
    };
    for kind in KINDS {
        let spec = spec_of(kind).unwrap();
        let mut input = text.as_bytes();
        let input: &mut dyn Read = &mut input;
        // Text needs no child.
        let path = Path::new("-");
        let file = read_file(path, Some(input), &settings, &spec, FileManner::default(), path);
        let options = ReadOptions {
            sheet: None,
            mappings: Vec::new(),
            sets: Vec::new(),
            clear_empty: false,
            ignore_unknown: true,
            today: Some(context.today),
            rooms: RoomDirectory::default(),
        };
        if let Ok(file) = file {
            let _ = read_table(file.sheets, &spec, &options, &context);
        }
    }
}
