//! A server of the built command, and requests to it.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

/// How long an answer may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

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
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
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
        self.said()
    }

    /// The next line that it says.
    pub(crate) fn said(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Ends it, as a service is ended.
    pub(crate) fn stop(self) {
        self.tell_to_stop();
        self.wait();
    }

    /// Tells it to end, which it may do later.
    pub(crate) fn tell_to_stop(&self) {
        self.signal("TERM");
    }

    /// Waits until it has ended.
    pub(crate) fn wait(mut self) {
        assert!(self.child.wait().unwrap().success());
    }

    /// Whether it still takes connections.
    pub(crate) fn listens(&self) -> bool {
        TcpStream::connect(&self.address).is_ok()
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
        // A request that is refused early may not be read to its end.
        self.send(&request(head, body));
        self.answer(!head[0].starts_with("HEAD "))
    }

    /// Sends a part of a request; whether it could be sent.
    pub(crate) fn send(&mut self, text: &str) -> bool {
        self.0.get_mut().write_all(text.as_bytes()).is_ok()
    }

    /// Ends what is sent, and still takes what comes.
    pub(crate) fn hang_up(&self) {
        self.0.get_ref().shutdown(std::net::Shutdown::Write).unwrap();
    }

    /// Whether nothing comes for a while.
    pub(crate) fn is_silent(&mut self, time: Duration) -> bool {
        self.0.get_mut().set_read_timeout(Some(time)).unwrap();
        let came = self.0.fill_buf().map(<[u8]>::len);
        self.0.get_mut().set_read_timeout(Some(PATIENCE)).unwrap();
        came.is_err_and(|error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
    }

    /// Takes a little of what comes.
    pub(crate) fn sip(&mut self) {
        let length = self.0.fill_buf().map_or(0, |bytes| bytes.len().min(1_000));
        self.0.consume(length);
    }

    /// All that comes until the server ends the connection, in good order or not.
    pub(crate) fn rest(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Err(error) = self.0.read_to_end(&mut bytes) {
            assert_eq!(error.kind(), ErrorKind::ConnectionReset, "it does not end");
        }
        bytes
    }

    /// The answer that comes.
    pub(crate) fn answer(&mut self, has_body: bool) -> Answer {
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
        let mut bytes = vec![0; if has_body { length } else { 0 }];
        self.0.read_exact(&mut bytes).unwrap();
        answer.body = String::from_utf8(bytes).unwrap();
        answer
    }
}

/// A request as it is sent.
pub(crate) fn request(head: &[&str], body: &str) -> String {
    let (line, headers) = head.split_first().unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}
