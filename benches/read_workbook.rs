//! Reads every cell of a workbook with calamine and nothing else: the floor for reading a file.
//!
//! ```text
//! cargo bench --bench read_workbook -- FILE
//! ```
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use calamine::{Reader, open_workbook_auto};

fn main() {
    let Some(path) = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
    else {
        println!("read_workbook: no file named, nothing measured");
        return;
    };
    let begun = Instant::now();
    let mut workbook = open_workbook_auto(path).unwrap();
    let cells: usize = workbook
        .worksheets()
        .iter()
        .map(|(_, range)| range.used_cells().count())
        .sum();
    println!("{:.4} {cells} cells", begun.elapsed().as_secs_f64());
}
