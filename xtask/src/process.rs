//! Starting other programs.

use std::{
    env,
    ffi::OsStr,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The repository's folder.
///
/// Asked at run time first: clones that share a target folder also share this program.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().unwrap_or(&xtask).to_path_buf()
}

/// The folder of everything that building writes.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Where the tools are that `setup` builds itself.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// A command that runs in the repository's folder and finds the tools that `setup` has built.
///
/// Variables that cargo sets for the runner itself are taken away: a build script that watches
/// one of them would otherwise run again at every change between a plain `cargo` and this one.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools().join("bin")).chain(env::split_paths(&paths));
    if let Ok(joined) = env::join_paths(paths) {
        command.env("PATH", joined);
    }
    command
}

/// The cargo that runs this runner.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The file of `program` in the search path or among the tools of `setup`.
pub fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    let paths = env::var_os("PATH").unwrap_or_default();
    std::iter::once(tools().join("bin"))
        .chain(env::split_paths(&paths))
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))))
        .find(|path| path.is_file())
}

/// Shows and runs `command`; it must end well.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", display(command));
    let status = command.status().with_context(|| format!("cannot start «{}»", display(command)))?;
    if !status.success() {
        bail!("«{}» ended with {status}", display(command));
    }
    Ok(())
}

/// What `command` wrote to standard output; it must end well.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start «{}»", display(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("«{}» ended with {}: {}", display(command), output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("«{}» did not write UTF-8", display(command)))
}

/// Runs `command` with everything it says going to `log`, without colours; true when it ended well.
pub fn logged(command: &mut Command, log: &Path) -> Result<bool> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    for forced in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(forced);
    }
    let status = command
        .envs([("NO_COLOR", "1"), ("CARGO_TERM_COLOR", "never"), ("TERM", "dumb")])
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("cannot start «{}»", display(command)))?;
    Ok(status.success())
}

/// The command as one would type it.
pub fn display(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|word| quoted(&word.to_string_lossy()));
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,@+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["nextest", "run", "-E", "not binary(e2e)", "it's"]);
        assert_eq!(display(&command), r"cargo nextest run -E 'not binary(e2e)' 'it'\''s'");
    }

    #[test]
    fn a_program_that_is_nowhere_is_not_found() {
        assert_eq!(find("no-program-has-this-name"), None);
    }
}
