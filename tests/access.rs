//! What the window may do: no more than is listed here, whatever a file or a plugin adds.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn json_of(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

fn strings(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// The commands of the app, as permissions.
fn own_commands() -> BTreeSet<String> {
    read("src-tauri/commands.txt").lines().map(|name| format!("allow-{}", name.replace('_', "-"))).collect()
}

#[test]
fn one_window_may_use_the_commands_of_the_app_be_told_and_ask_for_files() {
    let files: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/capabilities"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["main.json"]);
    let capability = json_of("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], json!(["main"]));
    let keys: BTreeSet<&str> = capability.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        BTreeSet::from(["$schema", "description", "identifier", "permissions", "windows"]),
        "nothing remote"
    );
    let mut expected = own_commands();
    expected.extend(["core:event:default", "dialog:allow-open", "dialog:allow-save"].map(str::to_owned));
    assert_eq!(strings(&capability["permissions"]), expected);
}

/// What the build has made of the files, plugins included.
#[test]
fn nothing_else_takes_effect() {
    let effective = json_of("gen/schemas/capabilities.json");
    assert_eq!(effective.as_object().unwrap().keys().collect::<Vec<_>>(), ["main"]);
    let main = &effective["main"];
    assert_eq!(main["permissions"], json_of("src-tauri/capabilities/main.json")["permissions"]);
    assert_eq!(main["local"], json!(true));
    assert!(main.get("remote").is_none_or(Value::is_null));
}

#[test]
fn the_page_runs_its_own_scripts_alone_and_reaches_no_network() {
    let security = &json_of("tauri.conf.json")["app"]["security"];
    assert_eq!(security["capabilities"], json!(["main"]));
    assert_eq!(security["freezePrototype"], json!(true));
    assert_eq!(json_of("tauri.conf.json")["app"]["withGlobalTauri"], json!(false));
    let policy = security["csp"].as_str().unwrap();
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src ipc: http://ipc.localhost",
        "form-action 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ] {
        assert!(policy.split("; ").any(|own| own == rule), "{rule}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("https:"), "{policy}");
}
