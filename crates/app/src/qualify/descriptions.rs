//! Offers and ideal customers.

use sales_core::change::Origin;
use sales_ingest::normal::country::Country;
use sales_qualify::{
    icp::{Icp, IcpError},
    offer::{Offer, OfferError},
    score::SettingsError,
};
use sales_store::descriptions::{self, Description, DescriptionKind};
use serde_json::json;

use super::{Describable, Described, DescriptionView, VersionView, sealed::Sealed};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    workspace::Workspace,
};

impl Sealed for Offer {
    const KIND: DescriptionKind = DescriptionKind::Offer;

    fn name(&self) -> &str {
        &self.name
    }

    fn check(&self) -> Result<(), AppError> {
        Self::check(self).map_err(|error| {
            let (reason, value) = match &error {
                OfferError::NoName => ("no_name", String::new()),
                OfferError::TooLong { field, .. } => ("too_long", (*field).to_owned()),
                OfferError::Currency(code) => ("currency", code.clone()),
            };
            malformed(reason, &value)
        })
    }
}

impl Sealed for Icp {
    const KIND: DescriptionKind = DescriptionKind::Icp;

    fn name(&self) -> &str {
        &self.name
    }

    fn check(&self) -> Result<(), AppError> {
        self.profile().map(|_| ()).map_err(|error| {
            let (reason, value) = match &error {
                IcpError::NoName => ("no_name", String::new()),
                IcpError::NoWeight | IcpError::Score(SettingsError::NoWeight) => ("no_weight", String::new()),
                IcpError::Weight { criterion, .. } => ("too_heavy", criterion.as_str().to_owned()),
                IcpError::Score(SettingsError::TooLarge { field, .. }) => ("too_heavy", (*field).to_owned()),
                IcpError::Span { criterion, .. } => ("span", criterion.as_str().to_owned()),
                IcpError::Contradiction(both) => ("contradiction", both.clone()),
                IcpError::Industry(name) => ("industry", name.clone()),
                IcpError::Country(name) => ("country", name.clone()),
                IcpError::TooLong(_) => ("too_long", String::new()),
            };
            malformed(reason, &value)
        })
    }
}

fn malformed(reason: &str, value: &str) -> AppError {
    AppError::new(ErrorCode::DescriptionMalformed).with("reason", reason).with("value", value)
}

impl App {
    /// All offers, or all ideal customers.
    pub fn described_list<T: Describable>(&self) -> Result<Vec<DescriptionView>, AppError> {
        let all = self.workspace()?.store.read(|db| descriptions::all(db, T::KIND))?;
        Ok(all.iter().map(view).collect())
    }

    /// The offer or ideal customer with this identity or name.
    pub fn described_show<T: Describable>(&self, id: &str) -> Result<Described<T>, AppError> {
        let workspace = self.workspace()?;
        let found = find::<T>(&workspace, id)?;
        let versions = workspace.store.read(|db| descriptions::versions(db, found.row))?;
        let versions = versions.iter().map(|version| VersionView { version: version.version, at: version.at });
        let what = serde_json::from_str(&found.body).map_err(|error| AppError::internal(&error))?;
        Ok(Described { view: view(&found), what, versions: versions.collect() })
    }

    /// Reads an offer or ideal customer from JSON and saves it: as a new version of the one of that name, if
    /// there is one.
    pub fn described_set<T: Describable>(&self, json: &str) -> Result<DescriptionView, AppError> {
        let what: T = read(json)?;
        let workspace = self.workspace()?;
        let name = what.name().trim().to_owned();
        let before = all_of::<T>(&workspace)?.into_iter().find(|one| is_named(one, &name));
        let body = serde_json::to_string(&what).map_err(|error| AppError::internal(&error))?;
        if let Some(same) = before.as_ref().filter(|one| one.body == body) {
            return Ok(view(same));
        }
        save(&workspace, T::KIND, before.map(|one| one.row), &name, &body)
    }

