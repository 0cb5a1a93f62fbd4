//! Every screen, in both languages and themes: no barrier that axe-core knows, and a picture of it
//! in `target/screenshots`.

mod duplicates;
mod first_start;
mod imports;
mod list;
mod outcomes;
mod scores;
mod settings;
mod signals;

use std::{cell::RefCell, path::PathBuf};

use super::files;
use crate::harness::{computer::Computer, target, window::Window};

/// How many people come in.
const PEOPLE: usize = 20_000;
/// So many that their import can be seen at work, and stopped.
const CROWD: usize = 400_000;
/// Prospects that something came of, too many for a search of likely duplicates.
const OUTCOMES: usize = 1_200;
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
    let odd = computer.file("odd.csv", &files::odd());
    let doubtful = computer.file("doubtful.csv", &files::of_two(DOUBTFUL));
    let near = computer.file("near.csv", &files::near());
    let outcomes = computer.file("outcomes.csv", &files::outcomes(OUTCOMES));
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
    tour.filters_and_views();
    tour.selection();
    tour.record_and_company();
    tour.signals();
    tour.score_card();
    tour.ideal_customer();
    tour.duplicates(&near);
    tour.import(&file);
    tour.correct(&odd);
    tour.decide(&doubtful);
    tour.undo();
    tour.stop(&crowd);
    tour.fail(&crowd);
    tour.settings_and_overlays();
    tour.backup_and_keys();
    tour.outcomes(&outcomes);
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

    /// Closes the notices that would go away by themselves a little later.
    fn put_notices_away(&self) {
        let dismiss = self.window.say("common.dismiss");
        while self.window.shows("button", &dismiss) {
            self.window.click("button", &dismiss);
        }
    }
}
