//! A cluster side by side: what each record has, what would stay, and what agrees.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sales_core::fields::{Entity, FIELDS, FieldId};
use sales_ingest::survive::{self, Survived};
use sales_store::{
    Db,
    duplicates::{self as stored, Cluster, ClusterPair},
    error::StoreError,
    record::Record,
    sources, tags,
};

use super::{
    ClusterField, ClusterRecord, ClusterView, FieldEvidence, Kept, PairEvidence, ShowDuplicates,
    agreement::agreement,
    list::{changed_rows, prints_of},
    merge::{COMPANY, company_of, side},
};
use crate::{
    app::App,
    error::AppError,
    lists::count,
    records::{RecordLink, SourceView, clean::Readings, source_view},
};

/// Records that are shown side by side at most.
const MOST_RECORDS: usize = 20;

impl App {
    /// A cluster side by side, as a merge would leave it; none when it is decided about, or no more as it was.
    pub fn duplicates_show(&self, input: &ShowDuplicates) -> Result<Option<ClusterView>, AppError> {
        let workspace = self.workspace()?;
        Ok(workspace.store.read(|db| {
            let Some(cluster) = stored::cluster(db, i64::from(input.cluster))? else { return Ok(None) };
            view(db, cluster, input).map(Some)
        })?)
    }
}

