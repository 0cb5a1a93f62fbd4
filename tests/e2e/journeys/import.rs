//! A file that comes as such files come.

use serde_json::json;

use super::{
    files::{self, MESSY_NOBODY, MESSY_TWICE},
    steps::{go_to, make_workspace, to_columns},
};
use crate::harness::{computer::Computer, wait_for, window::Window};

const ROWS: usize = 200;

#[test]
fn a_dropped_file_is_imported_reviewed_and_undone() {
    let computer = Computer::new();
    let file = computer.file("salon.csv", &files::messy(ROWS));
    let window = computer.start();
    make_workspace(&window);
    window.drop_file(&file);

    window.sees("Windows-1252");
    window.sees("Salon de Besançon, été 2026");
    to_columns(&window);
    for (header, field) in [("Prénom", "first_name"), ("Société", "company"), ("Adresse e-mail", "email")] {
        let choice = window.say_with("import.columns.goes_to", &[("column", header)]);
        let wanted = window.say(&format!("fields.{field}"));
        wait_for(&format!("{header} to go to {wanted}"), || {
            let chosen: Option<String> = window.look("page.chosen(...it)", vec![json!(choice)]);
            (chosen? == wanted).then_some(())
        });
    }
    window.click("button", &window.say_count("import.columns.check", ROWS));
    expect_outcomes(&window);
    window.click("button", &window.say_count("import.check.next", ROWS));
    window.sees(&window.say_with("import.result.done", &[("file", "salon.csv")]));
    expect_outcomes(&window);

    let new = ROWS - MESSY_TWICE - MESSY_NOBODY;
    window.press("import.result.review");
    window.has_rows(new);
    let cities = window.column("city");
    assert!(cities.iter().any(|city| city == "Besançon") && cities.iter().any(|city| city == "Saint-Étienne"));
    window.key("/");
    window.write("lefevre");
    wait_for("the people called Lefèvre", || {
        let names = window.column("name");
        (window.row_count()? < new && names.iter().all(|name| name.ends_with("Lefèvre"))).then_some(())
    });

    go_to(&window, "import");
    window.click("button", &window.say_with("import.list.undo_file", &[("file", "salon.csv")]));
    window.sees(&window.say("import.status.undone"));
    go_to(&window, "prospects");
    // The window is as it was before anything was brought in.
    window.sees(&window.say("onboarding.first.title"));
}

/// The numbers by outcome, of the check and of the import.
fn expect_outcomes(window: &Window<'_>) {
    let new = ROWS - MESSY_TWICE - MESSY_NOBODY;
    let expected = [("created", new), ("updated", 0), ("merged", MESSY_TWICE), ("review", 0), ("failed", MESSY_NOBODY)];
    for (outcome, count) in expected {
        let name = window.say(&format!("import.outcomes.{outcome}"));
        wait_for(&format!("{count} rows «{name}»"), || {
            let found: Option<String> = window.look("page.term(...it)", vec![json!(name)]);
            (found? == count.to_string()).then_some(())
        });
    }
}
