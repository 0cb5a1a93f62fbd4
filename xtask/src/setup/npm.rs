//! The UI's npm packages.

use anyhow::{Context, Result, bail};

use crate::{process, tree, ui};

/// Node.js from this version on runs the UI's tools.
const NODE: (u32, u32) = (20, 19);

/// Installs the packages of `ui/package-lock.json` when it has changed since last time.
pub fn install() -> Result<()> {
    let (major, minor) = NODE;
    let Some(npm) = process::find("npm") else {
        bail!("npm is missing: install Node.js {major}.{minor} or newer (https://nodejs.org)");
    };
    let version = process::output(process::command("node").arg("--version"))?;
    if parse_version(&version).is_none_or(|found| found < NODE) {
        bail!("Node.js {} is too old: install {major}.{minor} or newer (https://nodejs.org)", version.trim());
    }
    let folder = ui::folder();
    let fingerprint = tree::fingerprint(&folder, &[folder.join("package-lock.json")])?;
    let stamp = folder.join("node_modules/.installed");
    if tree::is_stamped(&stamp, &fingerprint) {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock file without the optional packages of other platforms, which
    // not every registry has. This installs the same versions and leaves the lock file alone.
    process::run(process::command(npm).current_dir(&folder).args(["install", "--no-save"]))
        .context("the UI's packages could not be installed: check the network, then run the same command again")?;
    tree::write_stamp(&stamp, &fingerprint)
}

/// Major and minor number of a version like `v20.19.2`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.9.1\n"), Some((20, 9)));
        assert!(parse_version("v20.9.1").unwrap() < NODE);
        assert!(parse_version("v22.0.0").unwrap() > NODE);
        assert_eq!(parse_version("lts"), None);
    }
}
