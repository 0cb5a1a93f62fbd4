//! Every screen, in both languages and themes: no barrier that axe-core knows, and a picture of it
//! in `target/screenshots`.

use std::{cell::RefCell, path::PathBuf};

use super::{
    files,
    steps::{PASSPHRASE, go_to, keep_recovery_code, move_first_to, unlock},
};
use crate::harness::{computer::Computer, target, window::Window};

/// How many people come in: so many that the import can be seen at work.
const PEOPLE: usize = 20_000;
/// So many that a person has the time to stop their import.
const CROWD: usize = 400_000;
/// Rows that lead to two prospects; one more is new.
const DOUBTFUL: usize = 2;

/// How a tour of the screens looks at them.
struct Look {
    language: &'static str,
    theme: &'static str,
    /// What the pictures are called after, and the size of the window in px.
    size: Option<(&'static str, u32, u32)>,
}

#[test]
fn english_light() {
    tour(&Look { language: "en", theme: "light", size: None });
}

#[test]
fn french_dark() {
    tour(&Look { language: "fr", theme: "dark", size: None });
}

#[test]
#[ignore = "for the pictures of `cargo xtask screenshots`"]
fn english_dark() {
    tour(&Look { language: "en", theme: "dark", size: None });
}

#[test]
#[ignore = "for the pictures of `cargo xtask screenshots`"]
fn french_light() {
    tour(&Look { language: "fr", theme: "light", size: None });
}

#[test]
#[ignore = "for the pictures of `cargo xtask screenshots`"]
fn english_light_in_a_small_window() {
    tour(&Look { language: "en", theme: "light", size: Some(("small", 900, 600)) });
}

/// A walk through the window that looks closely at each screen.
struct Tour<'a> {
    window: Window<'a>,
    look: &'a Look,
    /// Where backups go.
    backups: PathBuf,
    /// What axe-core found, by screen.
    violations: RefCell<Vec<String>>,
}

fn tour(look: &Look) {
    let mut computer = Computer::new();
    // The window begins as the system looks.
    computer.set("GTK_THEME", if look.theme == "dark" { "Adwaita:dark" } else { "Adwaita" });
    let file = computer.file("salon-2026.csv", &files::messy(PEOPLE));
    let doubtful = computer.file("doubtful.csv", &files::of_two(DOUBTFUL));
    let crowd = computer.file("crowd.csv", &files::people(CROWD));
    let window = computer.start();
    window.speaks(look.language);
    if let Some((_, width, height)) = look.size {
        window.resize(width, height);
    }
    let tour = Tour { window, look, backups: computer.home().to_owned(), violations: RefCell::default() };
    tour.first_start();
    tour.nothing_yet();
    tour.list();
    tour.record_and_company();
    tour.import(&file);
    tour.decide(&doubtful);
    tour.undo();
    tour.stop(&crowd);
    tour.settings_and_overlays();
    tour.backup_and_keys();
    tour.lock();
    let violations = tour.violations.into_inner();
    assert!(violations.is_empty(), "axe-core found:\n{}", violations.join("\n"));
}

