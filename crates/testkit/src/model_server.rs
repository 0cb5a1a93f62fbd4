//! A chat endpoint on this computer that answers as a test wants.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A request that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its method and path.
    pub line: String,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
}

/// What a request is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A status, more headers and a body.
    Http(u16, Vec<(&'static str, String)>, String),
    /// Nothing for so long, then the end of the connection.
    Late(Duration),
    /// So many bytes of a body, as fast as they are taken.
    Flood(u64),
}

impl Reply {
    /// A completion whose text is this.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.chars().fold(String::new(), |mut escaped, c| {
            match c {
                '"' | '\\' => escaped.extend(['\\', c]),
                c if c.is_control() => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => escaped.push(c),
            }
            escaped
        });
        let choice =
            format!(r#"{{"index":0,"message":{{"role":"assistant","content":"{text}"}},"finish_reason":"stop"}}"#);
        let usage = r#"{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}"#;
        let body = format!(
            r#"{{"id":"x","object":"chat.completion","created":0,"model":"m","choices":[{choice}],"usage":{usage}}}"#
        );
        Self::Http(200, Vec::new(), body)
    }
}

type Answerer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// An endpoint that lives as long as the test. It listens on this computer only.
pub struct ModelServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    is_over: Arc<AtomicBool>,
}

impl ModelServer {
    /// Starts an endpoint.
    ///
    /// # Panics
    /// When this computer lets nobody listen.
    #[must_use]
    pub fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (asked, is_over) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (kept, over) = (Arc::clone(&asked), Arc::clone(&is_over));
        let answer: Arc<Answerer> = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                thread::spawn(move || serve(&stream, &kept, &*answer));
            }
        });
        Self { address, asked, is_over }
    }

    /// The address to ask.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// What was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for ModelServer {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // Wakes the thread that listens.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: &TcpStream, kept: &Mutex<Vec<Asked>>, answer: &Answerer) {
    let mut reader = BufReader::new(stream);
    while let Ok(Some(asked)) = read(&mut reader) {
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(asked.clone());
        if write(stream, answer(&asked)).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Asked>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let line = line.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
    Ok(Some(Asked { line, headers, body: String::from_utf8_lossy(&body).into_owned() }))
}

fn write(mut stream: &TcpStream, reply: Reply) -> io::Result<()> {
    match reply {
        Reply::Http(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n");
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            // In one go: two small writes wait for each other.
            head.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
            stream.write_all(head.as_bytes())
        }
        Reply::Late(time) => {
            thread::sleep(time);
            Err(io::ErrorKind::TimedOut.into())
        }
        Reply::Flood(bytes) => {
            stream.write_all(format!("HTTP/1.1 200 X\r\ncontent-length: {bytes}\r\n\r\n").as_bytes())?;
            let block = [b'x'; 64 << 10];
            for _ in 0..bytes / block.len() as u64 {
                stream.write_all(&block)?;
            }
            Ok(())
        }
    }
}
