//! Choices of the person: language, look, keys, lock.

use std::path::Path;

use sales_i18n::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    app::{App, AppEvent},
    error::AppError,
};

/// The languages of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// The language tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// 28 pixels.
    Compact,
    /// 32 pixels.
    #[default]
    Normal,
    /// 40 pixels.
    Roomy,
}

/// Choices of the person. They are known before a workspace is open, so they stand in a file of
/// their own and hold nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// Language of the product; none until it was chosen.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Height of rows.
    pub density: Density,
    /// Whether single letters are commands outside text fields.
    pub single_keys: bool,
    /// Minutes without input after which the workspace locks; none for never.
    pub lock_after_minutes: Option<u32>,
    /// The folder of the workspace that was open last.
    pub workspace: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::System,
            density: Density::Normal,
            single_keys: true,
            lock_after_minutes: Some(15),
            workspace: None,
        }
    }
}

impl Settings {
    /// The settings in a file; the defaults when it is not there or cannot be read.
    pub(crate) fn read(file: &Path) -> Self {
        let Ok(text) = std::fs::read_to_string(file) else { return Self::default() };
        Self::parse(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "the settings cannot be read; the defaults hold");
            Self::default()
        })
    }

    /// The defaults, with what a file says: one of an older version says less.
    fn parse(text: &str) -> serde_json::Result<Self> {
        let said: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text)?;
        let mut all = serde_json::to_value(Self::default())?;
        if let Some(all) = all.as_object_mut() {
            all.extend(said);
        }
        serde_json::from_value(all)
    }

    fn write(&self, file: &Path) -> std::io::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(self)?;
        let new = file.with_extension("new");
        std::fs::write(&new, text)?;
        std::fs::rename(new, file)
    }
}

impl App {
    /// The settings.
    pub fn settings(&self) -> Settings {
        self.inner.settings.lock().clone()
    }

    /// The texts in the language of the person.
    pub fn text(&self) -> Text {
        Text::new(self.settings().language.unwrap_or_default().tag())
    }

    /// Replaces the settings; which workspace was open last is not for the caller to say.
    ///
    /// # Errors
    /// When they cannot be written; then the former ones hold.
    pub fn set_settings(&self, settings: Settings) -> Result<Settings, AppError> {
        let workspace = self.settings().workspace;
        self.keep_settings(Settings { workspace, ..settings })
    }

    pub(crate) fn keep_settings(&self, settings: Settings) -> Result<Settings, AppError> {
        if let Some(file) = &self.inner.environment.settings_file {
            settings.write(file).map_err(|error| AppError::io(file, &error))?;
        }
        let former = std::mem::replace(&mut *self.inner.settings.lock(), settings.clone());
        if former.language != settings.language {
            self.tell(&AppEvent::Language);
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;
    use crate::test_app::TestApp;

    #[test]
    fn another_language_is_told_and_other_choices_are_not() {
        let test = TestApp::new(Language::En);
        let told = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&told);
        test.app.subscribe(move |event| {
            if matches!(event, AppEvent::Language) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        let settings = test.app.settings();
        test.app.set_settings(Settings { theme: Theme::Dark, ..settings.clone() }).unwrap();
        assert_eq!(told.load(Ordering::Relaxed), 0);
        test.app.set_settings(Settings { language: Some(Language::Fr), ..settings }).unwrap();
        assert_eq!(told.load(Ordering::Relaxed), 1);
        assert_eq!(test.app.text().language(), "fr");
    }
}
