//! Files that come out hold what went in.

use std::{fs, path::Path};

use calamine::{Reader as _, Xlsx, open_workbook};

use super::{
    files,
    steps::{import, make_workspace},
};
use crate::harness::{computer::Computer, wait_for, window::Window};

const PEOPLE: usize = 40;

#[test]
fn exports_as_csv_and_excel() {
    let computer = Computer::new();
    let file = computer.file("people.csv", &files::people(PEOPLE));
    let window = computer.start_with(&file);
    make_workspace(&window);
    import(&window, &file, PEOPLE);

    let csv = computer.home().join("out.csv");
    export(&window, "export.csv", &csv);
    let text = fs::read_to_string(&csv).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header = lines.next().unwrap();
    assert_eq!(header, "name,company,job_title,email,phone,city,country,stage,tags");
    assert_eq!(lines.clone().count(), PEOPLE);
    assert!(lines.all(|line| line.contains("Directrice de l’été")), "{text}");

    let workbook = computer.home().join("out.xlsx");
    export(&window, "export.xlsx", &workbook);
    let mut book: Xlsx<_> = open_workbook(&workbook).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), PEOPLE + 1);
    let cells = sheet.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert!(cells.clone().all(|row| row.iter().any(|cell| cell == "Directrice de l’été")));
    assert!(cells.flatten().any(|cell| cell == "Saint-Étienne"));
}

/// Writes the whole list to `file`.
fn export(window: &Window<'_>, format: &str, file: &Path) {
    window.press("records.menu.label");
    window.click("menuitem", &window.say("export.open"));
    window.click("radio", &window.say(format));
    window.press("export.choose");
    window.save_as(&window.say("export.choose_title"), file);
    wait_for("the file", || file.is_file().then_some(()));
    window.sees(file.to_str().unwrap());
    window.press("common.dismiss");
}
