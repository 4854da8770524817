//! JSON byte by byte: slow, sure, and able to say what is wrong.

use super::fault::Fault;

/// As deep as this arrays and objects may be nested.
pub(super) const DEEPEST: u32 = 127;

/// A reader of one JSON text that takes one byte after the other.
#[derive(Debug, Clone)]
pub(super) struct Checker {
    /// A bit for each open container, set for objects; the innermost is lowest.
    open: u128,
    depth: u32,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    /// The first value of an array, or its end.
    FirstValue,
    Key,
    /// The first key of an object, or its end.
    FirstKey,
    Colon,
    /// A comma, or the end of what is open.
    Behind,
    Number(Number),
    /// What is left of a word.
    Word(&'static [u8]),
    Text(Text),
    /// The same in a key.
    KeyText(Text),
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Minus,
    Zero,
    Whole,
    Point,
    Fraction,
    E,
    Sign,
    Exponent,
}

/// Where in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Plain,
    Escape,
    /// As many digits have come, and what they say; whether a first half of a surrogate pair came before.
    Hex(u8, u16, bool),
    /// Behind the first half of a surrogate pair: a backslash.
    Half,
    /// And behind that a `u`.
    HalfEscape,
    /// As many bytes of a character are to come, the first of them in this range.
    Character(u8, u8, u8),
}

/// What a byte did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Yes,
    /// It ended a number, and has still to be taken.
    Again,
}

impl Checker {
    pub(super) fn new() -> Self {
        Self { open: 0, depth: 0, state: State::Value }
    }

    /// Whether the text is complete, but for blanks.
    pub(super) fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Whether a value is to come.
    pub(super) fn wants_value(&self) -> bool {
        matches!(self.state, State::Value | State::FirstValue)
    }

    /// Whether the next byte is the first of a string.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.state, State::Key | State::FirstKey)
    }

    /// Whether a key has just ended.
    pub(super) fn wants_colon(&self) -> bool {
        self.state == State::Colon
    }

    /// How many containers are open.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Takes the next byte.
    pub(super) fn take(&mut self, byte: u8) -> Result<(), Fault> {
        while self.step(byte)? == Taken::Again {}
        Ok(())
    }

    /// Says what is missing when the text ends here.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        // A number has no end of its own.
        if let State::Number(_) = self.state {
            self.take(b' ')?;
        }
        if self.is_done() { Ok(()) } else { Err(Fault::Ended) }
    }

    fn step(&mut self, byte: u8) -> Result<Taken, Fault> {
        let is_blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.state = match self.state {
            State::Value | State::FirstValue | State::Key | State::FirstKey | State::Colon | State::Behind
                if is_blank =>
            {
                return Ok(Taken::Yes);
            }
            State::Done if is_blank => return Ok(Taken::Yes),
            State::FirstValue if byte == b']' => self.close(),
            State::Value | State::FirstValue => return self.value(byte),
            State::FirstKey if byte == b'}' => self.close(),
            State::Key | State::FirstKey if byte == b'"' => State::KeyText(Text::Plain),
            State::Key => return Err(Fault::ExpectedKey),
            State::FirstKey => return Err(Fault::ExpectedKeyOrEnd),
            State::Colon if byte == b':' => State::Value,
            State::Colon => return Err(Fault::ExpectedColon),
            State::Behind => self.behind(byte)?,
            State::Number(number) => match next_of_number(number, byte)? {
                Some(number) => State::Number(number),
                None => {
                    self.state = self.after();
                    return Ok(Taken::Again);
                }
            },
            State::Word(rest) => match rest.split_first() {
                Some((first, rest)) if *first == byte && rest.is_empty() => self.after(),
                Some((first, rest)) if *first == byte => State::Word(rest),
                _ => return Err(Fault::ExpectedValue),
            },
            State::Text(text) => match next_of_text(text, byte)? {
                Some(text) => State::Text(text),
                None => self.after(),
            },
            State::KeyText(text) => match next_of_text(text, byte)? {
                Some(text) => State::KeyText(text),
                None => State::Colon,
            },
            State::Done => return Err(Fault::ExpectedEnd),
        };
        Ok(Taken::Yes)
    }

    fn value(&mut self, byte: u8) -> Result<Taken, Fault> {
        self.state = match byte {
            b'"' => State::Text(Text::Plain),
            b'{' => self.enter(true)?,
            b'[' => self.enter(false)?,
            b'-' => State::Number(Number::Minus),
            b'0' => State::Number(Number::Zero),
            b'1'..=b'9' => State::Number(Number::Whole),
            b't' => State::Word(b"rue"),
            b'f' => State::Word(b"alse"),
            b'n' => State::Word(b"ull"),
            _ => return Err(Fault::ExpectedValue),
        };
        Ok(Taken::Yes)
    }

    fn behind(&mut self, byte: u8) -> Result<State, Fault> {
        let in_object = self.open & 1 == 1;
        match (byte, in_object) {
            (b',', true) => Ok(State::Key),
            (b',', false) => Ok(State::Value),
            (b'}', true) | (b']', false) => Ok(self.close()),
            (_, true) => Err(Fault::ExpectedCommaOrBrace),
            (_, false) => Err(Fault::ExpectedCommaOrBracket),
        }
    }

    fn enter(&mut self, object: bool) -> Result<State, Fault> {
        if self.depth == DEEPEST {
            return Err(Fault::TooDeep);
        }
        self.depth += 1;
        self.open = self.open << 1 | u128::from(object);
        Ok(if object { State::FirstKey } else { State::FirstValue })
    }

    fn close(&mut self) -> State {
        self.depth -= 1;
        self.open >>= 1;
        self.after()
    }

    /// What comes behind a value.
    fn after(&self) -> State {
        if self.depth == 0 { State::Done } else { State::Behind }
    }
}

