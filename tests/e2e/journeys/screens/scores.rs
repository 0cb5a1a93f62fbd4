//! Scores: what a person sets by hand, how a score came to be, what the person it is about is told, and who is wanted.

use super::Tour;
use crate::{harness::wait_for, journeys::steps::go_to};

/// Why the score is another than the one that is made.
const REASON: &str = "A promis une commande pour janvier.";
/// Who is responsible for the data.
const COMPANY: &str = "Atelier Durand SARL, 3 rue du Port, 44000 Nantes";

impl Tour<'_> {
    /// The card of a prospect whose signals were read before: its score is set, followed back and told.
    pub(super) fn score_card(&self) {
        let window = &self.window;
        go_to(window, "prospects");
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        window.press("qualify.override.open");
        window.fill(&window.say("qualify.override.reason"), REASON);
        self.show("score-set-form");
        window.press("qualify.override.submit");
        window.sees(REASON.trim_end_matches('.'));
        self.put_notices_away();
        self.show("score-set");
        let history = wait_for("former scores", || {
            let title = |n: u8| window.say_with("qualify.history.title", &[("n", &n.to_string())]);
            (2..10).map(title).find(|title| window.shows("button", title))
        });
        window.click("button", &history);
        window.sees(&window.say("qualify.history.now"));
        window.key("PageDown");
        self.show("score-history");
        window.press("qualify.override.remove");
        window.sees_no_more(REASON.trim_end_matches('.'));
        self.put_notices_away();
        window.press("notice.dialog.open");
        window.fill(&window.say("notice.dialog.responsible"), COMPANY);
        window.press("notice.dialog.responsible_save");
        window.sees(&window.say("notice.dialog.responsible_saved"));
        window.key("Esc");
        window.sees_no_more(&window.say("notice.dialog.save_pdf"));
        // What puts a notice away is called as what closes the dialog, in French.
        self.put_notices_away();
        window.press("notice.dialog.open");
        window.sees(COMPANY);
        self.show("notice");
        window.key("Esc");
    }

    /// An ideal customer from an example, and what it would change.
    pub(super) fn ideal_customer(&self) {
        let window = &self.window;
        go_to(window, "qualify");
        self.show("ideal-customers");
        let example = window.say("qualify.describe.examples.icp_software");
        window.click("button", &window.say_with("qualify.describe.example", &[("name", &example)]));
        window.find("button", &window.say("qualify.describe.save"));
        self.show("ideal-customer");
    }
}
