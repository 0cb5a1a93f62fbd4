//! Working with a list, changing one's mind, and coming back the next day.

use super::{
    files,
    steps::{go_to, import, make_workspace, to_cell, unlock},
};
use crate::harness::{computer::Computer, wait_for, window::Window};

const PEOPLE: usize = 60;
/// Where the title stands among the columns of the list.
const JOB_TITLE: usize = 2;

#[test]
fn changes_are_kept_and_undone_in_any_order() {
    let computer = Computer::new();
    let file = computer.file("people.csv", &files::people(PEOPLE));
    let window = computer.start();
    make_workspace(&window);
    window.open_with(&file);
    import(&window, &file, PEOPLE);
    let cities = window.column("city");

    to_cell(&window, JOB_TITLE);
    window.key("F2");
    window.key("Ctrl+a");
    window.write("Présidente");
    window.key("Enter");
    window.first_cell("job_title", "Présidente");

    sets_city_of_all(&window);
    archives_and_restores(&window);

    drop(window);
    let window = computer.start();
    unlock(&window);
    window.has_rows(PEOPLE);
    window.first_cell("job_title", "Présidente");

    // What was done before the restart is undone after it, newest first, and done again.
    window.key("Ctrl+z");
    window.has_rows(PEOPLE - 2);
    window.key("Ctrl+Shift+z");
    window.has_rows(PEOPLE);

    undoes_older_change(&window);
    go_to(&window, "prospects");
    window.has_rows(PEOPLE);
    assert_eq!(window.column("city"), cities);
    window.first_cell("job_title", "Présidente");
}

fn sets_city_of_all(window: &Window<'_>) {
    window.key("Ctrl+a");
    window.sees(&window.say_count("records.bulk.selected", PEOPLE));
    window.press("records.bulk.edit");
    window.choose(&window.say("records.bulk.field"), &window.say("fields.city"));
    window.fill(&window.say("fields.city"), "Lyon");
    window.click("button", &window.say_count("records.bulk.apply", PEOPLE));
    wait_for("Lyon in all rows", || window.column("city").iter().all(|city| city == "Lyon").then_some(()));
}

fn archives_and_restores(window: &Window<'_>) {
    window.press("records.bulk.clear");
    window.click_row(0);
    window.key("x");
    window.key("Down");
    window.key("x");
    window.sees(&window.say_count("records.bulk.selected", 2));
    window.key("e");
    window.has_rows(PEOPLE - 2);
    window.press("records.menu.label");
    window.click("menuitem", &window.say("records.menu.archived"));
    window.has_rows(2);
    window.click_row(0);
    window.key("Ctrl+a");
    window.press("records.bulk.restore");
    window.has_rows(0);
    window.press("records.show_active");
    window.has_rows(PEOPLE);
}

/// Takes back the cities, although records were archived and restored since.
fn undoes_older_change(window: &Window<'_>) {
    go_to(window, "history");
    let city = window.say("fields.city");
    let change = window.say_count_with("history.set_field", PEOPLE, &[("field", &city), ("value", "Lyon")]);
    window.click("button", &window.say_with("history.undo_this", &[("change", &change)]));
    window.sees(&window.say("history.state.undone"));
}
