//! The program leaves nothing of what it read in its folders or in those of the system.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::Place;

const MARKS: [&str; 3] = ["KanarienVogelQ", "canari-serin@zq.example.com", "Canary Wharf Zq"];

/// The files of some folders that hold a mark.
fn marked(folders: &[&Path]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(marked(&[&path]));
        } else {
            let content = fs::read(&path).unwrap().to_ascii_lowercase();
            let holds = |mark: &str| memchr::memmem::find(&content, mark.to_ascii_lowercase().as_bytes()).is_some();
            found.extend(MARKS.iter().any(|mark| holds(mark)).then_some(path));
        }
    }
    found
}

#[test]
fn no_mark_is_left_by_an_import_an_edit_and_exports_that_fail() {
    let place = Place::new();
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("marked.csv");
    let line = format!("{},{},{}\n", MARKS[0], MARKS[1], MARKS[2]);
    let others = (0..2_000).map(|n| format!("Person{n},{n}{}", &line[MARKS[0].len() + 1..]));
    fs::write(&file, format!("First Name,Email,Company\n{line}{}", others.collect::<String>())).unwrap();
    let temporary = place.path("tmp");
    fs::create_dir(&temporary).unwrap();
    let run = |arguments: &[&str]| {
        let output = place.command(arguments).env("TMPDIR", &temporary).output().unwrap();
        assert_eq!(marked(&[&place.path("ws"), &place.path("home"), &temporary]), [""; 0].map(PathBuf::from));
        output.status.code()
    };
    let file = file.to_str().unwrap();
    assert_eq!(run(&["import", file, "--dry-run"]), Some(0));
    assert_eq!(run(&["import", file]), Some(0));
    let found = place.json(&["prospects", "list", "--search", MARKS[1]]);
    let id = found["rows"][0]["id"].as_str().unwrap();
    assert_eq!(run(&["prospects", "edit", id, &format!("city={}", MARKS[2])]), Some(0));
    let nowhere = outside.path().join("no such folder/out");
    for format in ["csv", "xlsx", "json"] {
        assert_eq!(run(&["export", "prospects", "--format", format, nowhere.to_str().unwrap()]), Some(1), "{format}");
        // A folder is no file: the rows are written beside it, and do not stay.
        let folder = outside.path().join(format);
        fs::create_dir(&folder).unwrap();
        assert_eq!(run(&["export", "prospects", "--format", format, folder.to_str().unwrap()]), Some(1), "{format}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 4, "the file and the folders");
    let good = outside.path().join("out.xlsx");
    assert_eq!(run(&["export", "prospects", "--format", "xlsx", good.to_str().unwrap()]), Some(0));
    assert!(good.is_file());
    assert_eq!(marked(&[outside.path()]), [PathBuf::from(file)], "the scan finds what is there");
}
