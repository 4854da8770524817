//! A server of the built command, and requests to it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

/// A server that ends with this value.
pub(crate) struct Server {
    child: Child,
    said: BufReader<ChildStderr>,
    address: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A connection that takes one request after the other.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Server {
    /// A server at a free port, once it listens.
    pub(crate) fn start(options: &[&str], folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_v3q"))
            .args(["serve", "--addr", "127.0.0.1:0"])
            .args(options)
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving at http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, said, address }
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Connection {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.set_nodelay(true).unwrap();
        Connection(BufReader::new(stream))
    }

    /// What a request is answered: `GET /path` and headers; one on a connection of its own.
    pub(crate) fn ask(&self, head: &[&str], body: &str) -> Answer {
        self.connect().ask(head, body)
    }

    /// Has the records read again; what it says about it.
    pub(crate) fn reload(&mut self) -> String {
        self.signal("HUP");
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Ends it, as a service is ended.
    pub(crate) fn stop(mut self) {
        self.signal("TERM");
        assert!(self.child.wait().unwrap().success());
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Connection {
    /// What a request is answered.
    pub(crate) fn ask(&mut self, head: &[&str], body: &str) -> Answer {
        let (line, headers) = head.split_first().unwrap();
        let mut request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
        for header in headers {
            request.push_str(&format!("{header}\r\n"));
        }
        request.push_str("\r\n");
        request.push_str(body);
        // A request that is refused early may not be read to its end.
        let _ = self.0.get_mut().write_all(request.as_bytes());
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut answer = Answer { status, headers, body: String::new() };
        let length = answer.header("content-length").map_or(0, |it| it.parse().unwrap());
        let mut bytes = vec![0; if head[0].starts_with("HEAD ") { 0 } else { length }];
        self.0.read_exact(&mut bytes).unwrap();
        answer.body = String::from_utf8(bytes).unwrap();
        answer
    }
}
