//! What somebody is to be told about the automated assessment of them: data, logic, result and rights.

mod parts;
mod pdf;
mod words;

use std::{fs::File, io::Write as _, path::Path};

use sales_i18n::Text;
use sales_store::settings as stored;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::App,
    error::{AppError, ErrorCode},
    outfile::OutFile,
    settings::Language,
};

/// The setting of the workspace that says who is responsible.
const RESPONSIBLE: &str = "responsible";

/// A notice in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct NoticeView {
    /// The language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its sections.
    pub sections: Vec<NoticeSection>,
    /// All of it as plain text.
    pub text: String,
    /// A name for a file of it, without extension.
    pub file_name: String,
    /// Who is responsible; none until that was said.
    pub responsible: Option<String>,
}

/// A section of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct NoticeSection {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// What it lists behind them.
    pub items: Vec<String>,
}

/// Names a notice.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct NoticeOf {
    /// The prospect.
    pub prospect: String,
    /// The language; that of the person without one.
    pub language: Option<Language>,
}

/// Writes a notice to a file.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct SaveNotice {
    /// The notice.
    pub of: NoticeOf,
    /// Where: `.pdf` or `.txt`.
    pub path: String,
}

impl App {
    /// What a prospect is to be told about the score.
    pub fn notice(&self, of: &NoticeOf) -> Result<NoticeView, AppError> {
        let language = of.language.unwrap_or_else(|| self.settings().language.unwrap_or_default());
        let text = Text::new(language.tag());
        let responsible = self.responsible_show()?;
        let material = words::material(self, &of.prospect, text)?;
        let sections = words::sections(&material, responsible.as_deref(), text);
        let title = text.say("notice.title", &[("name", &material.name)]);
        let plain = words::plain(&title, &sections);
        let file_name = text.say("notice.file_name", &[("name", &words::file_part(&material.name))]);
        Ok(NoticeView { language, title, sections, text: plain, file_name, responsible })
    }

    /// Writes a notice to a file.
    ///
    /// # Errors
    /// When the prospect is not there, the name says neither PDF nor text, or the file cannot be written.
    pub fn notice_save(&self, input: &SaveNotice) -> Result<NoticeView, AppError> {
        let path = Path::new(&input.path);
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let make = match extension.as_deref() {
            Some("pdf") => pdf::of,
            Some("txt") => |notice: &NoticeView| Ok(notice.text.clone().into_bytes()),
            _ => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                return Err(AppError::new(ErrorCode::NoticeFormat).with("found", name));
            }
        };
        let notice = self.notice(&input.of)?;
        let target = OutFile::new(path)?;
        let bytes = make(&notice)?;
        let write = || -> std::io::Result<()> {
            let mut out = File::create(target.unfinished())?;
            out.write_all(&bytes)?;
            out.sync_all()
        };
        write().map_err(|error| target.unwritable(&error))?;
        target.complete()?;
        Ok(notice)
    }

    /// Who is responsible for the data of the workspace, with how to reach them.
    pub fn responsible_show(&self) -> Result<Option<String>, AppError> {
        Ok(self.workspace()?.store.read(|db| stored::get(db, RESPONSIBLE))?)
    }

    /// Says who is responsible; nobody is when the text is empty.
    pub fn responsible_set(&self, text: &str) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        let mut tx = workspace.store.begin_unrecorded()?;
        match text.trim() {
            "" => tx.forget_setting(RESPONSIBLE)?,
            text => tx.set_setting(RESPONSIBLE, text)?,
        }
        tx.commit()?;
        Ok(())
    }
}
