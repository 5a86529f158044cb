//! How much each kind of mistake matters to a site.
//!
//! In: what `site.toml` and the command line say. Out: [`Levels`], which decide the severity of
//! diagnostics.
//!
//! May touch: nothing

use super::{Code, Diagnostic, Malformed, Severity};
use std::collections::BTreeMap;
use std::str::FromStr;

/// What a site does about one kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Nothing.
    Allow,
    /// It is reported, and the site is published: `warn`.
    Warn,
    /// Nothing is published: `deny`.
    Deny,
}

impl FromStr for Level {
    type Err = Malformed;

    /// `allow`, `warn` or `deny`; `warning` and `error` mean the same as the last two.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "allow" => Ok(Self::Allow),
            "warn" | "warning" => Ok(Self::Warn),
            "deny" | "error" => Ok(Self::Deny),
            _ => Err(Malformed::new(
                0..text.len(),
                format!("`{text}` is no level"),
                "write \"allow\", \"warn\" or \"deny\"",
            )),
        }
    }
}

/// What a run refuses beyond what is an error anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Every warning: `warnings`.
    Warnings,
    /// One kind of mistake, by its name: `unknown-indicator`.
    Code(Code),
}

impl FromStr for Denied {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match (text, Code::named(text)) {
            ("warnings", _) => Ok(Self::Warnings),
            (_, Some(code)) => Ok(Self::Code(code)),
            (_, None) => Err(Malformed::new(
                0..text.len(),
                format!("there is no code `{text}`"),
                "write `warnings`, or a code that `jianbao explain` lists",
            )),
        }
    }
}

/// The levels of a site, where they differ from the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    levels: BTreeMap<Code, Level>,
    deny_warnings: bool,
}

impl Levels {
    /// Sets the level of a kind of mistake.
    ///
    /// # Errors
    /// When it is an error that leaves no whole site to publish, and `level` would let it pass.
    pub(crate) fn set(&mut self, code: Code, level: Level) -> Result<(), Malformed> {
        if level != Level::Deny && !code.may_pass() {
            let help = "an error of this kind leaves nothing whole to publish; remove the line";
            return Err(Malformed::new(0..0, format!("`{}` cannot be turned down", code.name()), help));
        }
        self.levels.insert(code, level);
        Ok(())
    }

    /// With what a run refuses in addition.
    pub(crate) fn denying(mut self, denied: &[Denied]) -> Self {
        for denied in denied {
            match denied {
                Denied::Warnings => self.deny_warnings = true,
                Denied::Code(code) => {
                    self.levels.insert(*code, Level::Deny);
                }
            }
        }
        self
    }

    /// Gives each diagnostic its severity, and drops those that are allowed.
    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain(|diagnostic| self.levels.get(&diagnostic.code) != Some(&Level::Allow));
        for diagnostic in diagnostics {
            diagnostic.severity = match self.levels.get(&diagnostic.code) {
                Some(Level::Deny) => Severity::Error,
                Some(Level::Warn) => Severity::Warning,
                Some(Level::Allow) | None => diagnostic.severity,
            };
            if self.deny_warnings {
                diagnostic.severity = Severity::Error;
            }
        }
    }
}
