//! The reply to a packet.

use std::time;

use serde_json::{Value, json};

use super::log::Log;
use super::packet::Packet;
use super::refusal::Refusal;
use super::usage::Listing;
use crate::vocab::Instant;

/// The most records of one reply, all its commands together.
pub(super) const MOST_RECORDS: usize = 10_000;

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// What `last` counts back from.
    pub now: Instant,
    /// Whether the sender may see the calls of all organisations.
    pub may_show_all: bool,
    /// The sender's organisation; `None`: every call is its own.
    pub organisation: Option<&'a str>,
    /// When to give up; `None`: never.
    pub deadline: Option<time::Instant>,
}

/// The reply to a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// A JSON object with the ids of the packet.
    pub text: String,
    /// Whether all commands did what they were asked to.
    pub is_success: bool,
    /// Whether there were commands, and each was refused because the sender has not the right.
    pub is_forbidden: bool,
}

impl Packet {
    /// Does what the commands ask for, each by itself: one that is refused keeps no other from being answered.
    ///
    /// ```
    /// use v3q::tr50::{Asking, Log, Packet};
    /// use v3q::vocab::Instant;
    /// let packet = Packet::read(br#"{"list":{"command":"usage.api.list","params":{"last":"10h"}}}"#)?;
    /// let now = Instant::from_unix(1_400_000_000, 0);
    /// let asking = Asking { now, may_show_all: false, organisation: None, deadline: None };
    /// let reply = packet.reply(&Log::default(), &asking);
    /// assert_eq!(reply.text, r#"{"list":{"success":true,"params":{"count":0,"result":null}}}"#);
    /// # Ok::<(), v3q::tr50::BadPacket>(())
    /// ```
    #[must_use]
    pub fn reply(&self, log: &Log, asking: &Asking<'_>) -> Reply {
        let mut text = String::from("{");
        let mut room = MOST_RECORDS;
        let (mut answered, mut refused) = (0, Vec::new());
        for (id, command) in self.commands() {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&format!("{}:", json!(id)));
            match answer(command, log, asking, &mut room) {
                Ok(answer) => {
                    answered += 1;
                    text.push_str(&answer);
                }
                Err(refusal) => {
                    let codes = vec![refusal.code; refusal.reasons.len()];
                    let answer = json!({"success": false, "errorCodes": codes, "errorMessages": refusal.reasons});
                    text.push_str(&answer.to_string());
                    refused.push(refusal);
                }
            }
        }
        text.push('}');
        let is_forbidden = answered == 0 && !refused.is_empty() && refused.iter().all(Refusal::is_not_permitted);
        Reply { text, is_success: refused.is_empty(), is_forbidden }
    }
}

/// What one command is answered; `room` is how many records the reply can still take.
fn answer(command: &Value, log: &Log, asking: &Asking<'_>, room: &mut usize) -> Result<String, Refusal> {
    let Some(name) = command.get("command").and_then(Value::as_str) else {
        return Err(Refusal::invalid(vec!["`command` is missing, or no text".to_owned()]));
    };
    if name != "usage.api.list" {
        return Err(Refusal::unknown_command(name));
    }
    let listing = Listing::read(command.get("params"), asking)?;
    let (count, records) = listing.run(log, asking)?;
    *room = room.checked_sub(records.len()).ok_or_else(|| {
        Refusal::too_much(format!("the reply to the packet would have more than {MOST_RECORDS} records"))
    })?;
    let result = if records.is_empty() { "null".to_owned() } else { format!("[{}]", records.join(",")) };
    Ok(format!(r#"{{"success":true,"params":{{"count":{count},"result":{result}}}}}"#))
}
