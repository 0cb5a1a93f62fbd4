//! Offers and ideal customers.

use sales_core::change::Origin;
use sales_ingest::normal::country::Country;
use sales_qualify::{
    icp::{Icp, IcpError},
    offer::{Offer, OfferError},
    score::SettingsError,
};
use sales_store::{
    Db,
    descriptions::{self, Description, DescriptionKind},
    error::StoreError,
};
use serde_json::json;

use super::{Describable, Described, DescriptionView, EditDescription, VersionView, sealed::Sealed, vocabulary};
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

    fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    fn check(&self) -> Result<(), AppError> {
        Self::check(self).map_err(|error| match &error {
            OfferError::NoName => malformed("no_name", ""),
            OfferError::TooLong { field, .. } => malformed("too_long", field),
            OfferError::Currency(code) => malformed("currency", code).with("path", "price.currency"),
        })?;
        vocabulary::check_offer(self)
    }

    fn among_all(self, db: &Db, row: Option<i64>) -> Result<(Vec<Self>, Vec<Icp>), StoreError> {
        Ok((all_with(db, self, row)?, read_all(db)?))
    }
}

impl Sealed for Icp {
    const KIND: DescriptionKind = DescriptionKind::Icp;

    fn name(&self) -> &str {
        &self.name
    }

    fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    fn check(&self) -> Result<(), AppError> {
        vocabulary::check_icp(self)?;
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

    fn among_all(self, db: &Db, row: Option<i64>) -> Result<(Vec<Offer>, Vec<Self>), StoreError> {
        Ok((read_all(db)?, all_with(db, self, row)?))
    }
}

pub(super) fn malformed(reason: &str, value: &str) -> AppError {
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

    /// Saves what a form says: as a new version of the one that the form is of, whatever it is called now, or as a new
    /// one.
    ///
    /// # Errors
    /// When it cannot be, or another one has its name.
    pub fn described_save<T: Describable>(&self, input: &EditDescription) -> Result<DescriptionView, AppError> {
        let what: T = read(&input.json)?;
        let workspace = self.workspace()?;
        let name = what.name().trim().to_owned();
        let before = input.id.as_deref().map(|id| find::<T>(&workspace, id)).transpose()?;
        let own = before.as_ref().map(|one| one.row);
        if all_of::<T>(&workspace)?.iter().any(|one| is_named(one, &name) && Some(one.row) != own) {
            return Err(malformed("taken", &name));
        }
        let body = serde_json::to_string(&what).map_err(|error| AppError::internal(&error))?;
        match before {
            Some(same) if same.body == body => Ok(view(&same)),
            _ => save(&workspace, T::KIND, own, &name, &body),
        }
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
    let what: T = parse(json)?;
    what.check()?;
    Ok(what)
}

fn parse<T: Describable>(json: &str) -> Result<T, AppError> {
    serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        let reason = if error.is_data() { "fields" } else { "not_json" };
        malformed(reason, &field_of(&error)).with("line", error.line()).with("position", error.column())
    })
}

/// Reads what is tried: as long as nobody saves it, it needs no name.
pub(super) fn draft<T: Describable>(json: &str) -> Result<T, AppError> {
    let mut what: T = parse(json)?;
    if what.name().trim().is_empty() {
        what.rename("?");
    }
    what.check()?;
    Ok(what)
}

/// The row of what a draft would take the place of: the one that it is of, or that has its name.
pub(super) fn row_of_draft<T: Describable>(
    workspace: &Workspace,
    input: &EditDescription,
    what: &T,
) -> Result<Option<i64>, AppError> {
    if let Some(id) = &input.id {
        return Ok(Some(find::<T>(workspace, id)?.row));
    }
    let same = all_of::<T>(workspace)?.into_iter().find(|one| is_named(one, what.name()));
    Ok(same.map(|one| one.row))
}

/// All of a kind, with one that is not saved in the place of the one in this row, or behind all others.
fn all_with<T: Describable>(db: &Db, what: T, row: Option<i64>) -> Result<Vec<T>, StoreError> {
    let mut draft = Some(what);
    let mut all = Vec::new();
    for one in descriptions::all(db, T::KIND)? {
        match draft.take_if(|_| Some(one.row) == row) {
            Some(draft) => all.push(draft),
            None => all.extend(read_body(&one.body)),
        }
    }
    all.extend(draft);
    Ok(all)
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
pub(super) fn read_all<T: Describable>(db: &Db) -> Result<Vec<T>, StoreError> {
    Ok(descriptions::all(db, T::KIND)?.iter().filter_map(|one| read_body(&one.body)).collect())
}

/// The same of JSON.
pub(super) fn read_bodies<T: Describable>(bodies: &[String]) -> Vec<T> {
    bodies.iter().filter_map(|body| read_body(body)).collect()
}

fn read_body<T: Describable>(body: &str) -> Option<T> {
    let read = serde_json::from_str(body);
    read.inspect_err(|error| tracing::warn!(%error, "a description cannot be read")).ok()
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
