//! What came of prospects: noted for some, imported for many, and what that tells of scores.

use std::path::Path;

use super::{OUTCOMES, Tour};
use crate::journeys::steps::{go_to, import};

impl Tour<'_> {
    pub(super) fn outcomes(&self, file: &Path) {
        let window = &self.window;
        self.put_notices_away();
        go_to(window, "calibration");
        window.sees(&window.say("calibration.few.title"));
        self.show("calibration-nothing");

        go_to(window, "prospects");
        window.click_row(1);
        for key in ["x", "j", "x", "w"] {
            window.key(key);
        }
        window.click("radio", &window.say("records.outcome.kinds.won"));
        self.show("outcome-form");
        window.click("button", &window.say_count("records.outcome.note", 2));
        let won = window.say("records.outcome.kinds.won");
        window.sees(&window.say_count_with("records.outcome.done", 2, &[("outcome", &won)]));
        self.put_notices_away();
        window.key("Esc");
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say_with("records.outcome.remove", &[("outcome", &won)]));
        self.show("prospect-outcome");
        window.key("Esc");
        go_to(window, "calibration");
        window.sees(&window.say("calibration.few.grades"));
        self.show("calibration-few");

        window.open_with(file);
        import(window, file, OUTCOMES);
        self.put_notices_away();
        window.key("g");
        window.key("c");
        window.sees(&window.say("calibration.proven.title"));
        self.show("calibration");
        window.press("calibration.curve.as_table");
        window.find("button", &window.say("calibration.curve.as_chart"));
        self.show("calibration-table");
    }
}
