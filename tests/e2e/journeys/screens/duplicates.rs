//! People who came twice: from the first search to the last of them.

use std::path::Path;

use super::Tour;
use crate::{
    harness::wait_for,
    journeys::{
        files::{NEAR, NEAR_TWICE},
        steps::{go_to, to_columns},
    },
};

/// More clusters than there are.
const MOST: usize = 200;

impl Tour<'_> {
    /// The sample data and some people who came twice.
    pub(super) fn duplicates(&self, file: &Path) {
        let window = &self.window;
        go_to(window, "duplicates");
        window.sees(&window.say("duplicates.first.title"));
        self.show("duplicates-first");
        window.open_with(file);
        to_columns(window);
        window.click("button", &window.say_count("import.columns.check", NEAR));
        window.click("button", &window.say_count("import.check.next", NEAR));
        let found = window.say_count("import.near.to_review", NEAR_TWICE);
        window.find("button", &found);
        self.show("import-near");
        window.click("button", &found);
        window.find("button", &window.say("duplicates.reject"));
        window.press("duplicates.search_again");
        window.find("progressbar", &window.say("duplicates.searching.title"));
        self.look_at("duplicates-searching");
        window.find("button", &window.say("duplicates.search_again"));
        self.put_notices_away();
        self.show("duplicates");
        self.chooses_values();
        self.merges_at_once_and_undoes();
        self.keeps_apart_all();
        self.show("duplicates-reviewed");
        go_to(window, "import");
    }

    /// Among the values of a cluster, by keys.
    fn chooses_values(&self) {
        let window = &self.window;
        window.key("Enter");
        for key in ["Down", "Down", "Right", "Enter"] {
            window.key(key);
        }
        self.show("duplicates-values");
        window.key("Esc");
    }

    fn merges_at_once_and_undoes(&self) {
        let window = &self.window;
        window.key("Shift+m");
        window.find("dialog", &window.say("duplicates.all.title"));
        window.sees(&window.say("duplicates.all.examples"));
        self.show("duplicates-all");
        // Of the dialog: what is behind it cannot be clicked.
        window.press("duplicates.merge");
        window.find("button", &window.say("duplicates.all.close"));
        self.show("duplicates-all-done");
        window.press("common.undo");
        window.find("button", &window.say("history.redo"));
        window.find("button", &window.say("duplicates.reject"));
        self.put_notices_away();
    }

    /// Says of every cluster that it is none.
    fn keeps_apart_all(&self) {
        let window = &self.window;
        let reject = window.say("duplicates.reject");
        let reviewed = window.say("duplicates.reviewed.title");
        for _ in 0..MOST {
            wait_for("a cluster, or the end", || {
                (window.shows("button", &reject) || window.says(&reviewed)).then_some(())
            });
            if window.says(&reviewed) {
                break;
            }
            window.key("n");
        }
        window.sees(&reviewed);
        self.put_notices_away();
    }
}