impl Tour<'_> {
    /// Waits until the screen stands still, takes its picture and lets axe-core look at it.
    fn show(&self, name: &str) {
        self.window.rests();
        self.look_at(name);
    }

    /// The same for a screen on which something moves.
    fn look_at(&self, name: &str) {
        self.take_picture(name);
        let found = self.window.accessibility_violations();
        self.violations.borrow_mut().extend(found.into_iter().map(|violation| format!("{name}: {violation}")));
    }

    fn take_picture(&self, name: &str) {
        let Look { language, theme, size } = self.look;
        let size = size.map(|(size, ..)| format!(".{size}")).unwrap_or_default();
        self.window.picture(&target().join(format!("screenshots/{name}.{language}.{theme}{size}.png")));
    }

    fn first_start(&self) {
        let window = &self.window;
        window.click("radio", if self.look.language == "fr" { "Français" } else { "English" });
        window.sees(&window.say("onboarding.language.title"));
        window.choose(&window.say("onboarding.language.country"), "France");
        self.show("first-language");
        window.press("common.continue");
        window.fill(&window.say("onboarding.passphrase.new"), PASSPHRASE);
        window.fill(&window.say("onboarding.passphrase.again"), PASSPHRASE);
        window.find("button", &window.say("onboarding.protection.create"));
        self.show("first-protection");
        window.press("onboarding.protection.create");
        window.sees(&window.say("onboarding.recovery.title"));
        self.show("first-recovery");
        keep_recovery_code(window);
        window.sees(&window.say("onboarding.first.title"));
        self.show("first-data");
    }

    fn nothing_yet(&self) {
        let window = &self.window;
        for (screen, says) in [
            ("companies", "records.company.empty.title"),
            ("import", "import.start.teach.undo"),
            ("history", "history.empty.title"),
        ] {
            go_to(window, screen);
            window.sees(&window.say(says));
            self.show(&format!("{screen}-empty"));
        }
        go_to(window, "prospects");
    }

    fn list(&self) {
        let window = &self.window;
        window.press("onboarding.first.sample");
        window.has_rows(500);
        self.put_notices_away();
        self.show("prospects");

        window.click_row(3);
        window.key("Space");
        window.find("complementary", &window.say("records.peek.label"));
        self.show("peek");
        window.press("records.peek.close");

        window.key("f");
        window.click("option", &window.say("fields.job_title"));
        self.show("filter");
        window.key("Esc");
        window.key("Esc");

        window.press("records.columns.label");
        window.sees(&window.say("records.columns.hidden"));
        self.show("columns");
        window.key("Esc");

        window.press("records.menu.label");
        window.find("menuitem", &window.say("export.open"));
        self.show("list-menu");
        window.click("menuitem", &window.say("export.open"));
        window.find("dialog", &window.say("export.title"));
        self.show("export");
        window.press("common.cancel");

        window.click_row(2);
        for key in ["x", "Down", "x", "Down", "x"] {
            window.key(key);
        }
        window.sees(&window.say_count("records.bulk.selected", 3));
        self.show("selection");
        window.key("Esc");

        window.key("/");
        window.write("zzzz");
        window.sees(&window.say_with("records.no_match.search", &[("search", "zzzz")]));
        self.show("no-match");
        window.press("records.no_match.clear");
        window.has_rows(500);

        window.key("c");
        window.find("dialog", &window.say("records.prospect.new"));
        self.show("new-prospect");
        window.key("Esc");
    }

    fn record_and_company(&self) {
        let window = &self.window;
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        self.show("prospect");
        window.key("Esc");
        go_to(window, "companies");
        window.has_rows(120);
        self.show("companies");
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        self.show("company");
        window.key("Esc");
    }

    fn import(&self, file: &std::path::Path) {
        let window = &self.window;
        window.open_with(file);
        window.find("button", &window.say("import.file.next"));
        self.show("import-file");
        window.press("import.file.next");
        window.find("button", &window.say_count("import.columns.check", PEOPLE));
        self.show("import-columns");
        window.click("button", &window.say_count("import.columns.check", PEOPLE));
        window.find("button", &window.say_count("import.check.next", PEOPLE));
        self.show("import-check");
        window.click("button", &window.say_count("import.check.next", PEOPLE));
        window.stands("progressbar", &window.say_with("import.progress.writing_title", &[("file", "salon-2026.csv")]));
        self.take_picture("import-run");
        window.sees(&window.say_with("import.result.done", &[("file", "salon-2026.csv")]));
        self.show("import-result");
        window.press("import.result.details");
        window.sees(&window.say("import.detail.created_hidden"));
        self.show("import-detail");
        window.press("import.detail.back");
        window.sees(&window.say("import.start.past"));
        self.show("imports");
        go_to(window, "history");
        window.sees(&window.say_with("history.import", &[("file", "salon-2026.csv")]));
        self.show("history");
    }

    /// Rows that lead to two prospects: beside both of them, and left out.
    fn decide(&self, file: &std::path::Path) {
        let window = &self.window;
        self.begin_import(file, DOUBTFUL + 1);
        window.click("button", &window.say_count("import.result.decide", DOUBTFUL));
        window.find("complementary", &window.say_with("import.detail.raw", &[("row", "2")]));
        self.show("import-decide");
        window.press("import.decide.leave");
        window.find("complementary", &window.say_with("import.detail.raw", &[("row", "3")]));
        window.press("import.decide.leave");
        window.sees(&window.say("import.reasons.decided_leave"));
        self.put_notices_away();
    }

    /// What is asked before an import goes whose prospects were edited.
    fn undo(&self) {
        let window = &self.window;
        go_to(window, "prospects");
        move_first_to(window, "Montréal-sur-Mer");
        go_to(window, "import");
        window.click("button", &window.say_with("import.list.undo_file", &[("file", "doubtful.csv")]));
        let change = window.say_with("history.import", &[("file", "doubtful.csv")]);
        window.find("dialog", &window.say_with("history.confirm.title", &[("change", &change)]));
        self.show("undo");
        window.press("history.confirm.cancel");
    }

    /// What is asked before an import is stopped, and its rows taken back.
    fn stop(&self, file: &std::path::Path) {
        let window = &self.window;
        self.begin_import(file, CROWD);
        window.press("import.progress.cancel");
        window.find("dialog", &window.say("import.stop.title"));
        self.look_at("import-stop");
        window.press("import.stop.roll_back");
        window.sees(&window.say("import.result.undone"));
        window.press("import.result.to_list");
    }

    /// Brings in a file as the program proposes, up to the writing of its rows.
    fn begin_import(&self, file: &std::path::Path, rows: usize) {
        let window = &self.window;
        window.open_with(file);
        window.press("import.file.next");
        window.click("button", &window.say_count("import.columns.check", rows));
        window.click("button", &window.say_count("import.check.next", rows));
    }

    /// The dialogs of the settings: another passphrase, code and key, and a backup to go back to.
    fn backup_and_keys(&self) {
        let window = &self.window;
        go_to(window, "settings");
        window.click("link", &window.say("settings.security.name"));
        for (action, title, name) in [
            ("change", "change_title", "passphrase"),
            ("recovery_action", "recovery_title", "recovery-code"),
            ("rotation_action", "rotation_title", "rotation"),
        ] {
            let say = |key: &str| window.say(&format!("settings.security.{key}"));
            window.click("button", &say(action));
            window.find("dialog", &say(title));
            self.show(name);
            window.press("common.cancel");
            window.sees_no_more(&say(title));
        }
        window.click("link", &window.say("settings.data.name"));
        let file = self.backups.join("tour.salesbackup");
        window.press("settings.data.backup_action");
        window.save_as(&window.say("settings.data.backup"), &file);
        let told = window.say_with("settings.data.backed_up", &[("size", "")]);
        window.sees(told.trim_end_matches("()"));
        self.put_notices_away();
        window.press("settings.data.restore_action");
        window.choose_file(&window.say("onboarding.restore.choose"), &file);
        window.find("dialog", &window.say("settings.data.restore_title"));
        self.show("restore");
        window.press("common.cancel");
        go_to(window, "prospects");
    }

    fn settings_and_overlays(&self) {
        let window = &self.window;
        go_to(window, "settings");
        for section in ["look", "data", "security", "about"] {
            window.click("link", &window.say(&format!("settings.{section}.name")));
            self.show(&format!("settings-{section}"));
        }
        go_to(window, "prospects");
        window.has_rows(500 + PEOPLE - files::MESSY_TWICE - files::MESSY_NOBODY + 1);
        window.key("Ctrl+k");
        window.find("dialog", &window.say("shell.palette.title"));
        self.show("palette");
        window.key("Esc");
        window.key("?");
        window.find("dialog", &window.say("shell.shortcuts.title"));
        self.show("shortcuts");
        window.key("Esc");
    }

    fn lock(&self) {
        let window = &self.window;
        window.key("Ctrl+l");
        window.sees(&window.say("onboarding.unlock.title"));
        self.show("lock");
        window.fill(&window.say("onboarding.unlock.passphrase"), "not the passphrase");
        window.press("onboarding.unlock.submit");
        window.sees(&window.say("errors.passphrase_wrong"));
        self.show("lock-wrong");
        unlock(window);
    }

    /// Closes the notices that would go away by themselves a little later.
    fn put_notices_away(&self) {
        let dismiss = self.window.say("common.dismiss");
        while self.window.shows("button", &dismiss) {
            self.window.click("button", &dismiss);
        }
    }
}
