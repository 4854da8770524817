//! Standard input and output as two channels, each with a thread of its own.

use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{JoinHandle, spawn};

use lsp_server::Message;
use serde_json::Value;

use super::framing::{Received, receive};

/// What goes out.
#[derive(Debug)]
pub(super) enum Sent {
    Message(Message),
    /// The answer to what was no message.
    Refusal(Value),
}

/// The way to the editor and back. Nobody gets ahead of the other: the channels keep nothing.
pub(super) struct Connection {
    pub(super) sender: SyncSender<Sent>,
    pub(super) receiver: Receiver<Received>,
}

/// Those who read and write.
pub(super) struct Threads {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

impl Connection {
    pub(super) fn of_stdio() -> (Self, Threads) {
        let (sender, outgoing) = sync_channel(0);
        let (incoming, receiver) = sync_channel(0);
        let reader = spawn(move || read(&incoming));
        let writer = spawn(move || write(&outgoing));
        (Self { sender, receiver }, Threads { reader, writer })
    }
}

impl Threads {
    /// Waits until all is read and written; what went wrong.
    pub(super) fn join(self) -> io::Result<()> {
        let ended = |thread: JoinHandle<io::Result<()>>| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread has ended early")))
        };
        let read = ended(self.reader);
        ended(self.writer).and(read)
    }
}

/// Until `exit`, or until nothing comes any more.
fn read(incoming: &SyncSender<Received>) -> io::Result<()> {
    let mut stdin = io::stdin().lock();
    while let Some(received) = receive(&mut stdin)? {
        let is_exit = matches!(&received, Received::Message(Message::Notification(it)) if it.method == "exit");
        if incoming.send(received).is_err() || is_exit {
            break;
        }
    }
    Ok(())
}

fn write(outgoing: &Receiver<Sent>) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    for sent in outgoing {
        match sent {
            Sent::Message(message) => message.write(&mut stdout)?,
            Sent::Refusal(answer) => {
                let body = answer.to_string();
                write!(stdout, "Content-Length: {}\r\n\r\n{body}", body.len())?;
                stdout.flush()?;
            }
        }
    }
    Ok(())
}
