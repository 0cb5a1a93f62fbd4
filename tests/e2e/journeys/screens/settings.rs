//! The settings with their dialogs, what opens over every screen, and the lock.

use serde_json::json;

use super::{PEOPLE, Tour};
use crate::{
    harness::wait_for,
    journeys::{
        files,
        steps::{go_to, unlock},
    },
};

impl Tour<'_> {
    pub(super) fn settings_and_overlays(&self) {
        let window = &self.window;
        go_to(window, "settings");
        for section in ["look", "data", "security", "model", "about"] {
            window.click("link", &window.say(&format!("settings.{section}.name")));
            self.show(&format!("settings-{section}"));
        }
        go_to(window, "prospects");
        window.has_rows(500 + files::NEAR + PEOPLE - files::MESSY_TWICE - files::MESSY_NOBODY + 1);
        window.key("Ctrl+k");
        window.find("dialog", &window.say("shell.palette.title"));
        self.show("palette");
        window.write("acous");
        wait_for("records in the palette", || {
            let offered: Vec<String> = window.look("page.lists(...it)", vec![json!("option")]);
            offered.iter().any(|option| option.contains("Acoustilis")).then_some(())
        });
        self.show("palette-found");
        window.key("Esc");
        window.key("?");
        window.find("dialog", &window.say("shell.shortcuts.title"));
        self.show("shortcuts");
        window.key("Esc");
    }

    /// The dialogs of the settings: another passphrase, code and key, and a backup to go back to.
    pub(super) fn backup_and_keys(&self) {
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

    pub(super) fn lock(&self) {
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
}
