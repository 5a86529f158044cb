//! How far a long run is.
//!
//! In: steps done of how many. Out: a bar and how long the rest will take, on the last line of a terminal; nothing of a run that
//! takes less than a second, and nothing in a log.
//!
//! May touch: clock

use super::terminal::Terminal;
use std::env;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A run that takes no longer is not worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long steps are watched before anything is said of the rest.
const MEASURED: Duration = Duration::from_millis(500);
/// From one drawing to the next, in milliseconds.
const PAUSE: u64 = 100;
/// The bar, in columns.
const WIDTH: usize = 24;

/// The bar of a run.
pub(crate) struct Progress<'t> {
    terminal: &'t Terminal,
    shown: bool,
    started: Instant,
    /// When the first step was done, and when the bar was last drawn, in milliseconds from the start; 0 for not yet.
    first: AtomicU64,
    drawn: AtomicU64,
}

impl<'t> Progress<'t> {
    /// A run that starts now.
    pub(crate) fn new(terminal: &'t Terminal) -> Self {
        let shown = !terminal.quiet && io::stderr().is_terminal() && env::var_os("CI").is_none();
        Self { terminal, shown, started: Instant::now(), first: AtomicU64::new(0), drawn: AtomicU64::new(0) }
    }

    /// Takes note of a step, in any thread.
    pub(crate) fn step(&self, done: usize, all: usize) {
        let since = self.started.elapsed();
        let now = u64::try_from(since.as_millis()).unwrap_or(u64::MAX).max(1);
        // What came before the first step is no measure of the others.
        let first = self.first.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed).err();
        let steps = Duration::from_millis(now.saturating_sub(first.unwrap_or(now)));
        let drawn = self.drawn.load(Ordering::Relaxed);
        if !self.shown || since < PATIENCE || steps < MEASURED || now < drawn.saturating_add(PAUSE) {
            return;
        }
        // Of two threads that come at once, one draws.
        if self.drawn.compare_exchange(drawn, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            eprint!("\r{}\u{1b}[K", self.terminal.catalogue.say(&line(done, all, steps)));
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(self) {
        if self.drawn.load(Ordering::Relaxed) > 0 {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// `━━━━━━━━━━━━──────────── 4000 of 8000, 12 s left`; `steps` is how long those that are done took.
fn line(done: usize, all: usize, steps: Duration) -> String {
    let full = done.saturating_mul(WIDTH).checked_div(all).unwrap_or(WIDTH).min(WIDTH);
    let bar = "━".repeat(full) + &"─".repeat(WIDTH.saturating_sub(full));
    let left = steps.as_secs_f64() * all.saturating_sub(done) as f64 / done.max(1) as f64;
    match left.ceil() as u64 {
        seconds @ 0..120 => format!("{bar} {done} of {all}, {seconds} s left"),
        seconds => format!("{bar} {done} of {all}, {} min left", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_a_step_as_what_is_done() {
        let half = format!("{}{}", "━".repeat(12), "─".repeat(12));
        assert_eq!(line(4000, 8000, Duration::from_secs(12)), format!("{half} 4000 of 8000, 12 s left"));
        assert_eq!(line(1, 1000, Duration::from_millis(300)), format!("{} 1 of 1000, 5 min left", "─".repeat(24)));
        assert_eq!(line(7, 7, Duration::from_secs(9)), format!("{} 7 of 7, 0 s left", "━".repeat(24)));
        assert_eq!(line(0, 0, Duration::ZERO), format!("{} 0 of 0, 0 s left", "━".repeat(24)));
    }
}
