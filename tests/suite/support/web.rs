//! A small HTTP server on loopback, plain or encrypted, that writes down what it is asked and answers as told.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use native_tls::{Identity, TlsAcceptor};

use super::mail::Authority;

/// A request, as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// What to answer: status line's rest and further headers (`"503 Busy\r\nRetry-After: 60"`); empty: close without a word.
type Answer = dyn Fn(usize, &Request) -> String + Send + Sync;

/// A running server; it ends with the test's process.
pub struct WebServer {
    pub port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl WebServer {
    /// `answer` gets the number of the request, from 0, and the request.
    pub fn start(answer: impl Fn(usize, &Request) -> String + Send + Sync + 'static) -> Self {
        Self::serve(None, Arc::new(answer))
    }

    pub fn encrypted(
        authority: &Authority,
        answer: impl Fn(usize, &Request) -> String + Send + Sync + 'static,
    ) -> Self {
        let (certificate, key) = (fs::read(&authority.certificate), fs::read(&authority.key));
        let identity = Identity::from_pkcs8(&certificate.unwrap(), &key.unwrap()).unwrap();
        Self::serve(Some(TlsAcceptor::new(identity).unwrap()), Arc::new(answer))
    }

    fn serve(tls: Option<TlsAcceptor>, answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, answer, seen) = (tls.clone(), Arc::clone(&answer), Arc::clone(&seen));
                std::thread::spawn(move || match tls {
                    None => talk(stream, &*answer, &seen),
                    // A client that does not trust it goes before a word is said.
                    Some(acceptor) => {
                        if let Ok(stream) = acceptor.accept(stream) {
                            talk(stream, &*answer, &seen);
                        }
                    }
                });
            }
        });
        Self { port, requests }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// One header of every request.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let of = |request: &Request| request.headers[name].clone();
        self.requests().iter().map(of).collect()
    }
}

/// One request a connection.
fn talk(stream: impl Read + Write, answer: &Answer, seen: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream);
    let Some(request) = read(&mut reader) else {
        return;
    };
    let count = {
        let mut seen = seen.lock().unwrap();
        seen.push(request.clone());
        seen.len() - 1
    };
    let answer = answer(count, &request);
    let mut stream = reader.into_inner();
    if !answer.is_empty() {
        let body = "said the test\n";
        let length = body.len();
        let text =
            format!("HTTP/1.1 {answer}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        let _ = stream.write_all(text.as_bytes());
        let _ = stream.flush();
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length")?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8(body).ok()?;
    Some(Request { path, headers, body })
}
