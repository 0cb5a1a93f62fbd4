//! Duplicates within a file, without a workspace.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufWriter, Write as _},
    ops::ControlFlow,
    path::Path,
};

use sales_core::fields::{Entity, FieldId};
use sales_ingest::{
    dedupe::{self, Matches, Options, Pair, Table},
    mapping::{self, Target},
    read::{self, LayoutOverrides, RowBatch, RowProblem, RowReader},
};
use serde_json::json;

use crate::{
    duplicates::PairEvidence,
    error::{AppError, ErrorCode},
    normalise::country_of,
    outfile::OutFile,
};

/// A file to be searched for duplicates.
#[derive(Debug, Clone)]
pub struct MatchFile<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What its rows are about.
    pub entity: Entity,
    /// A mapping file, and where it was read: what it does not name is guessed.
    pub mapping: Option<(&'a Path, &'a str)>,
    /// Pairs below this probability join nothing, 0 to 1.
    pub min_probability: f64,
    /// The code of the country of phone numbers without a country code.
    pub country: Option<&'a str>,
}

/// Where the results go.
#[derive(Debug, Clone, Copy)]
pub struct MatchOutputs<'a> {
    /// CSV: row, cluster and probability of each row.
    pub clusters: &'a Path,
    /// One JSON object per line and likely pair, with what speaks for and against it.
    pub pairs: Option<&'a Path>,
}

/// What was found in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchView {
    /// Rows that were compared.
    pub rows: u64,
    /// Comments, and headers that come again, which were not.
    pub left_out: u64,
    /// Different persons or companies.
    pub clusters: u64,
    /// Pairs of rows that are likely the same.
    pub pairs: u64,
}

/// Rows that are read at a time.
const CHUNK_ROWS: usize = 8_192;

/// The rows of a file to compare.
struct Rows {
    table: Table,
    /// The number of each row in the file.
    numbers: Vec<u64>,
    left_out: u64,
}

/// Finds the rows of a file that are about the same person or company. Rows are numbered from 1, the
/// header not counted, and so are clusters, in the order of their first rows. Comments and headers that
/// come again are left out as an import leaves them out.
///
/// # Errors
/// When there is no such country, the file or the mapping cannot be read, or the results cannot be
/// written: none of them is begun when one of their places cannot be taken, because a file that is read stands
/// there, or because both would be the same.
pub fn match_file(input: &MatchFile<'_>, outputs: &MatchOutputs<'_>) -> Result<MatchView, AppError> {
    let home = input.country.map(country_of).transpose()?;
    let read = || [input.path].into_iter().chain(input.mapping.map(|(path, _)| path));
    let out = |path: &Path| OutFile::new(path)?.apart_from(read());
    let target = out(outputs.clusters)?;
    let pairs = outputs.pairs.map(|path| out(path)?.beside(&target)).transpose()?;
    let Rows { table, numbers, left_out } = read_rows(input)?;
    let found = dedupe::find(table, &Options { min_probability: input.min_probability, home });
    write_clusters(&target, &found, &numbers)?;
    let count = pairs_of(&found).count() as u64;
    if let Some(pairs) = &pairs {
        write_pairs(pairs, &found, &numbers)?;
    }
    target.complete()?;
    pairs.map(OutFile::complete).transpose()?;
    let clusters: HashSet<u32> = found.clusters().iter().copied().collect();
    Ok(MatchView { rows: numbers.len() as u64, left_out, clusters: clusters.len() as u64, pairs: count })
}

