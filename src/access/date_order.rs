//! Which of the two numbers of `3/4/2026` is the day, where somebody says so.

use crate::text_enum;

text_enum! {
    /// Which of the two numbers of `3/4/2026` is the day.
    pub enum DateOrder {
        DayFirst = "dmy",
        MonthFirst = "mdy",
    }
}
