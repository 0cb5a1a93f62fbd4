//! Every screen, in both languages and themes: no barrier that axe-core knows, and a picture of it
//! in `target/screenshots`.

use std::cell::RefCell;

use super::{
    files,
    steps::{PASSPHRASE, go_to, keep_recovery_code, unlock},
};
use crate::harness::{computer::Computer, target, window::Window};

/// How many people come in: so many that the import can be seen at work.
const PEOPLE: usize = 20_000;

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
    /// What axe-core found, by screen.
    violations: RefCell<Vec<String>>,
}

fn tour(look: &Look) {
    let mut computer = Computer::new();
    // The window begins as the system looks.
    computer.set("GTK_THEME", if look.theme == "dark" { "Adwaita:dark" } else { "Adwaita" });
    let file = computer.file("salon-2026.csv", &files::messy(PEOPLE));
    let window = computer.start();
    window.speaks(look.language);
    if let Some((_, width, height)) = look.size {
        window.resize(width, height);
    }
    let tour = Tour { window, look, violations: RefCell::default() };
    tour.first_start();
    tour.nothing_yet();
    tour.list();
    tour.record_and_company();
    tour.import(&file);
    tour.settings_and_overlays();
    tour.lock();
    let violations = tour.violations.into_inner();
    assert!(violations.is_empty(), "axe-core found:\n{}", violations.join("\n"));
}

impl Tour<'_> {
    /// Waits until the screen stands still, takes its picture and lets axe-core look at it.
    fn show(&self, name: &str) {
        self.window.rests();
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

    fn settings_and_overlays(&self) {
        let window = &self.window;
        go_to(window, "settings");
        for section in ["look", "data", "security", "about"] {
            window.click("link", &window.say(&format!("settings.{section}.name")));
            self.show(&format!("settings-{section}"));
        }
        go_to(window, "prospects");
        window.has_rows(500 + PEOPLE - files::MESSY_TWICE - files::MESSY_NOBODY);
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
