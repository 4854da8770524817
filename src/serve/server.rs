//! The server itself: connections, limits, signals.

mod raw_query;
mod sending;

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request as HttpRequest, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::access_log::AccessLog;
use super::answer::{self, Answer, Refusal};
use super::app::App;
use super::data_error::DataError;
use super::request::Request;
use super::settings::{Limits, Settings};
use sending::Sending;

/// The most headers of a request.
const MOST_HEADERS: usize = 100;

/// How much all answers that are being sent may have together, in KiB: callers may be slow to take them.
const ROOM: u32 = 256 * 1024;

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Records can't be served.
    #[error(transparent)]
    Data(#[from] DataError),
    /// It can't listen at its address.
    #[error("can't listen at {0}: {1}")]
    Address(SocketAddr, io::Error),
    /// The access log can't be written.
    #[error("the access log can't be written: {0}")]
    AccessLog(io::Error),
    /// The system gives it no threads or signals.
    #[error("the server can't run: {0}")]
    System(#[from] io::Error),
}

/// What handlers share.
struct Server {
    app: App,
    log: AccessLog,
    working: Arc<Semaphore>,
    /// For answers that are being sent, in KiB.
    room: Arc<Semaphore>,
}

/// Serves until the process is told to stop (SIGINT, SIGTERM), then finishes what was begun. On SIGHUP all records are
/// read again.
///
/// `say` is told where the server listens, what is not as callers may think, and how reloading went.
///
/// # Errors
/// What keeps it from starting.
pub fn serve(settings: Settings, mut say: impl FnMut(&str)) -> Result<(), ServeError> {
    let log = AccessLog::open(settings.access_log.as_deref()).map_err(ServeError::AccessLog)?;
    let limits = settings.limits;
    let server = Arc::new(Server {
        app: App::new(settings)?,
        log,
        working: Arc::new(Semaphore::new(limits.requests)),
        room: Arc::new(Semaphore::new(ROOM as usize)),
    });
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(limits.requests + 1).build()?;
    runtime.block_on(listen(&server, &mut say))?;
    // Work that goes on beyond its time has nobody to answer.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    Ok(())
}

async fn listen(server: &Arc<Server>, say: &mut impl FnMut(&str)) -> Result<(), ServeError> {
    let Settings { address, limits, .. } = server.app.settings;
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Address(address, error))?;
    let mut signals = Signals::new()?;
    let bound = listener.local_addr()?;
    say(&format!("serving at http://{bound}"));
    if !bound.ip().is_loopback() {
        say("this is no loopback address: other machines can reach it");
    }
    server.app.notes().iter().for_each(|note| say(note));
    let router = Router::new().fallback(handle).with_state(Arc::clone(server));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .max_headers(MOST_HEADERS)
        // Room to say of a URL that it is too long; hyper asks for 8 KiB at least.
        .max_buf_size((limits.url + limits.headers).saturating_mul(2).max(128 * 1024));
    let connections = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut reloading: Option<Reloading> = None;
    loop {
        let is_reloading = reloading.is_some();
        let free = Arc::clone(&connections).acquire_owned();
        let accept = async {
            let permit = free.await;
            (listener.accept().await, permit)
        };
        tokio::select! {
            (accepted, permit) = accept => {
                let stream = match accepted {
                    Ok((stream, _)) => stream,
                    // Out of file descriptors, or the caller went away: others may come.
                    Err(_) => {
                        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                        continue;
                    }
                };
                // A small answer is not held back; where that can't be said, it only comes later.
                let _ = stream.set_nodelay(true);
                let stream = Sending::new(stream, limits.time);
                let service = TowerToHyperService::new(router.clone());
                let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
                tokio::spawn(async move {
                    // What went wrong on a connection is told to its caller, where it still listens.
                    let _ = connection.await;
                    drop(permit);
                });
            }
            done = finished(&mut reloading), if is_reloading => {
                reloading = None;
                say(&done);
            }
            // While records are read, another signal to do so waits.
            signal = signals.next(!is_reloading) => match signal {
                Signal::Reload => {
                    let again = Arc::clone(server);
                    reloading = Some(tokio::task::spawn_blocking(move || again.app.reload()));
                }
                Signal::Stop => break,
            },
        }
    }
    drop(listener);
    // Longer than a request may take, nobody waits.
    let _ = timeout(limits.time, graceful.shutdown()).await;
    Ok(())
}

type Reloading = tokio::task::JoinHandle<Result<(), DataError>>;

/// Waits for records to be read again; what came of it.
async fn finished(reloading: &mut Option<Reloading>) -> String {
    let Some(work) = reloading else { return std::future::pending().await };
    match work.await {
        Ok(Ok(())) => "the records were read again".to_owned(),
        Ok(Err(error)) => format!("error: {error}; the records from before are served on"),
        Err(_) => "error: the records could not be read again; those from before are served on".to_owned(),
    }
}

async fn handle(State(server): State<Arc<Server>>, request: HttpRequest<Body>) -> Result<Response<Body>, Infallible> {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let time = server.app.settings.now();
    let (answer, room) = answered(&server, request).await.unwrap_or_else(|refusal| (*refusal, None));
    server.log.write(&method, path.get(..server.app.settings.limits.url).unwrap_or(&path), time, answer.status);
    Ok(response(answer, room))
}

