//! `setup`: what building and testing needs and this machine lacks.

mod debian;
mod npm;
mod other;
mod other_target;
mod tools;

use anyhow::Result;

use crate::{Arguments, process};

pub use other_target::{OTHER_TARGET, runs as runs_other_target};

/// What the machine is to be made ready for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Building and starting the app.
    Run,
    /// Building, starting and testing it.
    Test,
}

/// The subcommand: everything.
pub fn command(_: Arguments<'_>) -> Result<()> {
    prepare(Purpose::Test)?;
    println!("Everything is there. Next: cargo xtask run, cargo xtask test");
    Ok(())
}

/// Installs what is missing; quick and silent when nothing is.
pub fn prepare(purpose: Purpose) -> Result<()> {
    if process::find("dpkg-query").is_some() && process::find("apt-get").is_some() {
        debian::install(purpose)?;
    } else {
        other::check()?;
    }
    npm::install()?;
    if purpose == Purpose::Test {
        tools::install()?;
        other_target::add();
    }
    Ok(())
}
