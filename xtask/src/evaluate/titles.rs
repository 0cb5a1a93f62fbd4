//! Job titles against titles whose level and area are known.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use sales_ingest::normal::title::{Seniority, TitleForm, classify};

/// Titles of `norm/job_titles` whose level and area come out as labelled.
///
/// # Errors
/// When a list cannot be read.
pub fn evaluate(data: &Path) -> Result<String> {
    let mut report = String::from("job titles\n");
    let folder = data.join("norm/job_titles");
    for (name, file, class) in
        [("level", "level_dev.tsv", level as fn(TitleForm) -> &'static str), ("area", "area_dev.tsv", area)]
    {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let (mut right, mut all) = (0, 0);
        let mut differences = String::new();
        for (title, label) in text.lines().skip(1).filter_map(|line| line.rsplit_once('\t')) {
            all += 1;
            let found = class(classify(title));
            if found == label {
                right += 1;
            } else {
                differences += &format!("    {title}: {found} instead of {label}\n");
            }
        }
        let share = 100.0 * f64::from(right) / f64::from(all.max(1));
        report += &format!("  {name}: {right} of {all} ({share:.1} %)\n{differences}");
    }
    Ok(report)
}

/// The five levels of the labels.
fn level(title: TitleForm) -> &'static str {
    match title.seniority {
        Some(Seniority::Owner | Seniority::CLevel) => "C-Suite",
        Some(Seniority::Vp) => "VP",
        Some(Seniority::Director) => "Director",
        Some(Seniority::Manager) => "Manager",
        Some(Seniority::Individual | Seniority::Assistant) | None => "Other",
    }
}

/// The four areas of the labels, which put most who lead into business, whatever they lead.
fn area(title: TitleForm) -> &'static str {
    let leads = title.seniority >= Some(Seniority::Director);
    match (title.function, title.seniority) {
        (Some("sales" | "marketing"), _) => "Sales-Marketing",
        (Some("business_development"), _) | (_, Some(Seniority::Vp)) => "Business",
        (Some("engineering" | "it" | "product" | "design" | "research"), _) => "Technical",
        (Some("data"), seniority) if seniority != Some(Seniority::Director) => "Technical",
        (Some("hr" | "legal" | "communication" | "education" | "consulting" | "strategy"), _) => "Other",
        (None, Some(Seniority::CLevel)) => "Other",
        _ if leads => "Business",
        _ => "Other",
    }
}
