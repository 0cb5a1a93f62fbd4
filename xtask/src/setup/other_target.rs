//! A second target that this machine runs, to compare results with: another word size and another C library.

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::process;

/// Needs no linker and no library of its own.
pub const OTHER_TARGET: &str = "i686-unknown-linux-musl";

/// Adds its standard library where rustup manages the compiler. What lacks it is said by the step that compares.
pub fn add() {
    let is_known = cfg!(all(target_os = "linux", target_arch = "x86_64"));
    if !is_known || process::find("rustup").is_none() || has_library() {
        return;
    }
    println!("{OTHER_TARGET} is missing: adding it once.");
    let added = process::command("rustup").args(["target", "add", OTHER_TARGET]).status();
    if !added.is_ok_and(|status| status.success()) {
        println!("It could not be added; tests go on without it.");
    }
}

fn has_library() -> bool {
    let printed =
        process::output(process::command("rustc").args(["--print", "target-libdir", "--target", OTHER_TARGET]));
    printed.is_ok_and(|folder| fs::exists(folder.trim()).unwrap_or(false))
}

/// Whether a program for it can be built and started here: some kernels run no programs of 32 bits.
pub fn runs() -> bool {
    let program = process::target().join("other-target");
    let mut rustc = process::command("rustc");
    rustc.args(["--target", OTHER_TARGET, "--crate-name", "probe", "-o"]).arg(&program).arg("-");
    let Ok(mut compiler) = rustc.stdin(Stdio::piped()).stderr(Stdio::null()).spawn() else { return false };
    let wrote =
        compiler.stdin.take().is_some_and(|mut source| std::io::Write::write_all(&mut source, b"fn main() {}").is_ok());
    wrote
        && compiler.wait().is_ok_and(|status| status.success())
        && Command::new(&program).status().is_ok_and(|status| status.success())
}