fn view(db: &Db, mut cluster: Cluster, input: &ShowDuplicates) -> Result<ClusterView, StoreError> {
    let records_total = count(cluster.rows.len());
    cluster.rows.truncate(MOST_RECORDS);
    let entity = cluster.entity;
    let records = Record::at_rows(db, entity, &cluster.rows)?;
    let pairs = stored::pairs_of(db, &cluster)?;
    let changed = changed_in(db, &cluster, &pairs)?;
    let survived = survived(db, &records, input)?;
    let sources: Vec<SourceView> = records
        .iter()
        .map(|record| Ok(source_view(&sources::of_record(db, record)?.0, record)))
        .collect::<Result<_, StoreError>>()?;
    let mut tagged: HashMap<i64, Vec<String>> = HashMap::new();
    for (row, name) in tags::of_rows(db, entity, &cluster.rows)? {
        tagged.entry(row).or_default().push(name);
    }
    let kept = kept(db, entity, &records, &sources, &tagged, &survived)?;
    let fields = fields(&records, &pairs, &survived);
    let readings = Readings::of(db, &records)?;
    let title = |record: &Record| RecordLink::with_job(record).read(record, &readings).title;
    let of_survivor = title(&records[survived.survivor]);
    let mut view_of = |(record, source): (&Record, SourceView)| ClusterRecord {
        id: record.id.to_string(),
        title: title(record),
        source,
        created_at: record.created_at,
        updated_at: record.updated_at,
        changed: changed.contains(&record.row),
        tags: tagged.remove(&record.row).unwrap_or_default(),
    };
    Ok(ClusterView {
        cluster: u32::try_from(cluster.number).unwrap_or(u32::MAX),
        entity,
        title: of_survivor,
        probability: cluster.probability,
        automatic: cluster.automatic,
        vetoes: pairs.iter().filter_map(|pair| pair.veto.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        survivor: count(survived.survivor),
        records_total,
        records: records.iter().zip(sources).map(&mut view_of).collect(),
        fields,
        kept,
    })
}

/// What would stay of the records that a person does not leave out, with the values that were chosen. A
/// prospect's company is among them.
fn survived(db: &Db, records: &[Record], input: &ShowDuplicates) -> Result<Survived, StoreError> {
    let ids: Vec<String> = records.iter().map(|record| record.id.to_string()).collect();
    let mut taken: Vec<usize> = (0..records.len()).filter(|&place| !input.without.contains(&ids[place])).collect();
    if taken.is_empty() {
        taken = (0..records.len()).collect();
    }
    let place_of = |id: &String| taken.iter().position(|&place| ids[place] == *id);
    let choices: BTreeMap<String, usize> =
        input.choices.iter().filter_map(|choice| Some((choice.field.to_string(), place_of(&choice.from)?))).collect();
    let merged: Vec<Record> = taken.iter().map(|&place| records[place].clone()).collect();
    let sides: Vec<_> = merged.iter().map(|record| side(db, record)).collect::<Result<_, _>>()?;
    let mut survived = survive::survive(records[0].entity, &sides, &choices);
    if let Some(place) = company_of(&merged, survived.survivor, &choices)
        && let Some(name) = merged[place].get(COMPANY)
    {
        survived.values.insert(COMPANY.to_owned(), (name.to_owned(), place));
    }
    survived.survivor = taken[survived.survivor];
    for (_, place) in survived.values.values_mut() {
        *place = taken[*place];
    }
    Ok(survived)
}

/// The rows of a cluster whose values are not those that were compared.
pub(super) fn changed_in(db: &Db, cluster: &Cluster, pairs: &[ClusterPair]) -> Result<BTreeSet<i64>, StoreError> {
    let Some(search) = stored::search_of(db, cluster.entity)? else { return Ok(BTreeSet::new()) };
    let now = prints_of(db, cluster.entity, &search.fields, &cluster.rows)?;
    changed_rows(db, &search, pairs, |row| now.get(&row).copied())
}

/// The fields that any of the records has, in the order of forms, custom ones last.
fn fields(records: &[Record], pairs: &[ClusterPair], survived: &Survived) -> Vec<ClusterField> {
    let own = records.iter().flat_map(|record| record.values.keys());
    let names: BTreeSet<&String> = own.chain(survived.values.keys()).collect();
    let evidence: Vec<FieldOfPair> = pairs.iter().flat_map(|pair| of_pair(records, pair)).collect();
    let mut fields: Vec<ClusterField> = names
        .into_iter()
        .filter_map(|name| {
            let field: FieldId = name.parse().ok()?;
            let survives = survived.values.get(name);
            let evidence: Vec<FieldEvidence> =
                evidence.iter().filter(|one| one.field == *name).map(|one| one.evidence.clone()).collect();
            Some(ClusterField {
                values: records.iter().map(|record| record.get(name).map(str::to_owned)).collect(),
                kept: survives.map(|(value, _)| value.clone()),
                from: survives.map(|&(_, place)| count(place)),
                agreement: evidence.iter().min_by(|a, b| a.weight.total_cmp(&b.weight)).map(|one| one.agreement),
                evidence,
                field,
            })
        })
        .collect();
    let place = |field: &str| FIELDS.iter().position(|def| def.id == field).unwrap_or(FIELDS.len());
    fields.sort_by_key(|field| place(field.field.as_str()));
    fields
}

/// What a pair says about a field.
struct FieldOfPair {
    field: String,
    evidence: FieldEvidence,
}

fn of_pair(records: &[Record], pair: &ClusterPair) -> Vec<FieldOfPair> {
    let place = |row: i64| records.iter().position(|record| record.row == row);
    let [Some(left), Some(right)] = pair.rows.map(place) else { return Vec::new() };
    let evidence: Vec<PairEvidence> = serde_json::from_str(&pair.evidence).unwrap_or_default();
    let sides = [&records[left].values, &records[right].values];
    evidence
        .into_iter()
        .map(|one| FieldOfPair {
            evidence: FieldEvidence {
                left: count(left),
                right: count(right),
                agreement: agreement(&one.field, &one.level, sides),
                weight: one.weight.unwrap_or_default(),
            },
            field: one.field,
        })
        .collect()
}

/// What the one record would have of what is not a value.
fn kept(
    db: &Db,
    entity: Entity,
    records: &[Record],
    sources: &[SourceView],
    tagged: &HashMap<i64, Vec<String>>,
    survived: &Survived,
) -> Result<Kept, StoreError> {
    let rows: Vec<i64> = records.iter().map(|record| record.row).collect();
    let tags: BTreeSet<String> = tagged.values().flatten().cloned().collect();
    let imports: BTreeSet<&String> = sources.iter().filter_map(|source| source.import_id.as_ref()).collect();
    let prospects = match entity {
        Entity::Company => Record::prospects_of_companies(db, &rows)?.values().sum(),
        Entity::Prospect => 0,
    };
    Ok(Kept {
        tags: tags.into_iter().collect(),
        prospects,
        notes: count(records.iter().filter(|record| record.get("notes").is_some()).count()),
        imports: count(imports.len()),
        left_over: survived.left_over.iter().map(|(_, value, _)| value.clone()).collect(),
    })
}
