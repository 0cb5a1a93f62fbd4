//! Signals: found in a text about a prospect, looked at and rejected.

use super::Tour;
use crate::journeys::steps::go_to;

/// What a prospect answered.
const REPLY: &str = "Le budget de 40 000 € est validé pour ce projet.";

impl Tour<'_> {
    /// A text is read on the page of a prospect; what it says waits, is rejected and comes back.
    pub(super) fn signals(&self) {
        let window = &self.window;
        go_to(window, "prospects");
        window.click_row(1);
        window.key("Enter");
        window.find("button", &window.say("records.page.back"));
        window.press("qualify.read.open");
        window.fill(&window.say("qualify.read.words"), REPLY);
        self.show("signals-read");
        window.press("qualify.read.submit");
        // Not its undo: in French, that is called as what leaves the dialog is.
        window.find("button", &window.say("common.dismiss"));
        self.put_notices_away();
        go_to(window, "signals");
        window.sees(REPLY.trim_end_matches('.'));
        self.show("signals");
        window.key("r");
        window.sees(&window.say("qualify.inbox.nothing.title"));
        self.show("signals-nothing");
        window.press("common.undo");
        window.sees(REPLY.trim_end_matches('.'));
        self.put_notices_away();
    }
}
