//! What another program writes: the text of a PDF, the rows of a source, the answers of an assistant.
//!
//! In: a command and what it is to read. Out: what it writes to its standard output, whole; or why not. It may take only so
//! long and write only so much, whatever it does.
//!
//! May touch: clock

use anyhow::{Context, Result, anyhow, bail};
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The most that is read of a program, in bytes.
pub(crate) const LIMIT: usize = 8 << 20;
/// How long is waited before it is looked at again.
const STEP: Duration = Duration::from_millis(5);
/// How long is waited, once a program has failed, for what it says of itself.
const GRACE: Duration = Duration::from_secs(2);
/// The most that is read of what it says of itself, in bytes.
const SAID: u64 = 4 << 10;

/// A line for the shell.
pub(crate) fn shell(line: &str) -> Command {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([option, line]);
    command
}

/// Runs a command with `input` on its standard input, and returns what it writes; `name` is what it is called.
///
/// # Errors
/// When it cannot be run, fails, or takes longer or writes more than it may.
pub(crate) fn output(mut command: Command, name: &str, input: Vec<u8>, patience: Duration) -> Result<Vec<u8>> {
    let cannot = || format!("cannot run `{name}`");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().with_context(cannot)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take().with_context(cannot)?);
    let stderr = child.stderr.take().with_context(cannot)?;
    // What does not read its input to the end wants no more of it.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let written = thread::spawn(move || first(stdout, LIMIT as u64 + 1).map(|(written, _)| written));
    // What it says after that is let go, so that it is not held up.
    let said = thread::spawn(move || {
        let (said, mut rest) = first(stderr, SAID)?;
        io::copy(&mut rest, &mut io::sink())?;
        io::Result::Ok(said)
    });
    let end = Instant::now() + patience;
    let late = |child: &mut Child| {
        stop(child);
        anyhow!("`{name}` takes more than {} seconds, and was stopped", patience.as_secs())
    };
    while !written.is_finished() {
        if Instant::now() > end {
            return Err(late(&mut child));
        }
        thread::sleep(STEP);
    }
    let written = written.join().ok().with_context(cannot)?.with_context(cannot)?;
    if written.len() > LIMIT {
        stop(&mut child);
        bail!("`{name}` writes more than {} MiB", LIMIT >> 20);
    }
    let status = loop {
        match child.try_wait().with_context(cannot)? {
            Some(status) => break status,
            None if Instant::now() > end => return Err(late(&mut child)),
            None => thread::sleep(STEP),
        }
    };
    if status.success() {
        return Ok(written);
    }
    // What it said may be read a little after its end; what it left running may hold that open for ever.
    let patience = Instant::now() + GRACE;
    while !said.is_finished() && Instant::now() < patience {
        thread::sleep(STEP);
    }
    let said = said.is_finished().then(|| said.join().ok()).flatten().and_then(Result::ok).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    match said.lines().rev().map(str::trim).find(|line| !line.is_empty()) {
        Some(line) => bail!("`{name}` failed: {line}"),
        None => bail!("`{name}` failed, and did not say why"),
    }
}

/// The first bytes that a program writes, and where the others come from.
fn first<R: Read>(mut from: R, limit: u64) -> io::Result<(Vec<u8>, R)> {
    let mut bytes = Vec::new();
    from.by_ref().take(limit).read_to_end(&mut bytes)?;
    Ok((bytes, from))
}

/// Ends a program, and what it started: the programs of a shell's line are in one group.
fn stop(child: &mut Child) {
    let group = format!("-{}", child.id());
    let killed =
        cfg!(unix) && Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status().is_ok();
    // What has ended meanwhile needs no end.
    if child.kill().is_ok() || killed {
        drop(child.wait());
    }
}
