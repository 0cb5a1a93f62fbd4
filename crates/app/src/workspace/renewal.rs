//! Match keys made anew. They are hashes of normal forms, so an update that brings other normal forms would not
//! find records under the keys that stand in a workspace. The keys are part of no change, and neither is this.

use sales_ingest::normal::NORM_VERSION;
use sales_store::{Db, error::StoreError, match_keys, settings};

use super::Workspace;
use crate::{
    app::App,
    error::AppError,
    jobs::{Job, JobKind},
};

/// The setting with the version of the normal forms that all keys are made of.
pub(super) const KEYS_VERSION: &str = "keys_version";
/// The setting with how far the keys are made anew: the version, and the first row that is left.
const KEYS_RENEWED: &str = "keys_renewed";
/// Rows of one write: others write in between.
const ROWS_AT_ONCE: i64 = 50_000;

/// How far the keys are of one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Current,
    /// They are made anew from this row on.
    From(i64),
}

impl App {
    /// Makes the match keys anew if they are of other normal forms than this program has, as a job. Killed, it
    /// goes on where it was. Whoever needs the keys, such as an import, calls it first.
    pub fn keys_renew(&self) -> Result<(), AppError> {
        self.keys_renew_by(ROWS_AT_ONCE)
    }

    pub(crate) fn keys_renew_by(&self, rows_at_once: i64) -> Result<(), AppError> {
        let _alone = self.inner.renewing.lock();
        let workspace = self.workspace()?;
        let Stand::From(first) = workspace.store.read(stand)? else { return Ok(()) };
        drop(workspace);
        let mut job = self.start_job(JobKind::Keys, "");
        let renewed = self.renew_from(first, rows_at_once, &mut job);
        job.end(renewed)
    }

    fn renew_from(&self, first: i64, rows_at_once: i64, job: &mut Job) -> Result<(), AppError> {
        let mut next = first;
        loop {
            // A workspace that is closed meanwhile is not held open.
            let workspace = self.workspace()?;
            let last = workspace.store.read(match_keys::last_row)?;
            if next > last {
                return finish(&workspace);
            }
            let until = last.min(next + rows_at_once - 1);
            let mut tx = workspace.store.begin_unrecorded()?;
            match_keys::renew(&tx, next, until)?;
            next = until + 1;
            tx.set_setting(KEYS_RENEWED, &format!("{NORM_VERSION} {next}"))?;
            tx.commit()?;
            job.update(until.unsigned_abs(), last.unsigned_abs());
        }
    }
}

fn finish(workspace: &Workspace) -> Result<(), AppError> {
    let mut tx = workspace.store.begin_unrecorded()?;
    match_keys::renew_inherited(&tx)?;
    tx.outdate_searches()?;
    tx.set_setting(KEYS_VERSION, &NORM_VERSION.to_string())?;
    tx.forget_setting(KEYS_RENEWED)?;
    tx.commit()?;
    tracing::info!(version = NORM_VERSION, "match keys made anew");
    Ok(())
}

