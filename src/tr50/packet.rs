//! A packet of commands, as it is posted.

use serde_json::{Map, Value};

/// The most commands of one packet.
const MOST_COMMANDS: usize = 100;

/// A packet: commands under ids of the sender's choice.
///
/// ```
/// use v3q::tr50::Packet;
/// let packet = Packet::read(br#"{"auth":{"sessionId":"s"},"list":{"command":"usage.api.list"}}"#)?;
/// assert_eq!(packet.session_id(), Some("s"));
/// assert!(Packet::read(b"[]").is_err());
/// # Ok::<(), v3q::tr50::BadPacket>(())
/// ```
#[derive(Debug, Clone)]
pub struct Packet {
    session_id: Option<String>,
    commands: Map<String, Value>,
}

/// Why something is no packet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadPacket {
    /// It is not JSON.
    #[error("the packet is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is no object.
    #[error("the packet is no object of commands")]
    Form,
    /// It has too many commands.
    #[error("the packet has more than {MOST_COMMANDS} commands")]
    TooMany,
}

impl Packet {
    /// Reads a packet.
    ///
    /// # Errors
    /// Why it is none. What is wrong with a command is the reply's to say.
    pub fn read(text: &[u8]) -> Result<Self, BadPacket> {
        let Value::Object(mut commands) = serde_json::from_slice(text)? else { return Err(BadPacket::Form) };
        let session_id = match commands.shift_remove("auth") {
            Some(Value::Object(auth)) if !auth.contains_key("command") => {
                auth.get("sessionId").and_then(Value::as_str).map(str::to_owned)
            }
            // A command may have that id.
            Some(other) => {
                commands.insert("auth".to_owned(), other);
                None
            }
            None => None,
        };
        if commands.len() > MOST_COMMANDS {
            return Err(BadPacket::TooMany);
        }
        Ok(Self { session_id, commands })
    }

    /// The session that the sender says it has.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.session_id.as_deref()
    }

    pub(super) fn commands(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.commands.iter().map(|(id, command)| (id.as_str(), command))
    }
}
