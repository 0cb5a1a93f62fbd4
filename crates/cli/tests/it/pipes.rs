//! What is no file is refused before it is opened: a pipe that nobody writes to would be waited for.

use std::{
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::Place;

const LONG: Duration = Duration::from_secs(20);

/// The code of the error of a command, which must not wait.
fn refused(place: &Place, arguments: &[&str]) -> String {
    let mut command = place.command(arguments);
    let mut child = command.arg("--json").stdout(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > LONG {
            child.kill().unwrap();
            panic!("{arguments:?} waits");
        }
        sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn pipes_devices_and_folders_are_no_files() {
    let place = Place::new();
    let pipe = place.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let out = place.path("out.csv").display().to_string();
    for input in [pipe.display().to_string(), "/dev/zero".to_owned(), place.path("home").display().to_string()] {
        for command in [
            &["inspect", &input][..],
            &["clean", &input, "--out", &out],
            &["import", &input],
            &["import", &input, "--dry-run"],
            &["match", &input, "--as", "prospects", "--out", &out],
        ] {
            assert_eq!(refused(&place, command), "file_not_a_file", "{command:?}");
        }
    }
}
