//! Who may ask: tokens, handed out and checked.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;

use super::answer::{self, Answer, Refusal};
use super::form;
use super::request::Request;
use super::secret::{self, is_same};
use super::settings::{Client, Settings};
use crate::text::decode_value;

/// How long a token that was handed out is good for, as the service has it.
const LIFETIME: Duration = Duration::from_secs(749);

/// How many tokens are known at once; the oldest go first.
const MOST_TOKENS: usize = 1_000;

/// What a caller may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// The calls of its own organisation.
    Own,
    /// Those of all.
    All,
}

/// The tokens that are good.
pub(super) struct Access {
    token: Option<String>,
    client: Option<Client>,
    super_token: Option<String>,
    handed_out: Mutex<VecDeque<(String, Instant)>>,
}

impl Access {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            token: settings.token.clone(),
            client: settings.client.clone(),
            super_token: settings.super_token.clone(),
            handed_out: Mutex::default(),
        }
    }

    /// What the bearer of a token may see.
    pub(super) fn right(&self, token: Option<&str>) -> Result<Right, Refusal> {
        if let (Some(token), Some(good)) = (token, &self.super_token)
            && is_same(token, good)
        {
            return Ok(Right::All);
        }
        if self.token.is_none() && self.client.is_none() {
            return Ok(Right::Own);
        }
        let Some(token) = token else {
            return Err(answer::unauthorized("JWT validation failed: no token was sent"));
        };
        if self.token.as_ref().is_some_and(|good| is_same(token, good)) {
            return Ok(Right::Own);
        }
        let handed_out = self.handed_out.lock().unwrap_or_else(PoisonError::into_inner);
        match handed_out.iter().find(|(good, _)| is_same(token, good)) {
            Some((_, made)) if made.elapsed() < LIFETIME => Ok(Right::Own),
            Some(_) => Err(answer::unauthorized("JWT validation failed: JWT is expired")),
            None => Err(answer::unauthorized("JWT validation failed: the token is not known")),
        }
    }

    /// Answers a request for a token.
    pub(super) fn hand_out(&self, request: &Request) -> Result<Answer, Refusal> {
        let invalid = || {
            answer::no_token("invalid_request", "The body is no form of `grant_type`, `client_id` and `client_secret`.")
        };
        let body = str::from_utf8(&request.body).map_err(|_| invalid())?;
        // Some clients put the fields into the query.
        let mut fields = form::fields(request.content_type.as_deref().unwrap_or_default(), body).ok_or_else(invalid)?;
        fields.extend(request.parameters()?);
        let field = |name| fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        match field("grant_type") {
            Some("client_credentials") => {}
            Some(_) => {
                return Err(answer::no_token("unsupported_grant_type", "`grant_type` is not `client_credentials`."));
            }
            None => return Err(answer::no_token("invalid_request", "There is no `grant_type`.")),
        }
        let (mut id, mut secret) = (field("client_id"), field("client_secret"));
        let (scheme, basic) = match request.credentials("basic") {
            Some(encoded) => ("Basic", Some(basic(encoded).ok_or_else(|| answer::invalid_client("Basic"))?)),
            None => ("Bearer", None),
        };
        if let Some((name, password)) = &basic {
            let agree = |field: Option<&str>, other| field.is_none_or(|field| is_same(field, other));
            if !agree(id, name) || !agree(secret, password) {
                return Err(answer::invalid_client(scheme));
            }
            (id, secret) = (Some(name.as_str()), Some(password.as_str()));
        }
        let (id, secret) = (id.unwrap_or_default(), secret.unwrap_or_default());
        let is_good = match (&self.client, &self.token) {
            (Some(client), _) => is_same(id, &client.id) && is_same(secret, &client.secret),
            // Whoever has the token may have it again.
            (None, Some(token)) => is_same(secret, token),
            (None, None) => true,
        };
        if !is_good {
            return Err(answer::invalid_client(scheme));
        }
        let token = secret::fresh();
        let mut handed_out = self.handed_out.lock().unwrap_or_else(PoisonError::into_inner);
        handed_out.push_back((token.clone(), Instant::now()));
        if handed_out.len() > MOST_TOKENS {
            handed_out.pop_front();
        }
        let body = json!({"access_token": token, "token_type": "bearer", "expires_in": LIFETIME.as_secs()});
        Ok(Answer::ok(body.to_string()).with_header("cache-control", "no-store"))
    }
}

/// The client's id and its secret, each encoded as in a form (RFC 6749, section 2.3.1).
fn basic(credentials: &str) -> Option<(String, String)> {
    let text = String::from_utf8(BASE64_STANDARD.decode(credentials).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decode_value(id).ok()?.into_owned(), decode_value(secret).ok()?.into_owned()))
}
