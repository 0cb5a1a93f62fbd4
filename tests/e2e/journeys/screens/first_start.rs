//! The first start, and the screens of a workspace with nothing in it.

use super::Tour;
use crate::journeys::steps::{PASSPHRASE, go_to, keep_recovery_code};

impl Tour<'_> {
    pub(super) fn first_start(&self) {
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

    pub(super) fn nothing_yet(&self) {
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
}
