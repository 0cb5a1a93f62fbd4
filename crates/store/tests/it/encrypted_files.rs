//! No marker that was stored may be found in any file, while the workspace is open or after.

use std::{path::Path, time::Duration};

use sales_store::backup;

use crate::support::{NOW, PASSPHRASE, Workspace, files, go_on};

const MARKER: &str = "ZEBRE-CANARI-7f3a";

fn assert_hidden(folder: &Path, secrets: &[Vec<u8>], when: &str) {
    for (file, content) in files(folder) {
        for secret in secrets {
            let found = memchr::memmem::find(&content, secret).is_some();
            assert!(!found, "{when}: {} holds {:?}", file.display(), String::from_utf8_lossy(secret));
        }
    }
}

#[test]
fn nothing_stored_is_ever_readable_on_the_disk() {
    let workspace = Workspace::create();
    let utf16: Vec<u8> = MARKER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let code = workspace.recovery_code.reveal();
    let secrets = [
        MARKER.as_bytes().to_vec(),
        utf16,
        b"SQLite format 3".to_vec(),
        b"CREATE TABLE".to_vec(),
        PASSPHRASE.as_bytes().to_vec(),
        code.as_bytes().to_vec(),
    ];
    let root = workspace.root().to_owned();
    let connection = workspace.connect();
    connection
        .execute_batch(&format!(
            "CREATE TABLE marked (id INTEGER PRIMARY KEY, v TEXT);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
             INSERT INTO marked SELECT i, '{MARKER} ' || i FROM n;
             CREATE INDEX marked_v ON marked (v);"
        ))
        .unwrap();
    assert!(root.join("workspace.db-wal").metadata().unwrap().len() > 100_000, "the log holds the rows");
    assert_hidden(&root, &secrets, "after writing");

    connection.execute_batch("BEGIN; UPDATE marked SET v = v || '!';").unwrap();
    let sorted: i64 = connection
        .query_row("SELECT count(*) FROM (SELECT DISTINCT v FROM marked ORDER BY substr(v, 10) DESC)", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(sorted, 20_000);
    assert_hidden(&root, &secrets, "in a large transaction, after a sort");
    connection.execute_batch("COMMIT").unwrap();

    let mut seen = 0;
    backup::create(&workspace.dir, &workspace.key, &root.join("copy.salesbackup"), NOW, &mut |_| {
        seen += 1;
        assert_hidden(&root, &secrets, "during a backup");
        go_on(())
    })
    .unwrap();
    assert!(seen > 3);

    connection.busy_timeout(Duration::ZERO).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM;").unwrap();
    assert_hidden(&root, &secrets, "after a vacuum");
    drop(connection);
    assert_hidden(&root, &secrets, "after closing");
}
