use std::{thread, time::Duration};

use sales_store::{
    error::StoreError,
    key::{KdfCost, KeyFile, Passphrase, RecoveryCode, Unlock},
};

use crate::{
    process::{self, Second},
    support::{PASSPHRASE, Workspace, passphrase, unlock},
};

const OTHER: &str = "neuf poires tombent au nord";
const POINTS: u64 = 20;

#[test]
#[ignore = "the second process of a test below"]
fn changes_the_passphrase_for_ever() {
    let (dir, _) = unlock(&process::folder(), PASSPHRASE).or_else(|_| unlock(&process::folder(), OTHER)).unwrap();
    let mut file = KeyFile::open(&dir.key_file()).unwrap();
    let (mut now, mut next) = (Passphrase::new(PASSPHRASE), Passphrase::new(OTHER));
    if file.unlock(Unlock::Passphrase(&now)).is_err() {
        std::mem::swap(&mut now, &mut next);
    }
    process::say("ready");
    loop {
        file.change_passphrase(&now, &next, KdfCost::FLOOR).unwrap();
        std::mem::swap(&mut now, &mut next);
    }
}

#[test]
fn killed_while_changing_the_passphrase_it_opens_with_the_old_or_the_new_one() {
    let workspace = Workspace::create();
    workspace.write_notes(&["kept"]);
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, recovery_code, .. } = workspace;
    drop(dir);
    for point in 0..POINTS {
        let mut second = Second::start("crash::changes_the_passphrase_for_ever", &root);
        assert_eq!(second.hear(), "ready");
        thread::sleep(Duration::from_micros(point * 5_437));
        second.kill();
        let (dir, key) = match unlock(&root, PASSPHRASE) {
            Err(StoreError::WrongPassphrase) => unlock(&root, OTHER),
            other => other,
        }
        .unwrap();
        let mut file = KeyFile::open(&dir.key_file()).unwrap();
        file.unlock(Unlock::RecoveryCode(&recovery_code)).expect("the other slots are as they were");
        let connection =
            sales_store::connection::open(&dir.database(), &key, sales_store::connection::Mode::ReadWrite).unwrap();
        assert_eq!(crate::support::read_notes(&connection).unwrap(), ["kept"], "point {point}");
        file.set_passphrase(&key, &passphrase(), KdfCost::FLOOR).expect("a later change works");
    }
}

#[test]
#[ignore = "the second process of a test below"]
fn renews_the_recovery_code_for_ever() {
    let (dir, key) = unlock(&process::folder(), PASSPHRASE).unwrap();
    let mut file = KeyFile::open(&dir.key_file()).unwrap();
    process::say("ready");
    loop {
        let code = file.renew_recovery_code(&key).unwrap();
        process::say(&code.reveal());
    }
}

/// Nearly all of the time of this goes into replacing the file, so that is where it is hit.
#[test]
fn killed_while_replacing_the_key_file_it_is_whole() {
    let workspace = Workspace::create();
    let root = workspace.root().to_owned();
    let Workspace { folder: _folder, dir, .. } = workspace;
    drop(dir);
    for point in 0..POINTS {
        let mut second = Second::start("crash::renews_the_recovery_code_for_ever", &root);
        assert_eq!(second.hear(), "ready");
        second.hear();
        thread::sleep(Duration::from_micros(point * 613));
        let said = second.kill();
        let (dir, _key) = unlock(&root, PASSPHRASE).unwrap();
        let file = KeyFile::open(&dir.key_file()).unwrap();
        if let Some(Ok(last)) = said.iter().rev().map(|code| RecoveryCode::parse(code)).find(Result::is_ok) {
            match file.unlock(Unlock::RecoveryCode(&last)) {
                Ok(_) | Err(StoreError::WrongRecoveryCode) => {}
                Err(error) => panic!("point {point}: {error}"),
            }
        }
    }
}
