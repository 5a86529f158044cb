//! The `jianbao` command.
//!
//! May touch: cli

use std::process::ExitCode;

fn main() -> ExitCode {
    jianbao::cli::main()
}
