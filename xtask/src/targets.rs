//! What cargo can build in this workspace.

use anyhow::Result;
use serde::Deserialize;

use crate::process;

/// A program of a package.
pub struct Target {
    pub package: String,
    pub name: String,
}

/// All programs of one kind, in cargo's words: `bench`, `test`, `bin`.
pub fn of_kind(kind: &str) -> Result<Vec<Target>> {
    let json = process::output(process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    parse(&json, kind)
}

fn parse(json: &str, kind: &str) -> Result<Vec<Target>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        targets: Vec<Described>,
    }
    #[derive(Deserialize)]
    struct Described {
        name: String,
        kind: Vec<String>,
    }
    let metadata: Metadata = serde_json::from_str(json)?;
    let mut found = Vec::new();
    for package in metadata.packages {
        let of_kind = |target: &Described| target.kind.iter().any(|own| own == kind);
        for target in package.targets.into_iter().filter(of_kind) {
            found.push(Target { package: package.name.clone(), name: target.name });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_of_the_kind_are_listed() {
        let json = r#"{ "packages": [{ "name": "sales-store", "targets": [
            { "name": "lists", "kind": ["bench"] }, { "name": "it", "kind": ["test"] }
        ] }] }"#;
        let found = parse(json, "bench").unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].package.as_str(), found[0].name.as_str()), ("sales-store", "lists"));
        let tests = parse(json, "test").unwrap();
        assert_eq!(tests.iter().map(|test| test.name.as_str()).collect::<Vec<_>>(), ["it"]);
    }
}
