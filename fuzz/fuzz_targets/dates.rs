//! Days, times and ranges, as they are typed and as sheets have them; days and months that begin end later.
#![no_main]

use chrono::NaiveDate;
use colab::access::settings::Settings;
use colab::kernel::period;
use colab_schedule::sheet::{read_slot, read_text_date, read_weekdays};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let today = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
    let site = Settings::default().site();
    let _ = period::parse_day(text, today);
    let _ = period::parse_time(text);
    let _ = period::parse_days_count(text);
    let _ = period::parse_week(text, today);
    // Into the night, or until midnight: what begins may end earlier on the clock.
    let _ = period::parse_time_range(text);
    if let Ok((first, last)) = period::parse_months(text, today) {
        assert!(first <= last);
    }
    if let Ok((first, last)) = period::parse_days(text, today) {
        assert!(first <= last);
    }
    for end in [false, true] {
        let _ = period::parse_instant(text, &site, today, end);
    }
    let _ = read_text_date(text, Some(2026), false);
    let _ = read_slot(text);
    let _ = read_weekdays(&[text]);
});
