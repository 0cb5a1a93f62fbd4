//! A computer whose keyring opens with the session.

use super::steps::keep_recovery_code;
use crate::harness::computer::Computer;

#[test]
fn the_keyring_opens_the_workspace_at_start() {
    let computer = Computer::with_keyring();
    let window = computer.start();
    window.press("common.continue");
    window.find("radio", &window.say("onboarding.protection.keyring"));
    window.press("onboarding.protection.create");
    keep_recovery_code(&window);
    window.press("onboarding.first.sample");
    window.has_rows(500);

    drop(window);
    let window = computer.start();
    window.has_rows(500);
}
