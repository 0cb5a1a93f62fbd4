//! The stand-in between the test and the web view of the program.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use serde_json::{Value, json};
use tokio::{runtime::Runtime, time::timeout};

use super::{
    GRACE, PATIENCE,
    computer::Computer,
    processes::{self, Server},
    target, wait_for,
};

/// The binary under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_ai-sales-agent");

/// Names a file that the program writes when its first screen stands with its data.
const READY_FILE: &str = "SALES_AGENT_READY_FILE";

/// The program, and the way to tell its window what to do.
pub struct Driver {
    runtime: Runtime,
    client: Option<Client>,
    server: Server,
}

impl Driver {
    /// Starts the program on `computer`, with a file or without.
    pub fn start(computer: &Computer, file: Option<&Path>) -> Self {
        let [port, native_port] = free_ports();
        let ready = computer.home().join("ready");
        // It is there when the program has run on this computer before.
        let _ = fs::remove_file(&ready);
        let mut command = Command::new(tauri_driver());
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        // Without a GPU, drawing without compositing is many times quicker.
        command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1").env(READY_FILE, &ready);
        computer.enter(&mut command);
        let server = Server::start(&command);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = wait_for("the window", || {
            runtime.block_on(async { timeout(PATIENCE, connect(port, file)).await.unwrap() })
        });
        wait_for("the first screen", || ready.is_file().then_some(()));
        Self { runtime, client: Some(client), server }
    }

    /// Asks the window something.
    pub fn ask<T>(&self, question: impl AsyncFnOnce(&Client) -> T) -> T {
        let client = self.client.as_ref().expect("there until the end");
        let answer = self.runtime.block_on(async { timeout(PATIENCE, question(client)).await });
        answer.expect("the window answers")
    }

    /// What `script` gives, for a test that has failed; none when the window does not answer.
    ///
    /// Asked from another thread: the runtime does no work on one that panics.
    pub fn last_words(&self, script: &str) -> Option<Value> {
        let client = self.client.as_ref()?;
        let ask = || self.runtime.block_on(async { timeout(GRACE, client.execute(script, Vec::new())).await });
        thread::scope(|scope| scope.spawn(ask).join()).ok()?.ok()?.ok()
    }
}

impl Drop for Driver {
    /// Closes the window and waits until the program has ended; after a failure it is killed instead.
    fn drop(&mut self) {
        let family = self.server.family();
        let Some(client) = self.client.take().filter(|_| !thread::panicking()) else { return };
        let closed = self.runtime.block_on(async { timeout(GRACE, client.close()).await });
        // A program that hangs or has crashed closes no session; it is killed with the server.
        if matches!(closed, Ok(Ok(()))) {
            let programs = family.into_iter().filter(|id| processes::is_program(*id, PROGRAM)).collect::<Vec<_>>();
            processes::wait_until_gone(&programs);
        }
    }
}

async fn connect(port: u16, file: Option<&Path>) -> Option<Client> {
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".to_owned(), json!("wry"));
    capabilities.insert("tauri:options".to_owned(), json!({ "application": PROGRAM, "args": file.as_slice() }));
    let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
    builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await.ok()
}

/// Two ports that nobody listens at.
fn free_ports() -> [u16; 2] {
    let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// The one that `cargo xtask setup` has built, else the one on the search path.
fn tauri_driver() -> PathBuf {
    let built = target().join("tools/bin/tauri-driver");
    if built.is_file() { built } else { "tauri-driver".into() }
}
