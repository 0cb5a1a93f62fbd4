//! The stand-in between the test and the web view of the program.

use std::{net::TcpListener, process::Command, time::Duration};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use serde_json::json;
use tokio::{runtime::Runtime, time::timeout};

use super::{
    GRACE, PATIENCE,
    computer::Computer,
    processes::{self, Server},
    wait_for,
};

/// The binary under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_ai-sales-agent");

/// The program, and the way to tell its window what to do.
pub struct Driver {
    runtime: Runtime,
    client: Option<Client>,
    server: Server,
}

impl Driver {
    /// Starts the program on `computer`.
    pub fn start(computer: &Computer) -> Self {
        let [port, native_port] = free_ports();
        let mut command = Command::new("tauri-driver");
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        // Without a GPU, drawing without compositing is many times quicker.
        command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1").env("GDK_BACKEND", "x11");
        computer.enter(&mut command);
        let server = Server::start(&command);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client =
            wait_for("the window", || runtime.block_on(async { timeout(PATIENCE, connect(port)).await.unwrap() }));
        Self { runtime, client: Some(client), server }
    }

    /// Asks the window something.
    pub fn ask<T>(&self, question: impl AsyncFnOnce(&Client) -> T) -> T {
        self.try_to_ask(PATIENCE, question).expect("the window answers")
    }

    /// Asks the window something; none when it does not answer in time.
    pub fn try_to_ask<T>(&self, patience: Duration, question: impl AsyncFnOnce(&Client) -> T) -> Option<T> {
        let client = self.client.as_ref()?;
        self.runtime.block_on(async { timeout(patience, question(client)).await.ok() })
    }
}

impl Drop for Driver {
    /// Closes the window and waits until the program has ended.
    fn drop(&mut self) {
        let family = self.server.family();
        let Some(client) = self.client.take() else { return };
        let closed = self.runtime.block_on(async { timeout(GRACE, client.close()).await });
        // A program that hangs or has crashed closes no session; it is killed with the server.
        if matches!(closed, Ok(Ok(()))) {
            let programs = family.into_iter().filter(|id| processes::is_program(*id, PROGRAM)).collect::<Vec<_>>();
            processes::wait_until_gone(&programs);
        }
    }
}

async fn connect(port: u16) -> Option<Client> {
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".to_owned(), json!("wry"));
    capabilities.insert("tauri:options".to_owned(), json!({ "application": PROGRAM }));
    let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
    builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await.ok()
}

/// Two ports that nobody listens at.
fn free_ports() -> [u16; 2] {
    let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}
