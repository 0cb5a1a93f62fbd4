//! The country of the person: phone numbers without a country are read as numbers of it.

use std::sync::Arc;

use parking_lot::Mutex;
use sales_core::fields::Entity;
use sales_ingest::{matching::KeySeed, normal::country::Country};
use sales_store::{match_keys, store};

use super::{HOME_COUNTRY, Workspace};
pub(super) use crate::normalise::country_of;
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    keys::KeyMaker,
};

impl App {
    /// The codes of all countries, ISO 3166-1 alpha-2.
    pub fn countries_list(&self) -> Vec<String> {
        Country::all().map(|country| country.code().to_owned()).collect()
    }

    /// The code of the country whose phone numbers need no country.
    pub fn home_country_show(&self) -> Result<Option<String>, AppError> {
        Ok(self.workspace()?.home().map(|country| country.code().to_owned()))
    }

    /// Reads phone numbers without a country as numbers of this one from now on: prospects that are
    /// there are found by them too.
    ///
    /// # Errors
    /// When there is no such country, or while an import runs.
    pub fn home_country_set(&self, code: &str) -> Result<(), AppError> {
        let country = country_of(code)?;
        self.keys_renew()?;
        let workspace = self.workspace()?;
        // No import begins meanwhile: it would read its rows as numbers of the former country.
        let running = workspace.import.lock();
        if running.is_some() {
            return Err(AppError::new(ErrorCode::ImportRunning));
        }
        let seed = workspace.key_seed;
        let (former, new) = (key_maker(seed, workspace.home()), key_maker(seed, Some(country)));
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.set_setting(HOME_COUNTRY, country.code())?;
        match_keys::make_anew(&tx, Entity::Prospect, &former, &new)?;
        tx.commit()?;
        workspace.store.set_key_maker(new);
        *workspace.home.lock() = Some(country);
        // What is known was made for one country: whether it is this one is seen when it is asked for next.
        [Entity::Prospect, Entity::Company].into_iter().for_each(|entity| workspace.known.forget(entity));
        Ok(())
    }
}

impl Workspace {
    /// The country whose phone numbers need no country.
    pub fn home(&self) -> Option<Country> {
        *self.home.lock()
    }
}

/// What makes the keys of records for the store.
pub(super) fn key_maker(seed: KeySeed, home: Option<Country>) -> store::KeyMaker {
    let keys = Mutex::new(KeyMaker::new(seed, home));
    Arc::new(move |record, hashes| keys.lock().record(record, hashes))
}