/// Where in a number the byte leads; `None` where the number has ended before it.
fn next_of_number(number: Number, byte: u8) -> Result<Option<Number>, Fault> {
    Ok(Some(match (number, byte) {
        (Number::Minus, b'0') => Number::Zero,
        (Number::Minus, b'1'..=b'9') | (Number::Whole, b'0'..=b'9') => Number::Whole,
        (Number::Zero | Number::Whole, b'.') => Number::Point,
        (Number::Zero | Number::Whole | Number::Fraction, b'e' | b'E') => Number::E,
        (Number::Point | Number::Fraction, b'0'..=b'9') => Number::Fraction,
        (Number::E, b'+' | b'-') => Number::Sign,
        (Number::E | Number::Sign | Number::Exponent, b'0'..=b'9') => Number::Exponent,
        (Number::Zero, b'0'..=b'9') => return Err(Fault::LeadingZero),
        (Number::Minus | Number::Point | Number::E | Number::Sign, _) => return Err(Fault::ExpectedDigit),
        (Number::Zero | Number::Whole | Number::Fraction | Number::Exponent, _) => return Ok(None),
    }))
}

/// Where in a string the byte leads; `None` where it ends it.
fn next_of_text(text: Text, byte: u8) -> Result<Option<Text>, Fault> {
    Ok(Some(match (text, byte) {
        (Text::Plain, b'"') => return Ok(None),
        (Text::Plain, b'\\') => Text::Escape,
        (Text::Plain, 0x20..=0x7f) => Text::Plain,
        (Text::Plain, 0x00..=0x1f) => return Err(Fault::ControlCharacter),
        (Text::Plain, 0xC2..=0xDF) => Text::Character(1, 0x80, 0xBF),
        (Text::Plain, 0xE0) => Text::Character(2, 0xA0, 0xBF),
        (Text::Plain, 0xE1..=0xEC | 0xEE..=0xEF) => Text::Character(2, 0x80, 0xBF),
        (Text::Plain, 0xED) => Text::Character(2, 0x80, 0x9F),
        (Text::Plain, 0xF0) => Text::Character(3, 0x90, 0xBF),
        (Text::Plain, 0xF1..=0xF3) => Text::Character(3, 0x80, 0xBF),
        (Text::Plain, 0xF4) => Text::Character(3, 0x80, 0x8F),
        (Text::Plain, 0x80..=0xC1 | 0xF5..=0xFF) => return Err(Fault::BadUtf8),
        (Text::Character(left, from, to), byte) if (from..=to).contains(&byte) => match left {
            1 => Text::Plain,
            left => Text::Character(left - 1, 0x80, 0xBF),
        },
        (Text::Character(..), _) => return Err(Fault::BadUtf8),
        (Text::Escape, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Text::Plain,
        (Text::Escape, b'u') => Text::Hex(0, 0, false),
        (Text::Escape, _) => return Err(Fault::BadEscape),
        (Text::Half, b'\\') => Text::HalfEscape,
        (Text::HalfEscape, b'u') => Text::Hex(0, 0, true),
        (Text::Half | Text::HalfEscape, _) => return Err(Fault::LoneSurrogate),
        (Text::Hex(count, unit, second), byte) => {
            let digit = char::from(byte).to_digit(16).ok_or(Fault::BadEscape)?;
            let unit = unit << 4 | u16::try_from(digit).expect("a hexadecimal digit is less than 16");
            match (count, unit, second) {
                (0..=2, ..) => Text::Hex(count + 1, unit, second),
                (_, 0xDC00..=0xDFFF, true) => Text::Plain,
                (_, 0xD800..=0xDBFF, false) => Text::Half,
                (_, 0xDC00..=0xDFFF, false) | (_, _, true) => return Err(Fault::LoneSurrogate),
                (_, _, false) => Text::Plain,
            }
        }
    }))
}

/// Whether the bytes are one JSON text, blanks around it left out of account; if not, where and why.
pub(super) fn check(bytes: &[u8]) -> Result<(), (usize, Fault)> {
    let mut checker = Checker::new();
    for (at, byte) in bytes.iter().enumerate() {
        checker.take(*byte).map_err(|fault| (at, fault))?;
    }
    checker.finish().map_err(|fault| (bytes.len(), fault))
}
