//! From the first start to an edited prospect and a file without a pointer.

use super::{files, steps::PASSPHRASE};
use crate::harness::{computer::Computer, wait_for, window::Window};

const PEOPLE: usize = 25;
/// Where the title stands among the columns of the list.
const JOB_TITLE: usize = 2;

#[test]
fn the_keyboard_is_enough() {
    let computer = Computer::new();
    let file = computer.file("people.csv", &files::people(PEOPLE));
    let window = computer.start();
    window.sees(&window.say("onboarding.language.title"));
    window.tab_to("English");
    window.key("Enter");

    window.sees(&window.say("onboarding.protection.title"));
    window.tab_to(&window.say("onboarding.passphrase.new"));
    window.write(PASSPHRASE);
    window.tab_to(&window.say("onboarding.passphrase.again"));
    window.write(PASSPHRASE);
    window.find("button", &window.say("onboarding.protection.create"));
    window.tab_to(&window.say("onboarding.protection.create"));
    window.key("Enter");

    window.sees(&window.say("onboarding.recovery.title"));
    window.tab_to(&window.say("onboarding.recovery.kept"));
    window.key("Space");
    window.tab_to(&window.say("onboarding.recovery.done"));
    window.key("Enter");

    window.sees(&window.say("onboarding.first.title"));
    window.tab_to(&window.say("onboarding.first.choose"));
    window.key("Enter");
    window.choose_file(&window.say("onboarding.first.choose_title"), &file);

    window.sees(&window.say("import.file.what"));
    window.key("Ctrl+Enter");
    window.find("button", &window.say_count("import.columns.check", PEOPLE));
    window.key("Ctrl+Enter");
    window.find("button", &window.say_count("import.check.next", PEOPLE));
    window.key("Ctrl+Enter");
    window.find("button", &window.say("import.result.review"));
    window.key("Enter");
    window.has_rows(PEOPLE);

    // The focus is on the list: its keys work at once.
    window.key("End");
    for _ in 0..=JOB_TITLE {
        window.key("Right");
    }
    window.key("F2");
    window.key("Ctrl+a");
    window.write("Gérante");
    window.key("Enter");
    let last_title = || window.rows().last().map(|row| row.cells["job_title"].clone());
    wait_for("the title of the last row", || (last_title()? == "Gérante").then_some(()));

    // From the cell back to the row, and into its page.
    window.key("Esc");
    window.key("Enter");
    window.find("button", &window.say("records.page.back"));
    window.key("Esc");
    window.has_rows(PEOPLE);
    window.key("Ctrl+z");
    wait_for("the title as it was", || (last_title()? == "Directrice de l’été").then_some(()));

    filters_and_comes_back(&window);
    exports(&window);
}

/// A filter begun and given up, then the palette: the focus is on the list again after each.
fn filters_and_comes_back(window: &Window<'_>) {
    let list = window.say("records.prospect.title");
    let on_list = || wait_for("the focus on the list", || (window.focused() == list).then_some(()));
    window.key("f");
    window.find("option", &window.say("fields.city"));
    window.key("Esc");
    let field = window.say("filters.field");
    wait_for("the focus on the field of the condition", || (window.focused() == field).then_some(()));
    window.key("Esc");
    on_list();
    window.key("Ctrl+k");
    window.find("dialog", &window.say("shell.palette.title"));
    window.key("Esc");
    on_list();
}

/// From the palette to a file.
fn exports(window: &Window<'_>) {
    let command = window.say("export.open");
    window.key("Ctrl+k");
    window.find("dialog", &window.say("shell.palette.title"));
    window.write(&command);
    wait_for("the command alone", || {
        (window.look::<Vec<String>>("page.lists('option')", vec![]) == [command.clone()]).then_some(())
    });
    window.key("Enter");
    window.find("dialog", &window.say("export.title"));
    window.tab_to(&window.say("export.choose"));
    window.key("Enter");
    let out = window.computer.home().join("keys.csv");
    window.save_as(&window.say("export.choose_title"), &out);
    wait_for("the file", || out.is_file().then_some(()));
    window.sees(out.to_str().unwrap());
}
