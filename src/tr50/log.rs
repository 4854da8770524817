//! The log that `usage.api.list` lists.

use serde_json::{Map, Value};

use crate::eval::{Item, JsonText, Record};
use crate::vocab::Instant;

/// The calls of a log, in its order.
///
/// ```
/// use v3q::tr50::Log;
/// let mut log = Log::default();
/// log.add(r#"{"ts":"2014-02-11T14:15:34.882-05:00","whoami":"admin@example.com","request":"{}","response":"{}"}"#)?;
/// assert_eq!(log.len(), 1);
/// assert!(log.add(r#"{"whoami":"admin@example.com"}"#).is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Log {
    calls: Vec<Call>,
}

/// A call, with what its packets say found once.
#[derive(Debug, Clone)]
pub(super) struct Call {
    text: Box<str>,
    ts: Instant,
    /// The names of its commands up to their first dot.
    services: Vec<String>,
    /// Their whole names.
    commands: Vec<String>,
    has_failure: bool,
}

impl Log {
    /// Adds a record of the log, a JSON object.
    ///
    /// # Errors
    /// What is wrong with it: it has no `ts` that is a date-time, or its `request` or `response` is no packet.
    pub fn add(&mut self, record: &str) -> Result<(), String> {
        let json = JsonText::new(record);
        let Item::String(ts) = json.get("ts") else { return Err("it has no `ts` with a string".to_owned()) };
        let ts = Instant::parse_date_time(&ts).map_err(|error| format!("its `ts` is no date-time: {error}"))?;
        let response = packet(json, "response")?;
        let commands: Vec<String> = packet(json, "request")?.values().filter_map(command).collect();
        let services = commands.iter().map(|it| it.split('.').next().unwrap_or_default().to_owned()).collect();
        let is_false = |success: Option<&Value>| success == Some(&Value::Bool(false));
        // A packet that was refused whole says so itself.
        let has_failure =
            is_false(response.get("success")) || response.values().any(|answer| is_false(answer.get("success")));
        self.calls.push(Call { text: json.as_str().into(), ts, services, commands, has_failure });
        Ok(())
    }

    /// How many calls there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    pub(super) fn calls(&self) -> &[Call] {
        &self.calls
    }
}

/// A packet that is kept as a text, or as it is; an empty one where there is none.
fn packet(record: JsonText<'_>, name: &str) -> Result<Map<String, Value>, String> {
    let text = match record.get(name) {
        Item::Null => return Ok(Map::new()),
        Item::String(text) => text,
        Item::Json(packet) => packet.as_str().into(),
        _ => return Err(format!("its `{name}` is no packet")),
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(packet)) => Ok(packet),
        Ok(_) => Err(format!("its `{name}` is no packet")),
        Err(error) => Err(format!("its `{name}` is no packet: {error}")),
    }
}

/// The name of a command: logs write `Command`, senders `command`.
fn command(value: &Value) -> Option<String> {
    let name = value.get("command").or_else(|| value.get("Command"))?;
    name.as_str().map(str::to_owned)
}

impl Call {
    /// The record as it stands in the log.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl Record for Call {
    fn field(&self, name: &str) -> Item<'_> {
        match name {
            "ts" => self.ts.into(),
            "service" => Item::List(&self.services),
            "command" => Item::List(&self.commands),
            "hasFailure" => self.has_failure.into(),
            _ => match JsonText::new(&self.text).get(name) {
                // An empty key says as little as none.
                Item::String(text) if text.is_empty() => Item::Null,
                item => item,
            },
        }
    }
}
