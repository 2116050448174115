//! Days, times and ranges, as they are typed and as sheets have them; what begins ends later.
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
    if let Ok((start, end)) = period::parse_time_range(text) {
        assert!(start < end);
    }
    if let Ok((first, last)) = period::parse_months(text, today) {
        assert!(first <= last);
    }
    if let Ok((first, last)) = period::parse_days(text, today) {
        assert!(first <= last);
    }
    for end in [false, true] {
        let _ = period::parse_instant(text, &site, today, end);
    }
    let _ = read_text_date(text);
    let _ = read_slot(text);
    let _ = read_weekdays(text);
});