/// The rows of a file, by the fields that its columns are.
fn read_rows(input: &MatchFile<'_>) -> Result<Rows, AppError> {
    let found = read::inspect(input.path, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(()))?;
    let mut targets: Vec<Target> =
        mapping::guess(&found.column_views()).into_iter().map(|guess| guess.target).collect();
    if input.entity == Entity::Company {
        name_companies(&mut targets);
    }
    if let Some((file, json)) = input.mapping {
        let headers: Vec<&str> = found.headers.iter().map(String::as_str).collect();
        let choices = mapping::read_choices(json, &headers)
            .map_err(|error| AppError::from(error).with("file", file.display()))?;
        for (target, choice) in targets.iter_mut().zip(choices) {
            *target = choice.unwrap_or_else(|| target.clone());
        }
    }
    let fields: Vec<(usize, FieldId)> =
        targets.iter().enumerate().filter_map(|(column, target)| Some((column, target.field()?.clone()))).collect();
    if fields.is_empty() {
        return Err(AppError::new(ErrorCode::MappingEmpty).with("file", input.path.display()));
    }
    let table = Table::new(input.entity, fields.iter().map(|(_, field)| field.clone()));
    let mut rows = Rows { table, numbers: Vec::new(), left_out: 0 };
    let mut reader = RowReader::open(input.path, &found.layout)?;
    let mut batch = RowBatch::new();
    while reader.next_batch(&mut batch, CHUNK_ROWS)? > 0 {
        batch.take_out_nuls();
        for row in batch.rows() {
            if row.problem().is_some_and(RowProblem::is_beside_table) {
                rows.left_out += 1;
                continue;
            }
            rows.table.push(fields.iter().map(|&(column, _)| row.cell(column)));
            rows.numbers.push(row.number());
        }
    }
    Ok(rows)
}

/// In a list of companies without a column of their names, what looks like names of persons is these.
fn name_companies(targets: &mut [Target]) {
    let is = |target: &Target, ids: &[&str]| target.field().is_some_and(|field| ids.contains(&field.as_str()));
    if targets.iter().any(|target| is(target, &["company"])) {
        return;
    }
    if let Some(name) = targets.iter_mut().find(|target| is(target, &["full_name", "display_name"]))
        && let Ok(company) = "company".parse()
    {
        *name = Target::Field(company);
    }
}

fn write_clusters(target: &OutFile, found: &Matches, numbers: &[u64]) -> Result<(), AppError> {
    let write = || -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(target.unfinished())?);
        writeln!(out, "row,cluster,probability")?;
        for (row, (number, cluster)) in (0_u32..).zip(numbers.iter().zip(found.clusters())) {
            writeln!(out, "{number},{},{:.4}", cluster + 1, found.probability(row))?;
        }
        out.into_inner()?.sync_all()
    };
    write().map_err(|error| target.unwritable(&error))
}

/// The likely pairs: of equal rows each with the first of them, so that there are never more of these than rows, then
/// those of different rows, each by the first row of its kind.
fn pairs_of(found: &Matches) -> impl Iterator<Item = Pair> + '_ {
    found.repeated().chain(found.pairs())
}

