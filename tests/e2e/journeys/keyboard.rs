//! From the first start to a finished import without a pointer.

use super::{files, steps::PASSPHRASE};
use crate::harness::computer::Computer;

const PEOPLE: usize = 25;

#[test]
fn the_keyboard_is_enough_to_import() {
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

    window.find("button", &window.say("import.file.next"));
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
    window.key("Space");
    window.find("complementary", &window.say("records.peek.label"));
}
