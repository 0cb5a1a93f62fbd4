//! An import from the file to its end, whatever end that is.

use std::{fs, path::Path};

use super::{CROWD, DOUBTFUL, PEOPLE, Tour};
use crate::journeys::{
    files,
    steps::{go_to, look_for_no_duplicates, move_first_to, to_columns, unlock},
};

impl Tour<'_> {
    pub(super) fn import(&self, file: &Path) {
        let window = &self.window;
        window.open_with(file);
        window.sees(&window.say("import.file.what"));
        self.show("import-file");
        to_columns(window);
        window.find("button", &window.say_count("import.columns.check", PEOPLE));
        self.show("import-columns");
        look_for_no_duplicates(window);
        window.click("button", &window.say_count("import.columns.check", PEOPLE));
        window.find("button", &window.say_count("import.check.next", PEOPLE));
        self.show("import-check");
        window.click("button", &window.say_count("import.check.next", PEOPLE));
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
    pub(super) fn decide(&self, file: &Path) {
        let window = &self.window;
        self.begin_import(file, DOUBTFUL + 1);
        window.click("button", &window.say_count("import.result.decide", DOUBTFUL));
        window.find("complementary", &window.say_with("import.detail.raw", &[("row", "2")]));
        self.show("import-decide");
        window.press("common.close");
        window.find("button", &window.say("import.decide.each"));
        self.show("import-waiting");
        window.press("import.decide.all");
        window.find("menuitem", &window.say("import.decide.all_first"));
        self.show("import-decide-all");
        window.key("Esc");
        window.press("import.decide.each");
        window.press("import.decide.leave");
        window.find("complementary", &window.say_with("import.detail.raw", &[("row", "3")]));
        window.press("import.decide.leave");
        window.sees(&window.say("import.reasons.decided_leave"));
        self.put_notices_away();
    }

    /// What is asked before an import goes whose prospects were edited.
    pub(super) fn undo(&self) {
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
    pub(super) fn stop(&self, file: &Path) {
        let window = &self.window;
        self.begin_import(file, CROWD);
        self.sees_rows_written();
        window.sees(window.say_with("import.progress.rate", &[("n", "")]).trim());
        window.sees(window.say_with("import.progress.left", &[("time", "")]).trim());
        self.take_picture("import-run");
        go_to(window, "prospects");
        window.find("progressbar", &window.say_with("shell.job.import", &[("subject", "crowd.csv")]));
        self.look_at("import-elsewhere");
        go_to(window, "import");
        window.press("import.progress.cancel");
        window.stands("dialog", &window.say("import.stop.title"));
        self.look_at("import-stop");
        window.press("import.stop.roll_back");
        window.sees(&window.say("import.result.undone"));
        window.press("import.result.to_list");
    }

    /// Brings in a file as the program proposes, up to the writing of its rows.
    fn begin_import(&self, file: &Path, rows: usize) {
        self.begin_check(file, rows);
        self.window.click("button", &self.window.say_count("import.check.next", rows));
    }

    /// Brings in a file as the program proposes, up to what the check says.
    fn begin_check(&self, file: &Path, rows: usize) {
        let window = &self.window;
        window.open_with(file);
        to_columns(window);
        look_for_no_duplicates(window);
        window.click("button", &window.say_count("import.columns.check", rows));
    }

    /// Odd values of a file: each kind put right once for all of its rows, and taken back.
    pub(super) fn correct(&self, file: &Path) {
        let window = &self.window;
        self.begin_check(file, files::ODD);
        window.click("button", &format!("Adresse e-mail → {}", window.say("fields.email")));
        self.show("import-odd");
        for (value, corrected) in files::ODD_ADDRESSES {
            window.fill(&window.say_with("import.check.correct", &[("value", value)]), corrected);
            window.key("Enter");
        }
        self.show("import-corrected");
        window.click("tab", &window.say("import.check.fixes"));
        self.show("import-corrections");
        window.click("button", &window.say_count("import.check.again_with", files::ODD_ADDRESSES.len()));
        window.click("tab", &window.say("import.check.issues"));
        window.find("button", &window.say_count("import.check.next", files::ODD));
        self.show("import-checked-again");
        window.click("button", &window.say_count("import.check.next", files::ODD));
        window.find("button", &window.say_count("import.result.odd", files::ODD_LEFT));
        self.show("import-result-odd");
        window.click("button", &window.say_count("import.result.odd", files::ODD_LEFT));
        window.click("button", &format!("Pays → {}", window.say("fields.country")));
        self.show("import-detail-odd");
        go_to(window, "import");
        window.press("import.result.undo");
        window.sees(&window.say("import.result.undone"));
        self.show("import-undone");
        window.press("import.result.to_list");
        self.put_notices_away();
    }

    /// An import that was interrupted and cannot go on, as its file is gone.
    pub(super) fn fail(&self, file: &Path) {
        let window = &self.window;
        self.begin_import(file, CROWD);
        self.sees_rows_written();
        window.key("Ctrl+l");
        window.sees(&window.say("onboarding.unlock.title"));
        fs::remove_file(file).unwrap();
        unlock(window);
        go_to(window, "import");
        window.find("button", &window.say("import.list.resume"));
        self.show("imports-interrupted");
        window.press("import.list.resume");
        window.find("button", &window.say("import.list.undo"));
        self.show("import-failed");
        window.press("import.list.undo");
        window.sees(&window.say("import.result.undone"));
        window.press("import.result.to_list");
        self.put_notices_away();
    }

    /// Waits until the progress of the crowd's import names rows.
    fn sees_rows_written(&self) {
        let window = &self.window;
        let total = if self.look.language == "fr" { "400 000" } else { "400,000" };
        window.sees(window.say_with("import.progress.of", &[("done", ""), ("total", total)]).trim_start());
    }
}
