//! From a request to its answer, apart from HTTP.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use super::access::{Access, Right};
use super::activities;
use super::answer::{self, Answer, Refusal};
use super::collection::Collection;
use super::data::{Data, Records};
use super::data_error::DataError;
use super::insights;
use super::kind::Kind;
use super::list::Listing;
use super::months;
use super::query::Asked;
use super::rate::Rate;
use super::request::Request;
use super::route::{Place, Route};
use super::settings::Settings;
use crate::predicate::Predicate;
use crate::tr50::{Asking, Packet};

/// Everything that answers need.
pub(super) struct App {
    pub(super) settings: Settings,
    access: Access,
    rate: Option<Rate>,
    data: RwLock<Arc<Data>>,
}

impl App {
    pub(super) fn new(settings: Settings) -> Result<Self, DataError> {
        let data = Data::read(&settings.sources, settings.now())?;
        Ok(Self {
            access: Access::new(&settings),
            rate: settings.rate.map(Rate::new),
            data: RwLock::new(Arc::new(data)),
            settings,
        })
    }

    /// Reads all records again. Where one can't be read, what was served before is served on.
    pub(super) fn reload(&self) -> Result<(), DataError> {
        let data = Data::read(&self.settings.sources, self.settings.now())?;
        *self.data.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(data);
        Ok(())
    }

    /// Whether a request may be looked at now.
    pub(super) fn admit(&self) -> Result<(), Refusal> {
        self.rate.as_ref().map_or(Ok(()), Rate::take).map_err(answer::rate_limit_exceeded)
    }

    /// Answers a request, or refuses it.
    pub(super) fn answer(&self, request: &Request, deadline: Instant) -> Answer {
        self.answered(request, deadline).unwrap_or_else(|refusal| *refusal)
    }

    fn answered(&self, request: &Request, deadline: Instant) -> Result<Answer, Refusal> {
        let segments = request.segments()?;
        match segments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["oauth", "token"] => {
                only(request, "POST")?;
                self.access.hand_out(request)
            }
            ["api"] => self.tr50(request, deadline),
            _ => {
                self.access.right(request.token())?;
                self.collection(request, &segments, deadline)
            }
        }
    }

    /// What callers may wonder about, for who starts the server.
    pub(super) fn notes(&self) -> Vec<String> {
        self.data().notes()
    }

    fn data(&self) -> Arc<Data> {
        Arc::clone(&self.data.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn collection(&self, request: &Request, path: &[String], deadline: Instant) -> Result<Answer, Refusal> {
        let data = self.data();
        let place = data.find(path).ok_or_else(|| answer::not_found("Nothing is served at this path."))?;
        only(request, "GET, HEAD")?;
        match place {
            Place::List(route, parameter) => self.list(request, route, parameter, deadline),
            Place::Item(route, id) => {
                if !request.parameters()?.is_empty() {
                    return Err(answer::bad_request(["A single record takes no parameters.".to_owned()]));
                }
                let record = match &*route.records {
                    Records::Collection(records) => records.by_id(&id),
                    Records::Calls(_) | Records::Log(_) => None,
                };
                record
                    .map(|text| Answer::ok(text.to_owned()))
                    .ok_or_else(|| answer::not_found("The request URL refers to a record that does not exist."))
            }
        }
    }

    fn list(
        &self,
        request: &Request,
        route: &Route,
        parameter: Option<(&str, String)>,
        deadline: Instant,
    ) -> Result<Answer, Refusal> {
        let schema = route.schema;
        let asked = &Asked::read(request, schema, route.kind.parameters())?;
        let now = self.settings.now();
        let listing = |also: Option<&Predicate>, records: &Collection, lasting: bool, always_count: bool| {
            Listing { asked, schema, also, lasting, deadline }.page(records, always_count)
        };
        match (route.kind, &*route.records) {
            (Kind::List, Records::Collection(records)) => listing(None, records, true, false),
            (Kind::Activities, Records::Collection(records)) => {
                let also = activities::predicate(asked, &self.settings.identity)?;
                listing(also.as_ref(), records, true, false)
            }
            (Kind::Insights, Records::Collection(records)) => {
                listing(Some(&insights::predicate(asked, now)?), records, false, true)
            }
            (Kind::InsightMetrics, Records::Collection(records)) => {
                let count = |also: &Predicate| -> Result<usize, Refusal> {
                    let listing = Listing { asked, schema, also: Some(also), lasting: false, deadline };
                    Ok(listing.found(records)?.len())
                };
                let scanned = count(&insights::predicate(asked, now)?)?;
                Ok(insights::metrics(scanned, count(&insights::redacted(asked, now)?)?))
            }
            (Kind::Months, Records::Collection(records)) => {
                let (key, id) = parameter.unwrap_or_default();
                listing(None, &months::summaries(records, key, &id, now, deadline)?, false, false)
            }
            (Kind::CallCount, Records::Calls(calls)) => calls.count(asked, deadline),
            (Kind::CallSummary, Records::Calls(calls)) => calls.summary(asked, deadline),
            // The kind says what records are read into.
            _ => Err(answer::fault()),
        }
    }

    fn tr50(&self, request: &Request, deadline: Instant) -> Result<Answer, Refusal> {
        only(request, "POST")?;
        // What is no packet has no session either.
        let packet = Packet::read(&request.body);
        let session = packet.as_ref().ok().and_then(Packet::session_id);
        let right = self.access.right(request.token().or(session))?;
        let packet = packet.map_err(|error| answer::bad_request([error.to_string()]))?;
        let data = self.data();
        let Some(Records::Log(log)) = data.log.as_deref() else {
            return Err(answer::not_found("No log of calls is served here."));
        };
        let asking = Asking {
            now: self.settings.now(),
            may_show_all: right == Right::All,
            organisation: self.settings.organisation.as_deref(),
            deadline: Some(deadline),
        };
        let reply = packet.reply(log, &asking);
        Ok(Answer { status: if reply.is_forbidden { 403 } else { 200 }, ..Answer::ok(reply.text) })
    }
}

/// Refuses other methods than these.
fn only(request: &Request, methods: &'static str) -> Result<(), Refusal> {
    let is_one = methods.split(", ").any(|method| method == request.method);
    if is_one { Ok(()) } else { Err(answer::method_not_allowed(methods)) }
}
