//! `licences`: the rules of deny.toml for crates and npm packages, checked without a network.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use crate::{Arguments, process, ui};

/// Where npm packages may come from.
const NPM_REGISTRY: &str = "https://registry.npmjs.org/";

/// What deny.toml says, as far as it is checked here.
#[derive(Debug, Deserialize)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// `cargo metadata`, as far as it is read.
#[derive(Debug, Deserialize)]
struct Crates {
    packages: Vec<Crate>,
}

#[derive(Debug, Deserialize)]
struct Crate {
    name: String,
    version: String,
    license: Option<String>,
    /// Absent for the crates of this repository.
    source: Option<String>,
}

/// `package-lock.json`, as far as it is read.
#[derive(Debug, Deserialize)]
struct Lock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Debug, Deserialize)]
struct NpmPackage {
    version: Option<String>,
    license: Option<String>,
    resolved: Option<String>,
}

/// The subcommand.
pub fn command(_: Arguments<'_>) -> Result<()> {
    let rules = fs::read_to_string(process::root().join("deny.toml")).context("cannot read deny.toml")?;
    let rules: Rules = toml::from_str(&rules).context("deny.toml")?;
    let allowed = allowed(&rules)?;
    let metadata = ["metadata", "--locked", "--all-features", "--format-version", "1"];
    let crates: Crates = serde_json::from_str(&process::output(process::cargo().args(metadata))?)?;
    let lock = ui::folder().join("package-lock.json");
    let lock: Lock = serde_json::from_str(&fs::read_to_string(&lock).context("cannot read ui/package-lock.json")?)?;

    let mut findings = check_crates(&rules, &allowed, &crates.packages);
    findings.extend(check_npm(&allowed, &lock));
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} dependencies break the rules of deny.toml", findings.len());
    }
    println!("{} crates and {} npm packages follow the rules of deny.toml", crates.packages.len(), lock.packages.len());
    Ok(())
}

fn allowed(rules: &Rules) -> Result<Vec<Licensee>> {
    let parse = |text: &String| Licensee::parse(text).with_context(|| format!("deny.toml: «{text}» is no licence"));
    rules.licenses.allow.iter().map(parse).collect()
}

fn check_crates(rules: &Rules, allowed: &[Licensee], crates: &[Crate]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in crates {
        let Some(source) = &package.source else { continue };
        let place = format!("{} {}", package.name, package.version);
        findings.extend(check_licence(allowed, package.license.as_deref()).map(|why| format!("{place}: {why}")));
        let known = |registry: &String| source.strip_prefix("registry+") == Some(registry);
        if !rules.sources.allow_registry.iter().any(known) {
            findings.push(format!("{place}: comes from {source}"));
        }
        if let Some(ban) = rules.bans.deny.iter().find(|ban| ban.name == package.name) {
            findings.push(format!("{place}: banned, {}", ban.reason));
        }
    }
    findings
}

fn check_npm(allowed: &[Licensee], lock: &Lock) -> Vec<String> {
    let mut findings = Vec::new();
    // The empty path is the UI itself.
    for (path, package) in lock.packages.iter().filter(|(path, _)| !path.is_empty()) {
        let name = path.rsplit("node_modules/").next().unwrap_or(path);
        let place = format!("npm {name} {}", package.version.as_deref().unwrap_or("without a version"));
        findings.extend(check_licence(allowed, package.license.as_deref()).map(|why| format!("{place}: {why}")));
        if let Some(source) = package.resolved.as_deref().filter(|source| !source.starts_with(NPM_REGISTRY)) {
            findings.push(format!("{place}: comes from {source}"));
        }
    }
    findings
}

/// Why this licence cannot be used; nothing when it can.
fn check_licence(allowed: &[Licensee], licence: Option<&str>) -> Option<String> {
    let Some(text) = licence else { return Some("names no licence".to_owned()) };
    let Ok(expression) = Expression::parse_mode(text, ParseMode::LAX) else {
        return Some(format!("«{text}» is no licence expression"));
    };
    let usable = expression.evaluate(|required| allowed.iter().any(|licence| licence.satisfies(required)));
    (!usable).then(|| format!("licence {text} is not allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        [bans]
        deny = [{ crate = "left-pad", reason = "no need" }]
        [sources]
        allow-registry = ["https://example.org/index"]
    "#;

    fn why(licence: Option<&str>) -> Option<String> {
        check_licence(&allowed(&toml::from_str(RULES).unwrap()).unwrap(), licence)
    }

    #[test]
    fn one_allowed_choice_is_enough_and_every_part_is_needed() {
        for licence in
            ["MIT", "GPL-3.0-only OR MIT", "MIT/Apache-2.0", "Apache-2.0 WITH LLVM-exception", "MIT AND Apache-2.0"]
        {
            assert_eq!(why(Some(licence)), None, "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "SEE LICENSE IN FILE"] {
            assert!(why(Some(licence)).is_some(), "{licence}");
        }
        assert!(why(None).is_some());
    }

    #[test]
    fn a_foreign_source_and_a_banned_crate_are_found() {
        let rules: Rules = toml::from_str(RULES).unwrap();
        let package = |name: &str, source: Option<&str>| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some("MIT".to_owned()),
            source: source.map(str::to_owned),
        };
        let home = Some("registry+https://example.org/index");
        let check = |package| check_crates(&rules, &allowed(&rules).unwrap(), &[package]);
        assert!(check(package("serde", home)).is_empty());
        assert!(check(package("own", None)).is_empty());
        assert_eq!(check(package("left-pad", home)), ["left-pad 1.0.0: banned, no need"]);
        assert_eq!(check(package("serde", Some("git+https://example.org/serde"))).len(), 1);
    }

    #[test]
    fn an_npm_package_from_elsewhere_is_found() {
        let lock = r#"{ "packages": {
            "": {},
            "node_modules/a": { "version": "1.0.0", "license": "MIT" },
            "node_modules/a/node_modules/b": { "version": "2.0.0", "license": "MIT", "resolved": "https://example.org/b.tgz" }
        } }"#;
        let rules: Rules = toml::from_str(RULES).unwrap();
        let found = check_npm(&allowed(&rules).unwrap(), &serde_json::from_str(lock).unwrap());
        assert_eq!(found, ["npm b 2.0.0: comes from https://example.org/b.tgz"]);
    }

    #[test]
    fn the_rules_of_this_repository_can_be_read() {
        let text = fs::read_to_string(process::root().join("deny.toml")).unwrap();
        assert!(allowed(&toml::from_str(&text).unwrap()).unwrap().len() > 5);
    }
}
