//! The program: hands over to the command line, which knows what was asked.

use std::process::ExitCode;

fn main() -> ExitCode {
    veille::cli::main()
}
