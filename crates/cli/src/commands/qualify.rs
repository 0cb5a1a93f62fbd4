//! Scores and what explains them.

use std::io::{self, BufWriter, Write as _};

use sales_app::{
    qualify::{GradesView, NoticeOf, PartView, SaveNotice, ScoreView, SentenceView, SetScore},
    settings::Language,
};
use sales_core::time::UtcDay;
use serde_json::json;

use crate::{
    args::{Common, ExplainArgs, NoticeArgs, OverrideArgs, QualifyArgs},
    output::{Failure, Output},
    session,
    table::{Table, printable},
};

/// Makes scores: of some prospects, or of all. As JSON, a line each.
pub fn run(common: &Common, output: Output, arguments: &QualifyArgs) -> Result<(), Failure> {
    let app = session::open(common)?;
    let as_of = arguments.as_of.as_deref();
    if !arguments.all {
        return scores(output, &app.qualify(&arguments.ids, as_of)?);
    }
    let made = app.qualify_all(as_of)?;
    if !output.json {
        return grades(output, &made);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    app.qualify_each(as_of, &mut |score| {
        serde_json::to_writer(&mut out, score)?;
        Ok::<(), Failure>(writeln!(out)?)
    })?;
    Ok(out.flush()?)
}

fn scores(output: Output, scores: &[ScoreView]) -> Result<(), Failure> {
    if output.json {
        let mut out = BufWriter::new(io::stdout().lock());
        for score in scores {
            serde_json::to_writer(&mut out, score)?;
            writeln!(out)?;
        }
        return Ok(out.flush()?);
    }
    let names = ["id", "final", "grade", "b", "a", "n", "t", "fit", "confidence"];
    let headers = names.map(|name| output.text.say(&format!("cli.qualify.{name}"), &[])).to_vec();
    let whole = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), |value| format!("{value:.0}"));
    let row = |score: &ScoreView| {
        let ScoreView { id, total, grade, b, a, n, t, fit, confidence, set, .. } = score;
        // What a person set, with the one that is made behind it.
        let shown = |set: Option<String>, made: String| set.map_or(made.clone(), |set| format!("{set} ({made})"));
        let of_set = set.as_ref();
        let mut row = vec![
            id.clone(),
            shown(of_set.map(|set| set.total.to_string()), total.to_string()),
            shown(of_set.map(|set| set.grade.clone()), grade.clone()),
        ];
        row.extend([b, a, n, t, fit].map(|value| whole(*value)));
        row.push(format!("{:.0} %", confidence * 100.0));
        row
    };
    let rows: Vec<_> = scores.iter().map(row).collect();
    Ok(output.write(&Table::new(headers).numbers_from(3).lines(&rows).join("\n"))?)
}

fn grades(output: Output, made: &GradesView) -> Result<(), Failure> {
    let mut lines: Vec<(&str, String)> = vec![
        ("cli.qualify.as_of", made.as_of.clone()),
        ("cli.qualify.prospects", output.number(made.prospects)),
        ("cli.qualify.changed", output.number(made.changed)),
    ];
    let of_grades = made.grades.iter().map(|of| format!("{} {}", of.grade, output.number(of.prospects)));
    lines.push(("cli.qualify.grades", of_grades.collect::<Vec<_>>().join(", ")));
    output.result(&json!(made), &lines)
}

/// Sets the score of a prospect by hand, or lets it stand as it is made.
pub fn set(common: &Common, output: Output, arguments: OverrideArgs) -> Result<(), Failure> {
    let OverrideArgs { id, score, grade, reason, until, remove } = arguments;
    let app = session::open(common)?;
    let score = if remove {
        app.score_unset(&id)?
    } else {
        let (reason, until) = (reason.unwrap_or_default(), until.unwrap_or_default());
        app.score_set(&SetScore { prospect: id, total: score, grade, reason, until })?
    };
    scores(output, &[score])
}

/// Writes what there is to say of a score.
pub fn explain(common: &Common, output: Output, arguments: &ExplainArgs) -> Result<(), Failure> {
    let app = session::open(common)?;
    let told = |sentences: Vec<SentenceView>| {
        let sentences: Vec<String> = sentences.into_iter().map(|sentence| sentence.text).collect();
        output.write(&sentences.join("\n"))
    };
    if let Some(since) = &arguments.since {
        let moved = app.score_moved_since_day(&arguments.id, since, output.text)?;
        return if output.json { output.result(&json!(moved), &[]) } else { Ok(told(moved.sentences)?) };
    }
    let explained = app.explain(&arguments.id, arguments.as_of.as_deref(), output.text)?;
    if output.json {
        return output.result(&json!(explained), &[]);
    }
    told(explained.sentences)?;
    Ok(output.write(&format!("\n{}", points(output, &explained.score).join("\n")))?)
}

/// The parts that have points, with where each is from and its words below; the points sum to the score.
fn points(output: Output, score: &ScoreView) -> Vec<String> {
    let say = |name: &str| output.text.say(&format!("cli.explain.{name}"), &[]);
    let today = UtcDay::from_iso(&score.as_of);
    let age = |date: &str| {
        let days = today?.days_since(UtcDay::from_iso(date)?);
        Some(output.text.count("cli.explain.days", u64::try_from(days).unwrap_or_default(), &[]))
    };
    let row = |part: &PartView| {
        let date = part.date.as_deref();
        let source = part.source.as_ref().map(|source| output.text.say(&format!("qualify.sources.{source}"), &[]));
        vec![
            format!("{:+}", part.points),
            part.dim.clone(),
            part.name(output.text),
            source.unwrap_or_default(),
            date.map(|date| output.text.day(date)).unwrap_or_default(),
            date.and_then(age).unwrap_or_default(),
            part.without.map(|total| total.to_string()).unwrap_or_default(),
        ]
    };
    let parts: Vec<&PartView> = score.breakdown.iter().filter(|part| part.points != 0).collect();
    let mut rows: Vec<Vec<String>> = parts.iter().map(|part| row(part)).collect();
    rows.push(vec![score.total.to_string(), String::new(), say("sum")]);
    let headers = ["points", "dim", "part", "source", "day", "age", "without"].map(say).to_vec();
    let mut lines = Table::new(headers).lines(&rows);
    // From the last to the first, so that the places of those before stay.
    for (place, part) in parts.iter().enumerate().rev() {
        if let Some(quote) = &part.quote {
            lines.insert(place + 2, output.text.say("cli.explain.words", &[("quote", &printable(quote))]));
        }
    }
    lines
}

/// Writes the notice about the score of a prospect: to a file, or to standard output.
pub fn notice(common: &Common, output: Output, arguments: NoticeArgs) -> Result<(), Failure> {
    let app = session::open(common)?;
    let language = if output.text.language() == "fr" { Language::Fr } else { Language::En };
    let of = NoticeOf { prospect: arguments.id, language: Some(language) };
    let notice = match arguments.out {
        Some(path) => {
            app.notice_save(&SaveNotice { of, path: path.clone() }).map_err(|error| error.with("file", path))?
        }
        None => {
            let notice = app.notice(&of)?;
            if !output.json {
                return Ok(output.write(notice.text.trim_end())?);
            }
            notice
        }
    };
    if output.json { output.result(&json!(notice), &[]) } else { Ok(()) }
}