    /// Makes a former version the newest one again.
    pub fn described_return<T: Describable>(&self, id: &str, version: u32) -> Result<DescriptionView, AppError> {
        let workspace = self.workspace()?;
        let found = find::<T>(&workspace, id)?;
        let versions = workspace.store.read(|db| descriptions::versions(db, found.row))?;
        let former = versions.into_iter().find(|one| one.version == version);
        let former = former.ok_or_else(|| missing(&format!("{id} v{version}")))?;
        save(&workspace, T::KIND, Some(found.row), &former.name, &former.body)
    }

    /// Puts an offer or ideal customer away: it counts no more.
    pub fn described_remove<T: Describable>(&self, id: &str) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        let found = find::<T>(&workspace, id)?;
        let label = format!("{}_remove", T::KIND.as_str());
        let mut tx = workspace.store.begin(Origin::User, &label, &json!({"name": found.name}))?;
        tx.archive_description(found.row)?;
        tx.commit()?;
        self.qualify_all_again()
    }
}

/// Whether a change of the history is about what prospects are held against.
pub(crate) fn is_about_descriptions(label: &str) -> bool {
    let kinds = [DescriptionKind::Offer, DescriptionKind::Icp];
    kinds.iter().any(|kind| label.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with('_')))
}

/// Reads an offer or ideal customer and checks it.
pub(super) fn read<T: Describable>(json: &str) -> Result<T, AppError> {
    let what: T = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        let reason = if error.is_data() { "fields" } else { "not_json" };
        malformed(reason, &field_of(&error)).with("line", error.line()).with("position", error.column())
    })?;
    what.check()?;
    Ok(what)
}

fn save(
    workspace: &Workspace,
    kind: DescriptionKind,
    row: Option<i64>,
    name: &str,
    body: &str,
) -> Result<DescriptionView, AppError> {
    let label = format!("{}_save", kind.as_str());
    let mut tx = workspace.store.begin(Origin::User, &label, &json!({"name": name}))?;
    let saved = tx.save_description(kind, row, name, body)?;
    tx.commit()?;
    Ok(view(&saved))
}

fn all_of<T: Describable>(workspace: &Workspace) -> Result<Vec<Description>, AppError> {
    Ok(workspace.store.read(|db| descriptions::all(db, T::KIND))?)
}

/// All that can be read; one that a newer version wrote in another way is as good as not there.
pub(super) fn read_all<T: Describable>(db: &sales_store::Db) -> Result<Vec<T>, sales_store::error::StoreError> {
    let bodies: Vec<String> = descriptions::all(db, T::KIND)?.into_iter().map(|one| one.body).collect();
    Ok(read_bodies(&bodies))
}

/// The same of JSON.
pub(super) fn read_bodies<T: Describable>(bodies: &[String]) -> Vec<T> {
    let read = |body: &String| {
        let read = serde_json::from_str(body);
        read.inspect_err(|error| tracing::warn!(%error, "a description cannot be read")).ok()
    };
    bodies.iter().filter_map(read).collect()
}

fn find<T: Describable>(workspace: &Workspace, id: &str) -> Result<Description, AppError> {
    let found = all_of::<T>(workspace)?.into_iter().find(|one| one.id.to_string() == id || is_named(one, id));
    found.ok_or_else(|| missing(id))
}

fn missing(id: &str) -> AppError {
    AppError::new(ErrorCode::DescriptionMissing).with("id", id)
}

fn is_named(description: &Description, name: &str) -> bool {
    description.name.to_lowercase() == name.trim().to_lowercase()
}

fn view(description: &Description) -> DescriptionView {
    let Description { id, name, version, .. } = description;
    DescriptionView { id: id.to_string(), name: name.clone(), version: *version }
}

/// What serde names in its message: the field or value that cannot be.
fn field_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split('`').nth(1).unwrap_or_default().to_owned()
}

/// The code of a country as a record names it.
pub(super) fn country_code(text: &str) -> Option<String> {
    Some(Country::from_name(text.trim())?.code().to_owned())
}
