//! Systems whose packages the runner does not install: it says what is missing.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Fails with what to install when something that building needs is missing.
pub fn check() -> Result<()> {
    match std::env::consts::OS {
        "linux" => check_linux(),
        "macos" => check_macos(),
        "windows" => check_windows(),
        other => bail!("{other} is not supported: use Linux, macOS or Windows"),
    }
}

fn check_linux() -> Result<()> {
    let libraries = ["webkit2gtk-4.1", "libsoup-3.0", "librsvg-2.0", "ayatana-appindicator3-0.1", "openssl"];
    if succeeds(Command::new("pkg-config").arg("--exists").args(libraries)) {
        return Ok(());
    }
    bail!(
        "libraries for the window are missing. Install them, then run the same command again:
  Fedora    sudo dnf install webkit2gtk4.1-devel libsoup3-devel librsvg2-devel libayatana-appindicator-gtk3-devel openssl-devel patchelf pkgconf gcc gcc-c++ make file xorg-x11-server-Xvfb ImageMagick
  Arch      sudo pacman -S --needed webkit2gtk-4.1 libsoup3 librsvg libayatana-appindicator openssl patchelf pkgconf base-devel file xorg-server-xvfb imagemagick
  openSUSE  sudo zypper install webkit2gtk3-devel libsoup-devel librsvg-devel libayatana-appindicator3-devel libopenssl-devel patchelf pkgconf gcc gcc-c++ make file xorg-x11-server-Xvfb ImageMagick"
    );
}

fn check_macos() -> Result<()> {
    if succeeds(Command::new("xcode-select").arg("-p")) {
        return Ok(());
    }
    bail!(
        "the command line tools of Xcode are missing. Run this, then the same command again:\n  xcode-select --install"
    );
}

fn check_windows() -> Result<()> {
    // The store's encryption builds OpenSSL, whose build needs Perl.
    if process::find("perl").is_some() {
        return Ok(());
    }
    bail!(
        "Perl is missing. Install these, then run the same command again in a new terminal:
  winget install StrawberryPerl.StrawberryPerl
  winget install Microsoft.VisualStudio.2022.BuildTools   (with «Desktop development with C++»)
  winget install Microsoft.EdgeWebView2Runtime            (Windows 10 only: Windows 11 has it)"
    );
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