fn stand(db: &Db) -> Result<Stand, StoreError> {
    let current = NORM_VERSION.to_string();
    if settings::get(db, KEYS_VERSION)?.is_some_and(|version| version == current) {
        return Ok(Stand::Current);
    }
    let renewed = settings::get(db, KEYS_RENEWED)?;
    let next = renewed.as_deref().and_then(|renewed| renewed.split_once(' '));
    let next = next.filter(|(version, _)| *version == current).and_then(|(_, next)| next.parse().ok());
    Ok(Stand::From(next.unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sales_core::fields::Entity;
    use sales_store::{duplicates, record::Record, store::KeyMaker};

    use super::*;
    use crate::{
        duplicates::MergeRecords,
        keys,
        records::{EditRecord, FieldValue, NewRecordInput},
        settings::Language,
        test_app::TestApp,
        workspace::home::key_maker,
    };

    const PEOPLE: usize = 20;

    fn email(place: usize) -> String {
        format!("{}@acme.example.com", "Roy".repeat(place + 1))
    }

    fn with_people() -> (TestApp, Vec<String>) {
        let test = TestApp::new(Language::Fr);
        let people = (0..PEOPLE).map(|place| {
            let values = vec![FieldValue { field: "email".parse().unwrap(), value: email(place) }];
            test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap().id
        });
        let people = people.collect();
        (test, people)
    }

    /// Keys as an earlier version made them.
    fn former() -> KeyMaker {
        let key =
            |record: &Record, keys: &mut Vec<i64>| keys.extend(record.get("email").map(|email| email.len() as i64));
        Arc::new(key)
    }

    /// Who is found under the addresses of all, and how many under keys of an earlier version.
    fn found(workspace: &Workspace) -> (Vec<i64>, usize) {
        let field = keys::KeyMaker::prospect_fields().find(|def| def.id == "email").unwrap();
        let mut keys = workspace.key_maker();
        let emails: Vec<String> = (0..PEOPLE).map(email).collect();
        let found = keys.prospect(emails.iter().map(|email| (field, email.as_str())), None, &mut |_| ());
        let hashes: Vec<i64> = found.iter().map(|key| key.hash.0).collect();
        let lengths: Vec<i64> = emails.iter().map(|email| email.len() as i64).collect();
        let find = |hashes: &[i64]| workspace.store.read(|db| match_keys::find(db, Entity::Prospect, hashes)).unwrap();
        let mut rows: Vec<i64> = find(&hashes).into_iter().map(|(_, row)| row).collect();
        rows.sort_unstable();
        (rows, find(&lengths).len())
    }

    /// Puts the keys of an earlier version in the place of those there are.
    fn age(workspace: &Workspace) {
        let current = key_maker(workspace.key_seed, workspace.home());
        let mut tx = workspace.store.begin_unrecorded().unwrap();
        match_keys::make_anew(&tx, Entity::Prospect, &current, &former()).unwrap();
        tx.set_setting(KEYS_VERSION, "1").unwrap();
        tx.commit().unwrap();
    }

    fn is_current(workspace: &Workspace) -> bool {
        workspace.store.read(stand).unwrap() == Stand::Current
    }

    #[test]
    fn keys_of_an_earlier_version_are_made_anew_outside_of_the_history() {
        let (test, people) = with_people();
        let merge = MergeRecords { entity: Entity::Prospect, ids: people[..2].to_vec(), choices: Vec::new() };
        test.app.duplicates_merge(&merge).unwrap();
        let workspace = test.app.workspace().unwrap();
        assert!(is_current(&workspace), "a new workspace has nothing to renew");
        let newest = || workspace.store.read(duplicates::newest_change).unwrap();
        let (right, change) = (found(&workspace), newest());
        assert_eq!((right.0.len(), right.1), (PEOPLE, 0));
        assert_eq!(right.0[0], right.0[1], "who goes on is found under the keys of both");
        age(&workspace);
        assert_eq!(found(&workspace).1, PEOPLE - 1);
        test.app.keys_renew_by(7).unwrap();
        assert_eq!(found(&workspace), right);
        assert!(is_current(&workspace));
        assert_eq!(newest(), change);
    }

    #[test]
    fn it_goes_on_where_it_was_when_the_program_ended() {
        let (test, people) = with_people();
        let workspace = test.app.workspace().unwrap();
        let right = found(&workspace).0;
        age(&workspace);
        // The first part of it, as a program leaves it that ends there.
        let middle = right[PEOPLE / 2];
        let mut tx = workspace.store.begin_unrecorded().unwrap();
        match_keys::renew(&tx, 1, middle).unwrap();
        tx.set_setting(KEYS_RENEWED, &format!("{NORM_VERSION} {}", middle + 1)).unwrap();
        tx.commit().unwrap();
        assert_eq!(workspace.store.read(stand).unwrap(), Stand::From(middle + 1));
        assert_eq!(found(&workspace), (right[..=PEOPLE / 2].to_vec(), PEOPLE - PEOPLE / 2 - 1));
        // Meanwhile somebody edits what is not done yet.
        let (field, value) = ("email".parse().unwrap(), "other@acme.example.com".to_owned());
        let edit = EditRecord { entity: Entity::Prospect, id: people[PEOPLE - 1].clone(), field, value };
        test.app.record_edit(&edit).unwrap();
        test.app.keys_renew_by(4).unwrap();
        assert_eq!(found(&workspace), (right[..PEOPLE - 1].to_vec(), 0), "nothing is left of the former keys");
        // What another version began is begun anew.
        age(&workspace);
        let mut tx = workspace.store.begin_unrecorded().unwrap();
        tx.set_setting(KEYS_RENEWED, "1 15").unwrap();
        tx.commit().unwrap();
        assert_eq!(workspace.store.read(stand).unwrap(), Stand::From(1));
        test.app.keys_renew().unwrap();
        assert_eq!(found(&workspace), (right[..PEOPLE - 1].to_vec(), 0));
    }
}
