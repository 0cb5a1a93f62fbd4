//! Parts that several journeys have in common.

use std::path::Path;

use crate::harness::window::Window;

/// The passphrase of the workspaces of the tests.
pub const PASSPHRASE: &str = "velours cactus orbite quatorze";

/// Goes through the first start with a passphrase, in the language that the window speaks; gives
/// the recovery code.
pub fn make_workspace(window: &Window<'_>) -> String {
    window.press("common.continue");
    window.fill(&window.say("onboarding.passphrase.new"), PASSPHRASE);
    window.fill(&window.say("onboarding.passphrase.again"), PASSPHRASE);
    window.press("onboarding.protection.create");
    keep_recovery_code(window)
}

/// Reads the recovery code and says that it was written down.
pub fn keep_recovery_code(window: &Window<'_>) -> String {
    window.sees(&window.say("onboarding.recovery.title"));
    let code: String = window.look("document.querySelector('main output').innerText.trim()", vec![]);
    window.click("checkbox", &window.say("onboarding.recovery.kept"));
    window.press("onboarding.recovery.done");
    code
}

/// Opens the workspace with the passphrase.
pub fn unlock(window: &Window<'_>) {
    window.fill(&window.say("onboarding.unlock.passphrase"), PASSPHRASE);
    window.press("onboarding.unlock.submit");
}

/// Goes on from a file that was read to its columns. What the button says, the list says of its own columns
/// too: first the file has to be there.
pub fn to_columns(window: &Window<'_>) {
    window.sees(&window.say("import.file.what"));
    window.press("import.file.next");
}

/// Has an import look for no likely duplicates: among many people that takes long in a development build.
pub fn look_for_no_duplicates(window: &Window<'_>) {
    window.choose(&window.say("import.near.question"), &window.say("import.near.off"));
}

/// From so many rows on no likely duplicates are looked for.
const MANY: usize = 1_000;

/// Imports a file of so many rows, which the window was given, as the program proposes; ends at the
/// list.
pub fn import(window: &Window<'_>, file: &Path, rows: usize) {
    to_columns(window);
    if rows >= MANY {
        look_for_no_duplicates(window);
    }
    window.click("button", &window.say_count("import.columns.check", rows));
    window.click("button", &window.say_count("import.check.next", rows));
    let name = file.file_name().unwrap().to_str().unwrap();
    window.sees(&window.say_with("import.result.done", &[("file", name)]));
    window.press("import.result.review");
    window.has_rows(rows);
}

/// Goes to a screen by the sidebar.
pub fn go_to(window: &Window<'_>, screen: &str) {
    window.click("link", &window.say(&format!("shell.screen.{screen}")));
}

/// Where the city stands among the columns of the list.
pub const CITY: usize = 5;

/// Writes a city into the first row of the list, by keys.
pub fn move_first_to(window: &Window<'_>, city: &str) {
    to_cell(window, CITY);
    window.key("F2");
    window.key("Ctrl+a");
    window.write(city);
    window.key("Enter");
    window.first_cell("city", city);
}

/// Puts the cursor of the list on a cell of its first row, by keys.
pub fn to_cell(window: &Window<'_>, column: usize) {
    window.click_row(0);
    for _ in 0..=column {
        window.key("Right");
    }
}
