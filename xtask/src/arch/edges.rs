//! Which crate may use which.

use serde::Deserialize;

use super::Finding;

/// Every crate of the workspace with the crates of the workspace it may use. Arrows only go right:
/// a crate that is not named here may not exist.
const EDGES: &[(&str, &[&str])] = &[
    ("sales-core", &[]),
    ("sales-ingest", &["sales-core"]),
    ("sales-i18n", &["sales-core"]),
    ("sales-qualify", &["sales-core"]),
    ("sales-ai-assist", &["sales-core", "sales-qualify"]),
    ("sales-store", &["sales-core"]),
    ("sales-app", &["sales-ai-assist", "sales-core", "sales-ingest", "sales-i18n", "sales-qualify", "sales-store"]),
    ("sales-cli", &["sales-app", "sales-core", "sales-i18n"]),
    ("ai-sales-agent", &["sales-app", "sales-core", "sales-i18n"]),
    ("sales-testkit", &["sales-app", "sales-core", "sales-store"]),
    ("xtask", &["sales-core", "sales-ingest", "sales-testkit"]),
];

/// May stand in `[dev-dependencies]` of any crate: it is made for tests.
const TEST_SUPPORT: &str = "sales-testkit";

/// Libraries of the outside world with the only crates that may use them.
const GUARDED: &[(&str, &[&str])] = &[
    ("async-openai", NETWORK),
    ("axum", &[]),
    ("reqwest", NETWORK),
    ("rusqlite", &["sales-store"]),
    ("rustls", NETWORK),
    ("sqlx", &[]),
    ("tauri", &["ai-sales-agent"]),
    ("ureq", &[]),
];

/// The crates that may reach over the network.
const NETWORK: &[&str] = &["sales-ai-assist"];

#[derive(Debug, Deserialize)]
pub struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

/// The edges that the table does not allow.
pub fn check(metadata: &Metadata) -> Vec<Finding> {
    metadata.packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> Vec<Finding> {
    let place = &package.name;
    let Some((_, allowed)) = EDGES.iter().find(|(name, _)| name == place) else {
        return vec![Finding::new(place, "this crate is not in the table of xtask/src/arch/edges.rs")];
    };
    let refusal = |dependency: &Dependency| {
        let name = dependency.name.as_str();
        if is_local(name) {
            let for_tests = name == TEST_SUPPORT && dependency.kind.as_deref() == Some("dev");
            let refused = !for_tests && !allowed.contains(&name);
            return refused.then(|| format!("may not use {name}: arrows only go right"));
        }
        let (_, users) = GUARDED.iter().find(|(guarded, _)| belongs_to(name, guarded))?;
        (!users.contains(&place.as_str())).then(|| format!("may not use {name}: {}", reserved_for(users)))
    };
    package.dependencies.iter().filter_map(refusal).map(|reason| Finding::new(place, reason)).collect()
}

fn is_local(name: &str) -> bool {
    EDGES.iter().any(|(local, _)| *local == name)
}

/// `tauri` guards `tauri-build` and every plugin too.
fn belongs_to(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn reserved_for(users: &[&str]) -> String {
    if users.is_empty() { "no crate may yet".to_owned() } else { format!("only {} may", users.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(name: &str, dependencies: serde_json::Value) -> Vec<String> {
        let json = serde_json::json!({ "packages": [{ "name": name, "dependencies": dependencies }] });
        check(&serde_json::from_value(json).unwrap()).into_iter().map(|finding| finding.reason).collect()
    }

    #[test]
    fn arrows_to_the_right_are_allowed() {
        let dependencies = serde_json::json!([
            { "name": "sales-core", "kind": null },
            { "name": "sales-store", "kind": null },
            { "name": "serde", "kind": null },
            { "name": "sales-testkit", "kind": "dev" },
        ]);
        assert!(reasons("sales-app", dependencies).is_empty());
    }

    #[test]
    fn an_arrow_to_the_left_is_found_in_every_kind_of_dependency() {
        for kind in [None, Some("dev"), Some("build")] {
            let found = reasons("sales-ingest", serde_json::json!([{ "name": "sales-store", "kind": kind }]));
            assert_eq!(found, ["may not use sales-store: arrows only go right"]);
        }
        let found = reasons("sales-app", serde_json::json!([{ "name": "sales-testkit", "kind": null }]));
        assert_eq!(found, ["may not use sales-testkit: arrows only go right"]);
    }

    #[test]
    fn the_outside_world_is_reserved() {
        let found = reasons("sales-app", serde_json::json!([{ "name": "rusqlite", "kind": null }]));
        assert_eq!(found, ["may not use rusqlite: only sales-store may"]);
        let found = reasons("sales-cli", serde_json::json!([{ "name": "tauri-plugin-dialog", "kind": null }]));
        assert_eq!(found, ["may not use tauri-plugin-dialog: only ai-sales-agent may"]);
        let found = reasons("sales-store", serde_json::json!([{ "name": "reqwest", "kind": "dev" }]));
        assert_eq!(found, ["may not use reqwest: only sales-ai-assist may"]);
        let found = reasons("sales-qualify", serde_json::json!([{ "name": "async-openai", "kind": null }]));
        assert_eq!(found, ["may not use async-openai: only sales-ai-assist may"]);
        let found = reasons("sales-app", serde_json::json!([{ "name": "axum", "kind": null }]));
        assert_eq!(found, ["may not use axum: no crate may yet"]);
        assert!(reasons("sales-ai-assist", serde_json::json!([{ "name": "reqwest", "kind": null }])).is_empty());
        assert!(reasons("sales-store", serde_json::json!([{ "name": "rusqlite", "kind": null }])).is_empty());
    }

    #[test]
    fn a_crate_outside_the_table_is_found() {
        assert_eq!(reasons("sales-extra", serde_json::json!([])).len(), 1);
    }
}
