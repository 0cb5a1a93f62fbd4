//! Duplicates: records whose clusters are known, found without labels and without tuning.

use std::{
    collections::HashMap,
    fmt::Write,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use sales_core::fields::{Entity, FieldId};
use sales_ingest::{
    dedupe::{Decision, Matches, Options, Table, find},
    mapping,
    read::{LayoutOverrides, RowBatch, RowReader, inspect},
};
use sales_testkit::duplicates;

/// The figures of `data/dedup`.
///
/// # Errors
/// When a file cannot be read.
pub fn evaluate(data: &Path) -> Result<String> {
    let data = data.join("dedup");
    let mut report = String::from("duplicates (precision, recall, F1 of pairs after clustering)\n");
    let persons = data.join("febrl3_persons");
    let businesses = data.join("fodors_zagats_businesses");
    let without = ["soc_sec_id", "date_of_birth"];
    for (name, folder, entity, left_out) in [
        ("febrl3", &persons, Entity::Prospect, &[][..]),
        ("febrl3 without soc_sec_id and date_of_birth", &persons, Entity::Prospect, &without[..]),
        ("fodors-zagats as companies", &businesses, Entity::Company, &[][..]),
        ("fodors-zagats without source", &businesses, Entity::Company, &["source"][..]),
    ] {
        let (table, truth) = read(folder, entity, left_out)?;
        judge(name, table, &truth, &mut report)?;
    }
    invented(&mut report)?;
    Ok(report)
}

/// Kinds of lists that the data lacks.
fn invented(report: &mut String) -> Result<()> {
    let lists = [
        ("contacts of firms, generated", Entity::Prospect, duplicates::b2b(10_000, 1)),
        ("historical persons, generated", Entity::Prospect, duplicates::historical(2_000, 2)),
        ("names and firms alone, generated", Entity::Prospect, duplicates::colleagues(8_000, 6)),
        ("contacts of firms without e-mail, generated", Entity::Prospect, duplicates::b2b(10_000, 1).without("Email")),
        ("bare company names, generated", Entity::Company, duplicates::companies(5_000, 3)),
        ("bare names near each other, generated", Entity::Company, duplicates::neighbours(4)),
    ];
    for (name, entity, list) in lists {
        let headers: Vec<String> = list.headers.iter().map(|&header| header.to_owned()).collect();
        let columns: Vec<usize> = (0..headers.len()).collect();
        let truth: Vec<String> = list.truth.iter().map(u32::to_string).collect();
        let found = judge(name, table(entity, &headers, &list.rows, &columns), &truth, report)?;
        if !list.strangers.is_empty() {
            let clusters = found.clusters();
            let joined = list.strangers.iter().filter(|[a, b]| clusters[*a] == clusters[*b]).count();
            writeln!(report, "    strangers who look alike: {joined} of {} in one cluster", list.strangers.len())?;
        }
    }
    Ok(())
}

/// The records of a folder and the cluster of each.
fn read(folder: &Path, entity: Entity, left_out: &[&str]) -> Result<(Table, Vec<String>)> {
    let (headers, rows) = cells(&folder.join("records.csv"))?;
    let id = headers.iter().position(|header| header == "id").context("no column id")?;
    let clusters: HashMap<String, String> = cells(&folder.join("gold_clusters.csv"))?
        .1
        .into_iter()
        .filter_map(|row| Some((row.first()?.clone(), row.get(1)?.clone())))
        .collect();
    let truth = rows.iter().map(|row| clusters.get(&row[id]).cloned().unwrap_or_else(|| row[id].clone())).collect();
    let kept: Vec<usize> = (0..headers.len()).filter(|&column| !left_out.contains(&headers[column].as_str())).collect();
    Ok((table(entity, &headers, &rows, &kept), truth))
}

/// The fields that some columns of a file are taken for, with their columns.
pub fn fields(headers: &[String], rows: &[Vec<String>], kept: &[usize]) -> Vec<(usize, FieldId)> {
    let samples: Vec<(Vec<String>, f64)> = kept
        .iter()
        .map(|&column| {
            let filled: Vec<&String> = rows.iter().map(|row| &row[column]).filter(|cell| !cell.is_empty()).collect();
            let fill = filled.len() as f64 / rows.len().max(1) as f64;
            (filled.into_iter().take(200).cloned().collect(), fill)
        })
        .collect();
    let views: Vec<mapping::ColumnView<'_>> = kept
        .iter()
        .zip(&samples)
        .map(|(&column, (samples, fill))| mapping::ColumnView { header: &headers[column], samples, fill: *fill })
        .collect();
    let guesses = kept.iter().zip(mapping::guess(&views));
    guesses.filter_map(|(&column, guess)| Some((column, guess.target.field()?.clone()))).collect()
}

/// A table of some columns of a file, by the fields that they are taken for.
pub fn table(entity: Entity, headers: &[String], rows: &[Vec<String>], kept: &[usize]) -> Table {
    let fields = fields(headers, rows, kept);
    let mut table = Table::new(entity, fields.iter().map(|(_, field)| field.clone()));
    for row in rows {
        table.push(fields.iter().map(|&(column, _)| row[column].as_str()));
    }
    table
}

type Cells = (Vec<String>, Vec<Vec<String>>);

fn cells(path: &PathBuf) -> Result<Cells> {
    fs::metadata(path).with_context(|| path.display().to_string())?;
    let found = inspect(path, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(()))?;
    let mut reader = RowReader::open(path, &found.layout)?;
    let mut batch = RowBatch::new();
    let mut rows = Vec::new();
    while reader.next_batch(&mut batch, 8_192)? > 0 {
        let width = found.headers.len();
        rows.extend(batch.rows().map(|row| (0..width).map(|column| row.cell(column).to_owned()).collect()));
    }
    Ok((found.headers, rows))
}

/// Pairs, by the sizes of groups.
fn pairs<Key: std::hash::Hash + Eq>(keys: impl Iterator<Item = Key>) -> f64 {
    let mut sizes: HashMap<Key, u64> = HashMap::new();
    keys.for_each(|key| *sizes.entry(key).or_default() += 1);
    sizes.values().fold(0.0, |sum, &size| sum + (size * (size - 1) / 2) as f64)
}

/// Precision, recall and F1 of pairs after clustering.
pub fn scores<Key: std::hash::Hash + Eq>(found: &Matches, truth: &[Key]) -> [f64; 3] {
    let clusters = found.clusters();
    let right = pairs(clusters.iter().zip(truth));
    let [precision, recall] =
        [pairs(clusters.iter()), pairs(truth.iter())].map(|all| if all == 0.0 { 1.0 } else { right / all });
    let f1 = if right == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    [precision, recall, f1]
}

/// Searches a table and says how right the answer is.
pub fn judge(name: &str, table: Table, truth: &[String], report: &mut String) -> Result<Matches> {
    let before = cpu();
    let found = find(table, &Options::default());
    let seconds = (cpu().saturating_sub(before)).as_secs_f64();
    let [precision, recall, f1] = scores(&found, truth);
    let [[right, all], [right_merged, all_merged]] = unasked(&found, truth);
    writeln!(
        report,
        "  {name}: {precision:.4} {recall:.4} {f1:.4}; automatic: {right} of {all} pairs, {right_merged} of \
         {all_merged} pairs of merged clusters right; {seconds:.2} s CPU, peak {} MB",
        peak_memory()
    )?;
    Ok(found)
}

/// Of the pairs that may be joined without asking, and of the pairs of the clusters that are, how many are right.
pub fn unasked<Who: std::hash::Hash + Eq>(found: &Matches, truth: &[Who]) -> [[f64; 2]; 2] {
    let (mut right, mut all) = (0.0, 0.0);
    for pair in found.pairs().filter(|pair| pair.decision() == Decision::Automatic) {
        all += 1.0;
        right += f64::from(u8::from(truth[pair.left as usize] == truth[pair.right as usize]));
    }
    let clusters = found.clusters().iter().zip(truth);
    let merged = || clusters.clone().filter(|(cluster, _)| found.decision(**cluster) == Decision::Automatic);
    [[right, all], [pairs(merged()), pairs(merged().map(|(cluster, _)| cluster))]]
}

/// The CPU time of this program so far.
fn cpu() -> Duration {
    // Fields 14 and 15 of `stat`, in hundredths of a second; the name in front may hold spaces.
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times = stat.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    Duration::from_millis(times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10)
}

/// The most memory this program had, in MB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1_024
}
