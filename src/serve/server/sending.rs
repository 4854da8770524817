//! A connection whose caller has to take what it is sent, and may send queries as it types them.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::raw_query::RawQuery;

/// How much is read at once while queries may have to be encoded.
const PIECE: usize = 4096;

/// A stream that fails where what was written is not taken in time: from the first byte that has to wait to the last one.
pub(super) struct Sending {
    stream: TcpStream,
    time: Duration,
    /// When it fails; `None` while nothing waits.
    due: Option<Pin<Box<Sleep>>>,
    query: RawQuery,
    /// What came and was not read yet.
    came: std::vec::IntoIter<u8>,
}

impl Sending {
    pub(super) fn new(stream: TcpStream, time: Duration) -> Self {
        Self { stream, time, due: None, query: RawQuery::new(), came: Vec::new().into_iter() }
    }

    fn in_time(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            return written;
        }
        let time = self.time;
        ready!(self.due.get_or_insert_with(|| Box::pin(sleep(time))).as_mut().poll(cx));
        // The system would hold for minutes what nobody takes; where it can't be told, it does.
        let _ = self.stream.set_zero_linger();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Sending {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let it = &mut *self;
        if it.came.as_slice().is_empty() {
            if it.query.is_over() {
                return Pin::new(&mut it.stream).poll_read(cx, into);
            }
            let mut piece = [0; PIECE];
            let mut piece = ReadBuf::new(&mut piece);
            ready!(Pin::new(&mut it.stream).poll_read(cx, &mut piece))?;
            let mut came = Vec::with_capacity(piece.filled().len());
            it.query.encode(piece.filled(), &mut came);
            it.came = came.into_iter();
        }
        for byte in it.came.by_ref().take(into.remaining()) {
            into.put_slice(&[byte]);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Sending {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.in_time(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.in_time(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // Called once all was written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.due = None;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
