//! The first minutes with the product.

use super::steps::{go_to, make_workspace, move_first_to, unlock};
use crate::harness::{computer::Computer, wait_for, window::Window};

#[test]
fn first_start_in_french_with_sample_data() {
    let computer = Computer::new();
    let window = computer.start();
    window.click("radio", "Français");
    window.speaks("fr");
    window.sees(&window.say("onboarding.language.title"));
    let code = make_workspace(&window);
    window.press("onboarding.first.sample");
    window.has_rows(500);
    window.sees(&window.say("shell.sample_badge"));

    searches(&window);
    sorts(&window);
    filters(&window);
    edits_and_undoes(&window);
    switches_language(&window);
    locks_and_unlocks(&window, &code);
}

fn searches(window: &Window<'_>) {
    let name = window.rows()[0].cells["name"].clone();
    let word = name.split(' ').find(|word| word.chars().count() > 4).unwrap_or(&name).to_lowercase();
    window.key("/");
    window.write(&word);
    wait_for("fewer rows", || window.row_count().filter(|count| (1..500).contains(count)));
    wait_for("rows with the word", || {
        let rows = window.rows();
        let with =
            |row: &crate::harness::window::Row| row.cells.values().any(|cell| cell.to_lowercase().contains(&word));
        (!rows.is_empty() && rows.iter().all(with)).then_some(())
    });
    window.key("Esc");
    window.has_rows(500);
}

fn sorts(window: &Window<'_>) {
    let email = window.say("fields.email");
    for descending in [false, true] {
        window.click("button", &email);
        wait_for("the order by e-mail", || {
            let mut cells = window.column("email");
            cells.retain(|cell| !cell.is_empty());
            let ordered = cells.is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
            (cells.len() > 5 && ordered).then_some(())
        });
    }
    window.click("button", &email);
    window.has_rows(500);
}

fn filters(window: &Window<'_>) {
    let city = wait_for("a city", || window.column("city").into_iter().find(|city| !city.is_empty()));
    window.click("grid", &window.say("records.prospect.title"));
    window.key("f");
    window.click("option", &window.say("fields.city"));
    window.write(&city);
    window.key("Enter");
    window.key("Esc");
    let all_there = || window.column("city").iter().all(|cell| *cell == city);
    wait_for("only rows of the city", || (window.row_count()? < 500 && all_there()).then_some(()));
    let chip = format!("{} {} {city}", window.say("fields.city"), window.say("filters.comparisons.is"));
    window.click("button", &window.say_with("filters.remove", &[("filter", &chip)]));
    window.has_rows(500);
}

fn edits_and_undoes(window: &Window<'_>) {
    let before = window.rows()[0].cells["city"].clone();
    move_first_to(window, "Montréal-sur-Mer");
    window.key("Ctrl+z");
    window.first_cell("city", &before);
}

fn switches_language(window: &Window<'_>) {
    go_to(window, "settings");
    window.choose(&window.say("settings.look.language"), "English");
    window.speaks("en");
    window.sees(&window.say("settings.look.language_hint"));
    assert_eq!(window.look::<String>("document.documentElement.lang", vec![]), "en");
    go_to(window, "prospects");
    window.has_rows(500);
}

fn locks_and_unlocks(window: &Window<'_>, code: &str) {
    window.key("Ctrl+l");
    window.sees(&window.say("onboarding.unlock.title"));
    assert_eq!(window.row_count(), None, "no record is left on the screen");
    window.fill(&window.say("onboarding.unlock.passphrase"), "not the passphrase");
    window.press("onboarding.unlock.submit");
    window.sees(&window.say("errors.passphrase_wrong"));
    unlock(window);
    window.has_rows(500);

    window.key("Ctrl+l");
    window.press("onboarding.unlock.use_recovery");
    window.fill(&window.say("onboarding.unlock.recovery"), code);
    window.press("onboarding.unlock.submit");
    window.has_rows(500);
}
