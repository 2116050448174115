//! `colab`: parse, run, print, exit. The house is mapped in `lib.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    colab::main()
}