fn write_pairs(target: &OutFile, found: &Matches, numbers: &[u64]) -> Result<(), AppError> {
    let write = || -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(target.unfinished())?);
        for pair in pairs_of(found) {
            let evidence = found.evidence(pair.left, pair.right);
            let evidence: Vec<PairEvidence> = evidence.into_iter().map(Into::into).collect();
            let line = json!({
                "left": numbers[pair.left as usize],
                "right": numbers[pair.right as usize],
                "probability": (pair.probability * 1e4).round() / 1e4,
                "decision": pair.decision().as_str(),
                "hard_key": pair.hard_key.map(dedupe::HardKey::as_str),
                "veto": pair.veto.map(dedupe::Veto::as_str),
                "evidence": evidence,
            });
            writeln!(out, "{line}")?;
        }
        out.into_inner()?.sync_all()
    };
    write().map_err(|error| target.unwritable(&error))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file with the mapping that is guessed.
    fn whole(path: &Path, entity: Entity) -> MatchFile<'_> {
        MatchFile { path, entity, mapping: None, min_probability: 0.5, country: None }
    }

    #[test]
    fn the_only_names_of_a_list_of_companies_are_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("rows.csv"), "name\nJean Martin SARL\nJEAN MARTIN\nMarie Dupont\n").unwrap();
        let file = at("rows.csv");
        let input = whole(&file, Entity::Company);
        let pairs = at("pairs.ndjson");
        match_file(&input, &MatchOutputs { clusters: &at("clusters.csv"), pairs: Some(&pairs) }).unwrap();
        let pair: serde_json::Value = serde_json::from_str(&fs::read_to_string(pairs).unwrap()).unwrap();
        assert_eq!(pair["evidence"][0]["field"], "company");
    }

    #[test]
    fn equal_rows_are_pairs_with_the_first_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let row = "Jean,Dupont,jean.dupont@acme.fr,Acme SAS\n";
        let other = "Marie,Martin,m.martin@other.com,Other Ltd\n";
        fs::write(at("rows.csv"), ["First Name,Last Name,Email,Company\n", row, other, row, row].concat()).unwrap();
        let file = at("rows.csv");
        let input = whole(&file, Entity::Prospect);
        let pairs = at("pairs.ndjson");
        let view = match_file(&input, &MatchOutputs { clusters: &at("clusters.csv"), pairs: Some(&pairs) }).unwrap();
        assert_eq!(view, MatchView { rows: 4, left_out: 0, clusters: 2, pairs: 2 });
        let pairs: Vec<serde_json::Value> =
            fs::read_to_string(pairs).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let rows: Vec<_> = pairs.iter().map(|pair| (pair["left"].clone(), pair["right"].clone())).collect();
        assert_eq!(rows, [(json!(1), json!(3)), (json!(1), json!(4))]);
        for pair in &pairs {
            assert!(pair["probability"].as_f64().unwrap() > 0.99, "{pair}");
            let evidence = pair["evidence"].as_array().unwrap();
            assert_eq!(evidence.len(), 4, "{pair}");
            assert!(evidence.iter().all(|one| one["level"] == "equal"), "{pair}");
        }
    }

    #[test]
    fn what_goes_to_one_place_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("rows.csv"), "First Name,Email\nJean,jean@acme.fr\n").unwrap();
        let file = at("rows.csv");
        let input = whole(&file, Entity::Prospect);
        let refused = |clusters: &Path, pairs: &Path| {
            match_file(&input, &MatchOutputs { clusters, pairs: Some(pairs) }).unwrap_err().code
        };
        let other_name = folder.path().join(".").join("both");
        assert_eq!(refused(&at("both"), &at("both")), ErrorCode::FileWrittenTwice);
        assert_eq!(refused(&at("both"), &other_name), ErrorCode::FileWrittenTwice);
        assert_eq!(refused(&at("rows.csv"), &at("pairs")), ErrorCode::FileIsRead);
        assert_eq!(refused(&at("clusters"), &at("rows.csv")), ErrorCode::FileIsRead);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn rows_have_clusters_and_pairs_have_evidence() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let rows = "First Name,Last Name,Email,Company\n\
            Jean,Dupont,jean.dupont@acme.fr,Acme SAS\n\
            Marie,Martin,m.martin@other.com,Other Ltd\n\
            JEAN,DUPONT,Jean.Dupont@acme.fr,ACME\n";
        let file = at("rows.csv");
        fs::write(&file, rows).unwrap();
        let input = whole(&file, Entity::Prospect);
        let (clusters, pairs) = (at("clusters.csv"), at("pairs.ndjson"));
        let view = match_file(&input, &MatchOutputs { clusters: &clusters, pairs: Some(&pairs) }).unwrap();
        assert_eq!(view, MatchView { rows: 3, left_out: 0, clusters: 2, pairs: 1 });
        let written = fs::read_to_string(clusters).unwrap();
        let cluster: Vec<&str> = written.lines().filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(cluster, ["cluster", "1", "2", "1"]);
        let pair: serde_json::Value = serde_json::from_str(&fs::read_to_string(pairs).unwrap()).unwrap();
        assert_eq!((&pair["left"], &pair["right"]), (&json!(1), &json!(3)));
        assert_eq!(pair["evidence"][2]["field"], "email");
        assert_eq!((&pair["decision"], &pair["hard_key"]), (&json!("automatic"), &json!("email")));
    }
}
