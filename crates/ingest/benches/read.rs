//! Reading delimited text: 100,000 rows of 15 columns, beside the bare tokeniser.

use std::{fmt::Write as _, hint::black_box, ops::ControlFlow, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sales_ingest::read::{LayoutOverrides, RowBatch, RowReader, clean, detect, inspect};

const ROWS: usize = 100_000;

fn contacts() -> String {
    let mut text = String::from(
        "First Name,Last Name,Email,Phone,Mobile,Company,Job Title,Industry,Company Size,Website,LinkedIn URL,City,\
         Postal Code,Country,Notes\n",
    );
    for row in 0..ROWS {
        let note = if row % 3 == 0 { "\"met at the fair, call \"\"soon\"\"\"" } else { "" };
        let city = if row % 4 == 0 { "\"New York, NY\"" } else { "Orléans" };
        writeln!(
            text,
            "Élodie,Lefèvre,e.lefevre{row}@exemple{row}.fr,+33 4 72 {row:06},06{row:08},Exemple {row} SARL,Chargée de \
             communication,Manufacturing,501-1000,https://www.exemple{row}.fr/,,{city},{:05},France,{note}",
            row % 100_000
        )
        .expect("writing to a string does not fail");
    }
    text
}

fn tokenise(text: &[u8]) -> usize {
    let mut reader = csv_core::Reader::new();
    let (mut input, mut rows) = (text, 0);
    let (mut cells, mut ends) = ([0; 4096], [0; 64]);
    loop {
        let (result, read, ..) = reader.read_record(input, &mut cells, &mut ends);
        input = &input[read..];
        match result {
            csv_core::ReadRecordResult::Record => rows += 1,
            csv_core::ReadRecordResult::End => return rows,
            _ => {}
        }
    }
}

fn read(path: &Path) -> usize {
    let layout = detect(path, &LayoutOverrides::default()).expect("the file is text");
    let mut reader = RowReader::open(path, &layout).expect("the file is there");
    let mut batch = RowBatch::new();
    let mut rows = 0;
    loop {
        match reader.next_batch(&mut batch, 1_024).expect("the file is there") {
            0 => return rows,
            more => rows += more,
        }
    }
}

fn benches(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("contacts.csv");
    let text = contacts();
    std::fs::write(&path, &text).expect("room for the file");
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("csv_core alone", |bencher| bencher.iter(|| black_box(tokenise(text.as_bytes()))));
    group.bench_function("rows", |bencher| bencher.iter(|| black_box(read(&path))));
    group.bench_function("detect", |bencher| bencher.iter(|| detect(&path, &LayoutOverrides::default())));
    group.bench_function("inspect", |bencher| {
        bencher.iter(|| inspect(&path, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(())));
    });
    group.bench_function("clean", |bencher| {
        bencher.iter(|| clean(&path, &LayoutOverrides::default(), std::io::sink()));
    });
    group.finish();
}

criterion_group!(read_benches, benches);
criterion_main!(read_benches);
