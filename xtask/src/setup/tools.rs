//! Cargo tools that the tests need, built into `target/tools` when they are not on the machine.

use anyhow::{Context, Result};

use crate::process;

struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    linux_only: bool,
}

const TOOLS: &[Tool] = &[
    Tool { package: "cargo-nextest", program: "cargo-nextest", version: "^0.9", linux_only: false },
    // The stand-in between the tests and the system's web view.
    Tool { package: "tauri-driver", program: "tauri-driver", version: "~2.1", linux_only: true },
];

/// Builds the tools that are missing.
pub fn install() -> Result<()> {
    for tool in TOOLS {
        let wanted = cfg!(target_os = "linux") || !tool.linux_only;
        if wanted && process::find(tool.program).is_none() {
            build(tool)?;
        }
    }
    Ok(())
}

fn build(tool: &Tool) -> Result<()> {
    println!("{} is missing: building it once.", tool.program);
    let mut install = process::cargo();
    install.args(["install", "--locked", "--quiet", tool.package, "--version", tool.version, "--root"]);
    install.arg(process::tools()).arg("--target-dir").arg(process::target().join("tools-build"));
    process::run(&mut install).with_context(|| {
        format!("{} could not be built: check the network, then run the same command again", tool.package)
    })
}
