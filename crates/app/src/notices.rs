//! What is told on the desktop when long-running work ends while a person looks elsewhere.

use sales_i18n::Text;

use crate::jobs::{JobKind, JobState, JobView};

/// A short message. It counts and names nothing: it may be read over a shoulder, or on a locked screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What ended, and how.
    pub title: String,
    /// How much was done, or what to do now.
    pub body: String,
}

impl Notice {
    /// The message about work that ended, or about what became of an import that a person stopped; none
    /// while it runs, when a person cancelled it, and for work that is not worth coming back for.
    #[must_use]
    pub fn of(job: &JobView, text: Text) -> Option<Self> {
        let [done, failed] = titles(job.kind)?;
        let (title, body) = match job.state {
            JobState::Done => (done, done_body(job, text)),
            JobState::Failed => (failed, failed_body(job, text)),
            JobState::Stopped => ("shell.notice.import_stopped", text.count("shell.notice.kept", job.done, &[])),
            JobState::TakenBack => ("shell.notice.import_taken_back", text.say("shell.notice.taken_back_text", &[])),
            JobState::Running | JobState::Cancelled => return None,
        };
        Some(Self { title: text.say(title, &[]), body })
    }
}

fn titles(kind: JobKind) -> Option<[&'static str; 2]> {
    match kind {
        JobKind::Import => Some(["shell.notice.import_done", "shell.notice.import_failed"]),
        JobKind::Export => Some(["shell.notice.export_done", "shell.notice.export_failed"]),
        JobKind::Backup => Some(["shell.notice.backup_done", "shell.notice.backup_failed"]),
        JobKind::Restore => Some(["shell.notice.restore_done", "shell.notice.restore_failed"]),
        JobKind::Rotation => Some(["shell.notice.rotation_done", "shell.notice.rotation_failed"]),
        JobKind::Inspect | JobKind::Check | JobKind::Undo | JobKind::Redo => None,
        JobKind::Duplicates | JobKind::Merge | JobKind::Keys | JobKind::Scores => None,
        JobKind::Trial | JobKind::Outcomes | JobKind::Document | JobKind::Model => None,
    }
}

fn done_body(job: &JobView, text: Text) -> String {
    match job.kind {
        JobKind::Backup => text.say("shell.notice.backup_text", &[]),
        JobKind::Restore => text.say("shell.notice.restore_text", &[]),
        JobKind::Rotation => text.say("shell.notice.rotation_text", &[]),
        _ => text.count("shell.notice.rows", job.done, &[]),
    }
}

fn failed_body(job: &JobView, text: Text) -> String {
    match job.kind {
        JobKind::Import | JobKind::Export if job.done > 0 => text.count("shell.notice.failed_after", job.done, &[]),
        _ => text.say("shell.notice.failed_text", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(kind: JobKind, state: JobState) -> JobView {
        let subject = "clients of Léa.csv".to_owned();
        JobView {
            id: "1".to_owned(),
            kind,
            subject,
            done: 214_306,
            total: 214_306,
            rate: 50_000,
            state,
            stopping: false,
        }
    }

    fn told(kind: JobKind, state: JobState, language: &str) -> Option<(String, String)> {
        Notice::of(&job(kind, state), Text::new(language)).map(|notice| (notice.title, notice.body))
    }

    #[test]
    fn the_end_of_an_import_is_told_in_numbers_and_in_the_language_of_the_person() {
        let pair = |title: &str, body: &str| Some((title.to_owned(), body.to_owned()));
        assert_eq!(told(JobKind::Import, JobState::Done, "en"), pair("Import finished", "214,306 rows"));
        assert_eq!(told(JobKind::Import, JobState::Done, "fr"), pair("Import terminé", "214\u{202f}306\u{a0}lignes"));
        assert_eq!(
            told(JobKind::Import, JobState::Failed, "en"),
            pair("The import failed", "It ended after 214,306 rows. The window says why.")
        );
    }

    #[test]
    fn an_import_that_was_stopped_is_not_told_as_finished() {
        let pair = |title: &str, body: &str| Some((title.to_owned(), body.to_owned()));
        assert_eq!(
            told(JobKind::Import, JobState::Stopped, "en"),
            pair("Import stopped", "214,306 rows are imported and kept.")
        );
        assert_eq!(
            told(JobKind::Import, JobState::TakenBack, "fr"),
            pair("Import retiré", "L’espace de travail est comme avant.")
        );
    }

    #[test]
    fn each_kind_of_work_worth_coming_back_for_has_its_own_words_and_names_nothing() {
        let kinds = [JobKind::Import, JobKind::Export, JobKind::Backup, JobKind::Restore, JobKind::Rotation];
        for language in sales_i18n::LANGUAGES {
            let mut titles = Vec::new();
            for (kind, state) in kinds.into_iter().flat_map(|kind| [(kind, JobState::Done), (kind, JobState::Failed)]) {
                let (title, body) = told(kind, state, language).unwrap();
                for said in [&title, &body] {
                    assert!(!said.contains("shell.notice") && !said.contains("Léa") && !said.is_empty(), "{said}");
                }
                titles.push(title);
            }
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), 2 * kinds.len());
        }
    }

    #[test]
    fn nothing_is_told_of_work_that_runs_or_was_ended_by_a_person() {
        assert_eq!(told(JobKind::Import, JobState::Running, "en"), None);
        assert_eq!(told(JobKind::Export, JobState::Cancelled, "en"), None);
        assert_eq!(told(JobKind::Check, JobState::Done, "en"), None);
    }
}
