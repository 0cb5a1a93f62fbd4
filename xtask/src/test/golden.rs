//! Scores are the same bit for bit in builds that are unlike. The step `rust` has them in a development build.

use std::{path::Path, process::Command};

use anyhow::{Result, bail};

use crate::{
    process,
    setup::{self, OTHER_TARGET},
};

/// A build of the crate that makes the scores: what is given to the compiler and to cargo.
struct Build {
    about: &'static str,
    flags: &'static str,
    words: &'static [&'static str],
}

const RELEASE: Build = Build { about: "as it is shipped", flags: "", words: &["--release"] };
const NATIVE: Build = Build { about: "for this very processor", flags: "-Ctarget-cpu=native", words: &["--release"] };
const OTHER: Build = Build { about: "for another target", flags: "", words: &["--target", OTHER_TARGET] };

/// Compares the scores of each build with the golden hash.
pub fn compare(log: &Path) -> Result<()> {
    let mut builds = vec![RELEASE, NATIVE];
    if setup::runs_other_target() {
        builds.push(OTHER);
    } else {
        println!("  without {OTHER_TARGET}: this machine cannot build or run it");
    }
    for build in builds {
        let mut test = build.test();
        if !process::logged(&mut test, log)? {
            bail!("the scores of a build {} differ, or it fails: «{}»", build.about, process::display(&test));
        }
    }
    Ok(())
}

impl Build {
    /// Tests a few crates, in a folder of their own: the flags would otherwise make everything be built again.
    fn test(&self) -> Command {
        let mut cargo = process::cargo();
        cargo.args(["nextest", "run", "--locked", "--package", "sales-qualify", "--test", "it"]).args(self.words);
        cargo.arg("--target-dir").arg(process::target().join("golden")).env("RUSTFLAGS", self.flags);
        cargo.envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "false")]);
        cargo.args(["--filterset", "test(golden::)"]);
        cargo
    }
}
