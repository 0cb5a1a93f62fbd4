//! Normal forms against numbers, addresses and names whose truth is known.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use sales_ingest::normal::{company, country::Country, domain, email, phone};
use serde_json::Value;

/// The figures of `data/norm`.
///
/// # Errors
/// When a file cannot be read.
pub fn evaluate(data: &Path) -> Result<String> {
    let data = data.join("norm");
    let mut report = String::from("normal forms\n");
    phones(&data.join("phones_truth_dev.csv"), &mut report)?;
    addresses(&data.join("isemail/tests.json"), &mut report)?;
    legal_forms(&data.join("cleanco_terms.json"), &mut report)?;
    company_names(&data.join("dnb_name_matching"), &mut report)?;
    domains(&data.join("psl/test_psl.txt"), &mut report)?;
    Ok(report)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// Right of all.
#[derive(Default, Clone, Copy)]
struct Share {
    right: u32,
    all: u32,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += u32::from(right);
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = 100.0 * f64::from(self.right) / f64::from(self.all.max(1));
        write!(f, "{} of {} ({percent:.2} %)", self.right, self.all)
    }
}

/// Columns: region, number as written, E.164 (empty when it is none), type, spelling, extension.
fn phones(path: &Path, out: &mut String) -> Result<()> {
    let mut buffer = String::new();
    let (mut numbers, mut negatives) = (Share::default(), Share::default());
    let mut spellings: BTreeMap<String, Share> = BTreeMap::new();
    let text = read(path)?;
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split(',').collect();
        let &[region, raw, e164, _, spelling, extension] = columns.as_slice() else { continue };
        let found = phone::normal(raw, Country::from_code(region), &mut buffer);
        if e164.is_empty() {
            negatives.count(found.is_err());
        } else {
            let right = found.is_ok_and(|form| form.e164 == e164 && form.extension.unwrap_or_default() == extension);
            numbers.count(right);
            spellings.entry(spelling.to_owned()).or_default().count(right);
        }
    }
    writeln!(out, "  phones: {numbers} right in E.164 and extension; negatives refused: {negatives}")?;
    for (spelling, share) in spellings.iter().filter(|(_, share)| share.right < share.all) {
        writeln!(out, "    {spelling}: {share}")?;
    }
    Ok(())
}

/// Good: valid by RFC 5321, whatever DNS says. Bad: no address at all. What only RFC 5322 or its
/// obsolete parts allow is not counted.
fn addresses(path: &Path, out: &mut String) -> Result<()> {
    let mut buffer = String::new();
    let (mut good, mut bad) = (Share::default(), Share::default());
    let (mut good_cells, mut bad_cells) = (Share::default(), Share::default());
    let tests: Value = serde_json::from_str(&read(path)?)?;
    for test in tests.as_array().into_iter().flatten() {
        let (Some(address), Some(category)) = (test["address"].as_str(), test["category"].as_str()) else { continue };
        let (valid, has_form) = (email::validate(address).is_ok(), email::normal(address, &mut buffer).is_ok());
        match category {
            "ISEMAIL_VALID_CATEGORY" | "ISEMAIL_DNSWARN" | "ISEMAIL_RFC5321" => {
                good.count(valid);
                good_cells.count(has_form);
            }
            "ISEMAIL_ERR" => {
                bad.count(!valid);
                bad_cells.count(!has_form);
            }
            _ => {}
        }
    }
    writeln!(out, "  e-mail addresses: good accepted {good}, bad refused {bad}")?;
    writeln!(
        out,
        "  e-mail cells (line breaks around and a final dot forgiven): good accepted {good_cells}, bad refused {bad_cells}"
    )?;
    Ok(())
}

fn legal_forms(path: &Path, out: &mut String) -> Result<()> {
    let mut buffer = String::new();
    let mut share = Share::default();
    let mut left = BTreeSet::new();
    let terms: Value = serde_json::from_str(&read(path)?)?;
    let lists = ["terms_by_type", "terms_by_country"].iter().filter_map(|key| terms[*key].as_object());
    for term in lists.flat_map(|lists| lists.values()).filter_map(Value::as_array).flatten().filter_map(Value::as_str) {
        let is_off = company::name_key(&format!("Zyxwv {term}"), &mut buffer).key == "zyxwv";
        share.count(is_off);
        if !is_off {
            left.insert(term);
        }
    }
    writeln!(out, "  legal forms taken off: {share}; left on: {left:?}")?;
    Ok(())
}

/// How many distorted names keep the key of the name (an exact key is not made to find the rest),
/// and how many different names share a key.
fn company_names(folder: &Path, out: &mut String) -> Result<()> {
    let names = |file: &str| -> Result<Vec<String>> { Ok(super::companies::second_column(&read(&folder.join(file))?)) };
    let (clean, distorted) = (names("test_names.csv")?, names("adjusted_test_names.csv")?);
    let mut buffer = String::new();
    let mut keys = |names: &[String]| -> Vec<String> {
        names.iter().map(|name| company::name_key(name, &mut buffer).key.to_owned()).collect()
    };
    let (clean_keys, distorted_keys) = (keys(&clean), keys(&distorted));
    let mut same = Share::default();
    for (clean, distorted) in clean_keys.iter().zip(&distorted_keys) {
        same.count(clean == distorted);
    }
    let distinct: BTreeSet<&String> = clean_keys.iter().collect();
    writeln!(
        out,
        "  company names: {same} distorted names keep their key; {} keys of {} names",
        distinct.len(),
        clean.len()
    )?;
    Ok(())
}

/// Lines `checkPublicSuffix('input', 'registrable');`; lists of the public suffix project.
fn domains(path: &Path, out: &mut String) -> Result<()> {
    let (mut buffer, mut expected) = (String::new(), String::new());
    let mut share = Share::default();
    for line in read(path)?.lines() {
        let Some(call) = line.strip_prefix("checkPublicSuffix(").and_then(|rest| rest.split(')').next()) else {
            continue;
        };
        let Some((input, registrable)) = call.split_once(", ") else { continue };
        let found = domain::registrable(input.trim_matches('\''), &mut buffer).registrable;
        let truth = match registrable {
            "null" => "",
            name => domain::registrable(name.trim_matches('\''), &mut expected).registrable,
        };
        share.count(found == truth);
    }
    writeln!(out, "  registrable domains: {share}")?;
    Ok(())
}
