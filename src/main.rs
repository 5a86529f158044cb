//! The `jianbao` command.
//!
//! May touch: cli

use std::process::ExitCode;

// The only `static` in the program: Rust has no other way to name an allocator.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    jianbao::cli::main()
}
