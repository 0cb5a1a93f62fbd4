//! People who came twice, written differently.

use super::{
    files::{self, NEAR, NEAR_TWICE},
    steps::{go_to, import, make_workspace},
};
use crate::harness::{computer::Computer, wait_for, window::Window};

#[test]
fn duplicates_are_merged_kept_apart_and_taken_back_by_keys() {
    let computer = Computer::new();
    let file = computer.file("near.csv", &files::near());
    let window = computer.start();
    make_workspace(&window);
    window.open_with(&file);
    import(&window, &file, NEAR);

    window.key("g");
    window.key("u");
    // The import has looked for them; a search of one's own finds the same.
    waiting(&window, NEAR_TWICE);
    window.press("duplicates.search_again");
    window.sees(&window.say_count("duplicates.found", NEAR_TWICE));
    waiting(&window, NEAR_TWICE);

    // Another value for the first field, then the merge, by keys alone.
    let first = looked_at(&window);
    let on_list = || wait_for("the focus on the list", || (window.focused() == list(&window)).then_some(()));
    on_list();
    window.key("Enter");
    window.key("Right");
    window.key("Enter");
    wait_for("the chosen value to be marked", || {
        let chosen = "document.querySelector('[data-cell=\"0,1\"]').getAttribute('aria-selected') === 'true'";
        window.look::<bool>(chosen, vec![]).then_some(())
    });
    window.key("Esc");
    on_list();
    window.key("m");
    // The record is called as it was chosen to be.
    let merged = window.say_count_with("duplicates.merged", 2, &[("name", "\u{1}")]);
    window.sees(merged.split('\u{1}').next().unwrap_or_default());
    waiting(&window, NEAR_TWICE - 1);
    on_list();

    let second = looked_at(&window);
    assert_ne!(first, second);
    window.key("n");
    window.sees(&window.say_with("duplicates.rejected", &[("name", &second)]));
    waiting(&window, NEAR_TWICE - 2);

    window.key("Shift+m");
    window.find("dialog", &window.say("duplicates.all.title"));
    window.click("button", &window.say_count("duplicates.all.run", NEAR_TWICE - 2));
    window.find("dialog", &window.say_count("duplicates.all.done", NEAR_TWICE - 2));
    window.press("duplicates.all.close");
    window.sees(&window.say("duplicates.reviewed.title"));
    go_to(&window, "prospects");
    window.has_rows(NEAR - NEAR_TWICE + 1);

    // All of it back, the newest first: each is looked at again.
    go_to(&window, "duplicates");
    window.press("duplicates.undo_last");
    waiting(&window, NEAR_TWICE - 2);
    window.key("u");
    waiting(&window, NEAR_TWICE - 1);
    assert_eq!(looked_at(&window), second);
    window.key("u");
    waiting(&window, NEAR_TWICE);
    assert_eq!(looked_at(&window), first);
    go_to(&window, "prospects");
    window.has_rows(NEAR);

    writes_one_again(&window);
    takes_one_back(&window, &first);
}

/// Begins to write somebody who is there: the form says so, and what was written waits while they are looked at.
fn writes_one_again(window: &Window<'_>) {
    window.key("c");
    window.find("dialog", &window.say("records.prospect.new"));
    window.write("Karim");
    window.fill(&window.say("fields.phone"), "06 12 34 56 78");
    window.sees(&window.say("records.like.prospect"));
    window.click("button", "Karim Benali");
    window.sees("06 12 34 56 78");
    window.press("records.like.go_on");
    window.find("dialog", &window.say("records.prospect.new"));
    window.sees(&window.say("records.like.prospect"));
    window.press("common.cancel");
    window.has_rows(NEAR);
}

/// Merges the first once more, and takes that back where the record is.
fn takes_one_back(window: &Window<'_>, name: &str) {
    go_to(window, "duplicates");
    window.find("button", &window.say("duplicates.reject"));
    window.key("m");
    waiting(window, NEAR_TWICE - 1);
    go_to(window, "prospects");
    window.has_rows(NEAR - 1);
    window.key("/");
    window.write(name);
    window.has_rows(1);
    window.click_row(0);
    window.key("Enter");
    window.sees(&window.say("records.merged.title"));
    window.click("button", &window.say_with("records.merged.take_back_of", &[("names", "")]));
    window.sees_no_more(&window.say("records.merged.title"));
    go_to(window, "duplicates");
    waiting(window, NEAR_TWICE);
}

fn list(window: &Window<'_>) -> String {
    window.say("duplicates.list")
}

/// Waits until so many clusters wait, and one of them is shown.
fn waiting(window: &Window<'_>, count: usize) {
    window.sees(&window.say_count("duplicates.to_review", count));
    window.find("button", &window.say("duplicates.reject"));
}

/// Whom the cluster is about that is looked at.
fn looked_at(window: &Window<'_>) -> String {
    window.look("document.querySelector('main h2').innerText", vec![])
}
