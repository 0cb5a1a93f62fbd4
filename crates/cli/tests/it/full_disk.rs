//! A disk of 2 MiB without a free byte, and a limit of the size of files, where the system lets a test
//! have them.

use std::{fs::File, io::Write as _, path::Path, process::Output};

use serde_json::Value;

use crate::support::{Place, text};

/// Runs a script where the folder `ws` of the place is a small disk that only it sees, with the program
/// as `$agent`.
fn on_a_small_disk(place: &Place, size: &str, script: &str) -> Output {
    let ws = place.path("ws");
    std::fs::create_dir_all(&ws).unwrap();
    let script = format!("mount -t tmpfs -o size={size} none '{}' || exit 77; {script}", ws.display());
    let mut command = place.around(&["unshare", "-rm", "sh", "-c", &script]);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).output().unwrap()
}

fn small_disks_are_possible(place: &Place) -> bool {
    let possible = on_a_small_disk(place, "1m", "true").status.success();
    if !possible {
        eprintln!("skipped: this system gives no small disk to a test");
    }
    possible
}

fn answers(output: &Output) -> Vec<Value> {
    let told = text(&output.stdout);
    let values: Vec<Value> = serde_json::Deserializer::from_str(&told).into_iter().map(Result::unwrap).collect();
    assert!(!values.is_empty(), "{}", text(&output.stderr));
    values
}

#[test]
fn on_a_full_disk_everything_can_be_read_and_exported_and_a_write_says_why_not() {
    let place = Place::empty();
    if !small_disks_are_possible(&place) {
        return;
    }
    let file = place.write("a.csv", "first_name,email\nAnna,anna@x.example\nBob,bob@x.example\n");
    let out = place.path("out.csv");
    let script = format!(
        "$agent init >/dev/null && $agent import '{file}' >/dev/null || exit 1
         cat /dev/zero >'{}/ballast' 2>/dev/null
         $agent prospects list --where 'email contains bob' --json
         $agent export prospects '{}' --format csv --json
         $agent import '{file}' --json
         $agent prospects list --json",
        place.path("ws").display(),
        out.display(),
    );
    let output = on_a_small_disk(&place, "2m", &script);
    let [found, exported, refused, listed] = answers(&output).try_into().unwrap();
    assert_eq!(found["total"], 1, "{found}");
    assert_eq!(exported["rows"], 2, "{exported}");
    assert!(std::fs::read_to_string(&out).unwrap().contains("anna@x.example"));
    assert_eq!(refused["error"]["code"], "opened_on_full_disk", "{refused}");
    assert_eq!(listed["total"], 2, "{listed}");
}

#[test]
fn a_disk_that_fills_during_an_import_is_said_to_be_full_and_keeps_what_was_there() {
    let place = Place::empty();
    if !small_disks_are_possible(&place) {
        return;
    }
    let file = place.write("a.csv", "first_name,email\nAnna,anna@x.example\n");
    let many = many_rows(&place.path("many.csv"));
    let script = format!(
        "$agent init >/dev/null && $agent import '{file}' >/dev/null || exit 1
         $agent import '{many}' --json
         trap '' XFSZ
         ulimit -f 1200
         $agent import '{many}' --json"
    );
    let full = answers(&on_a_small_disk(&place, "3m", &script)).swap_remove(0);
    assert_eq!(full["error"]["code"], "disk_full", "{full}");
    let message = full["error"]["message"].as_str().unwrap();
    assert!(message.ends_with("Free some disk space, then try again."), "{message}");
    let script =
        format!("$agent init >/dev/null || exit 1; trap '' XFSZ; ulimit -f 1200; $agent import '{many}' --json");
    let limited = answers(&on_a_small_disk(&place, "64m", &script)).swap_remove(0);
    assert_eq!((&limited["error"]["code"], &limited["error"]["args"]["reason"]), (&"io".into(), &"not_written".into()));
    let message = limited["error"]["message"].as_str().unwrap();
    assert!(message.contains("the size of files is not limited"), "{message}");
}

fn many_rows(path: &Path) -> String {
    let mut file = File::create(path).unwrap();
    writeln!(file, "first_name,last_name,email,notes").unwrap();
    for row in 0..20_000 {
        writeln!(file, "Anna{row},Meier{row},anna{row}@x.example,{row:0>60}").unwrap();
    }
    path.display().to_string()
}
