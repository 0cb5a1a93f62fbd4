//! System packages on Debian, Ubuntu and their kin.

use std::{fs, io::IsTerminal, process::Command};

use anyhow::{Context, Result, bail};

use super::Purpose;
use crate::process;

/// Needed to build the app and open its window.
const BUILD: &[&str] = &[
    "build-essential",
    "file",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libsoup-3.0-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "patchelf",
    "pkg-config",
    "xdg-utils",
];

/// Needed to show a window and take its picture where there is no display.
const HEADLESS: &[&str] = &["dbus", "imagemagick", "xauth", "xvfb"];

/// Needed by the tests and the benches.
const TESTS: &[&str] = &[
    "dbus-x11",
    "desktop-file-utils",
    "gir1.2-gtk-3.0",
    "gnome-keyring",
    "libsecret-tools",
    "procps",
    "python3-gi",
    "sqlite3",
    "time",
    "webkit2gtk-driver",
    "xdotool",
];

/// Any of these draws the UI's screens; none of them is installed when one is there.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// Installs the packages that `purpose` needs and that are missing.
pub fn install(purpose: Purpose) -> Result<()> {
    let missing = missing(&wanted(purpose))?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let as_root = as_root(&missing)?;
    let help = "the packages could not be installed: check the network and the package sources, then run the same command again";
    process::run(&mut apt(as_root, &["update"])).context(help)?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(missing.iter().map(String::as_str));
    process::run(&mut apt(as_root, &arguments)).context(help)
}

fn wanted(purpose: Purpose) -> Vec<&'static str> {
    let mut packages = [BUILD, HEADLESS].concat();
    if purpose == Purpose::Test {
        packages.extend(TESTS);
        if !BROWSERS.iter().any(|name| process::find(name).is_some()) {
            packages.push(if is_ubuntu() { "chromium-browser" } else { "chromium" });
        }
    }
    packages
}

/// Ubuntu has the browser under another name than Debian.
fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

fn missing(wanted: &[&str]) -> Result<Vec<String>> {
    // It ends badly as soon as one package is unknown; what it prints is complete all the same.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .output()
        .context("cannot start «dpkg-query»")?;
    Ok(not_installed(wanted, &String::from_utf8_lossy(&output.stdout)))
}

fn not_installed(wanted: &[&str], listing: &str) -> Vec<String> {
    let installed: Vec<&str> = listing.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().filter(|name| !installed.contains(name)).map(|name| (*name).to_owned()).collect()
}

/// How `apt-get` gets its rights.
#[derive(Debug, Clone, Copy)]
enum Rights {
    Own,
    Sudo,
}

fn as_root(missing: &[String]) -> Result<Rights> {
    let own = process::output(Command::new("id").arg("-u"))?.trim() == "0";
    if own {
        return Ok(Rights::Own);
    }
    let silent = || Command::new("sudo").args(["--non-interactive", "true"]).output().is_ok_and(|o| o.status.success());
    if process::find("sudo").is_some() && (std::io::stdin().is_terminal() || silent()) {
        return Ok(Rights::Sudo);
    }
    bail!(
        "installing them needs an administrator. Run this as root, then the same command again:\n  apt-get update && apt-get install --yes --no-install-recommends {}",
        missing.join(" ")
    );
}

fn apt(rights: Rights, arguments: &[&str]) -> Command {
    let mut command = match rights {
        Rights::Own => process::command("env"),
        Rights::Sudo => {
            let mut command = process::command("sudo");
            command.arg("env");
            command
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]).args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_only_when_it_is_fully_installed() {
        let listing = "xvfb installed\nxauth not-installed\nlibssl-dev config-files\n";
        assert_eq!(not_installed(&["xvfb", "xauth", "libssl-dev", "file"], listing), ["xauth", "libssl-dev", "file"]);
        assert!(not_installed(&["xvfb"], listing).is_empty());
    }
}
