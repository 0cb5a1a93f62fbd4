//! One runner for people and CI: `cargo xtask <command>`.

#![expect(clippy::print_stdout, reason = "a runner speaks to its terminal")]

mod arch;
mod bench;
mod evaluation;
mod generate;
mod licences;
mod process;
mod ready;
mod run;
mod screenshots;
mod session;
mod setup;
mod targets;
mod test;
mod tree;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// What a command gets: the words after its name.
type Arguments<'a> = &'a [String];

struct Subcommand {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: fn(Arguments<'_>) -> Result<()>,
}

const SUBCOMMANDS: &[Subcommand] = &[
    Subcommand { name: "setup", usage: "", about: "install what building and testing needs", run: setup::command },
    Subcommand {
        name: "run",
        usage: "[--release] [--exit-after-ready] [-- ARGS]",
        about: "build the app and open its window",
        run: run::command,
    },
    Subcommand {
        name: "test",
        usage: "[STEP…]",
        about: "everything a release needs to pass, or the named steps",
        run: test::command,
    },
    Subcommand {
        name: "bench",
        usage: "[NAME] [-- ARGS]",
        about: "measure speed; without a name: list the benches",
        run: bench::command,
    },
    Subcommand {
        name: "gen",
        usage: "[--check] [NAME…]",
        about: "write the generated files, or fail when one is stale",
        run: generate::command,
    },
    Subcommand { name: "arch", usage: "", about: "check the rules of docs/architecture.md", run: arch::command },
    Subcommand {
        name: "licences",
        usage: "",
        about: "check licences and sources of all dependencies",
        run: licences::command,
    },
    Subcommand {
        name: "evaluate",
        usage: "DATA_DIR",
        about: "measure quality on real data kept outside the repository",
        run: evaluation::command,
    },
    Subcommand {
        name: "screenshots",
        usage: "",
        about: "take pictures of every screen, in both languages and themes",
        run: screenshots::command,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<()> {
    let Some((name, arguments)) = words.split_first() else {
        print_usage();
        bail!("no command given");
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print_usage();
        return Ok(());
    }
    let Some(subcommand) = SUBCOMMANDS.iter().find(|known| known.name == name) else {
        print_usage();
        bail!("unknown command «{name}»");
    };
    (subcommand.run)(arguments)
}

fn print_usage() {
    println!("cargo xtask <command>\n");
    for Subcommand { name, usage, about, .. } in SUBCOMMANDS {
        let call = format!("{name} {usage}");
        println!("  {call:<50} {about}");
    }
}
