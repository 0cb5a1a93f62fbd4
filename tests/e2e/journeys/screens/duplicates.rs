//! People who came twice: from the first search to the last of them.

use std::path::Path;

use super::Tour;
use crate::{
    harness::wait_for,
    journeys::{files::NEAR, steps::go_to},
};

/// More clusters than there are.
const MOST: usize = 200;

impl Tour<'_> {
    /// The sample data and some people who came twice.
    pub(super) fn duplicates(&self, file: &Path) {
        let window = &self.window;
        self.begin_import(file, NEAR);
        window.sees(&window.say_with("import.result.done", &[("file", "near.csv")]));
        window.press("import.result.to_list");
        go_to(window, "duplicates");
        window.sees(&window.say("duplicates.first.title"));
        self.show("duplicates-first");
        window.press("duplicates.first.search");
        window.find("button", &window.say("duplicates.reject"));
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