/// The answer, and the room that it takes until it is sent.
async fn answered(
    server: &Arc<Server>,
    request: HttpRequest<Body>,
) -> Result<(Answer, Option<OwnedSemaphorePermit>), Refusal> {
    let limits = server.app.settings.limits;
    server.app.admit()?;
    let (head, body) = request.into_parts();
    check_size(&head.headers, head.uri.path_and_query().map_or(0, |it| it.as_str().len()), limits)?;
    let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let length: Option<usize> = text(header::CONTENT_LENGTH.as_str()).and_then(|it| it.parse().ok());
    if length.is_some_and(|length| length > limits.body) {
        return Err(answer::too_large(limits.body));
    }
    let body = timeout(limits.time, to_bytes(body, limits.body)).await.map_err(|_| answer::time_is_up())?;
    let body = body.map_err(|error| unread(&error, limits.body))?.to_vec();
    let request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        authorization: text(header::AUTHORIZATION.as_str()),
        content_type: text(header::CONTENT_TYPE.as_str()),
        experimental: text("x-sailpoint-experimental"),
        body,
    };
    let deadline = Instant::now() + limits.time;
    let Ok(Ok(working)) = timeout(limits.time, Arc::clone(&server.working).acquire_owned()).await else {
        return Err(answer::too_much_work());
    };
    let worker = Arc::clone(server);
    // Also where the caller goes away, the work counts until it is done.
    let work = tokio::task::spawn_blocking(move || (worker.app.answer(&request, deadline), working));
    let (answer, _working) = work.await.map_err(|_| answer::fault())?;
    let size = u32::try_from(answer.body.len() / 1024 + 1).unwrap_or(ROOM).min(ROOM);
    match timeout(limits.time, Arc::clone(&server.room).acquire_many_owned(size)).await {
        Ok(Ok(room)) => Ok((answer, Some(room))),
        Ok(Err(_)) | Err(_) => Err(answer::too_much_work()),
    }
}

/// Why a body could not be read: it broke off or is not as its head says, or it is too long.
fn unread(error: &(dyn Error + 'static), limit: usize) -> Refusal {
    let mut reason = Some(error);
    while let Some(error) = reason {
        if error.is::<hyper::Error>() {
            return answer::broken_body();
        }
        reason = error.source();
    }
    answer::too_large(limit)
}

/// A body with the room that it takes, given back with it.
struct Held(String, #[expect(dead_code, reason = "it is there to be dropped")] Option<OwnedSemaphorePermit>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Refuses what is longer than it may be.
fn check_size(headers: &HeaderMap, url: usize, limits: Limits) -> Result<(), Refusal> {
    if url > limits.url {
        return Err(answer::url_too_long(limits.url));
    }
    let length: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if length > limits.headers { Err(answer::headers_too_large(limits.headers)) } else { Ok(()) }
}

fn response(answer: Answer, room: Option<OwnedSemaphorePermit>) -> Response<Body> {
    let mut response = Response::new(Body::from(Bytes::from_owner(Held(answer.body, room))));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

enum Signal {
    Reload,
    Stop,
}

/// What the process is told from outside.
#[cfg(unix)]
struct Signals {
    reload: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    stop: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            reload: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            stop: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self, may_reload: bool) -> Signal {
        tokio::select! {
            _ = self.reload.recv(), if may_reload => Signal::Reload,
            _ = self.interrupt.recv() => Signal::Stop,
            _ = self.stop.recv() => Signal::Stop,
        }
    }
}

/// What the process is told from outside.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self, _may_reload: bool) -> Signal {
        let stopped = tokio::signal::ctrl_c().await;
        // Where it can't be heard of, the process has to be ended otherwise.
        if stopped.is_err() {
            std::future::pending::<()>().await;
        }
        Signal::Stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a list is answered where so many requests may be worked on, and so many KiB be sent.
    fn answered_with(requests: usize, room: usize) -> Answer {
        let limits = Limits { time: std::time::Duration::from_millis(500), ..Limits::default() };
        let server = Arc::new(Server {
            app: App::new(Settings { limits, ..Settings::default() }).unwrap(),
            log: AccessLog::open(None).unwrap(),
            working: Arc::new(Semaphore::new(requests)),
            room: Arc::new(Semaphore::new(room)),
        });
        let request = HttpRequest::get("/v3/account-activities?limit=0").body(Body::empty()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(answered(&server, request)).map_or_else(|refusal| *refusal, |(answer, _)| answer)
    }

    #[test]
    fn who_would_have_to_wait_too_long_is_refused() {
        assert_eq!(answered_with(1, 1).status, 200);
        for refusal in [answered_with(0, 1), answered_with(1, 0)] {
            assert_eq!((refusal.status, refusal.headers), (503, vec![("retry-after", "1".to_owned())]));
            assert!(refusal.body.starts_with("{\"detailCode\":\"503 Service Unavailable\","), "{}", refusal.body);
        }
    }
}
