//! For people: the source, what is wrong with it and what to write, drawn by miette, which is named here alone.

use std::fmt::{self, Write as _};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::excerpt::{Excerpt, visible, visible_line};
use super::model::{Finding, Place, Report, Source};
use super::{Colour, Format};
use crate::diagnostic::{Diagnostic, Safety, Severity};

pub(super) static FORMAT: Format =
    Format { name: "human", summary: "for people: source, place, help", counts_fixes: false, render };

/// Where lines of prose are broken.
const WIDTH: usize = 120;

fn render(report: &Report, colour: Colour) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&render_finding(report, finding, colour));
        out.push('\n');
    }
    if report.is_quiet {
        return out;
    }
    let queries = if report.queries == 1 { "1 query".to_owned() } else { format!("{} queries", report.queries) };
    let files = match report.files {
        0 => String::new(),
        1 => " of 1 file".to_owned(),
        count => format!(" of {count} files"),
    };
    let unchecked = match report.without_endpoint {
        0 => String::new(),
        count if count == report.queries => ", without a known endpoint: only the syntax was checked".to_owned(),
        count => format!(", {count} of them without a known endpoint: only their syntax was checked"),
    };
    let endpoint = match (&report.endpoint, report.with_own_endpoint) {
        (None, _) => String::new(),
        (Some(it), 0) => format!(", checked against {it}"),
        (Some(it), own) => {
            format!(", checked against {it} ({own} of them against the endpoint that their URL or a comment names)")
        }
    };
    writeln!(out, "{} in {queries}{files}{endpoint}{unchecked}", report.counts()).expect(TAKES_ALL);
    out
}

/// A word in the colour of a severity.
pub(super) fn painted(word: &str, severity: Severity, colour: Colour) -> String {
    let styles = match colour {
        Colour::On => GraphicalTheme::unicode().styles,
        Colour::Off => return word.to_owned(),
    };
    let style = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Style => styles.advice,
    };
    style.style(word).to_string()
}

const TAKES_ALL: &str = "a string takes whatever is written to it";

/// One finding as people read it, without the summary of a whole report.
pub(crate) fn render_finding(report: &Report, finding: &Finding, colour: Colour) -> String {
    let theme = match colour {
        Colour::On => GraphicalTheme::unicode(),
        Colour::Off => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(WIDTH).with_context_lines(0);
    let source = finding.source.map(|id| report.source(id));
    let shown = Shown {
        diagnostic: &finding.diagnostic,
        name: source.map(|it| it.name.as_str()).unwrap_or_default(),
        excerpt: source.map(|it| Excerpt::of(it, finding.diagnostic.span)),
        also: source.map(|it| also(it, &finding.also)).unwrap_or_default(),
    };
    let mut out = String::new();
    handler.render_report(&mut out, &shown).expect(TAKES_ALL);
    // The drawing pads some lines with blanks, which serve no reader.
    out.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// How many other places of a finding are named.
const MOST_PLACES: usize = 3;

/// Where else the same stands; empty for nowhere.
fn also(source: &Source, places: &[Place]) -> String {
    let named = places.iter().take(MOST_PLACES);
    let named = named.map(|it| format!("{} (line {})", it.name, source.position(it.span.start()).line));
    let more = places.len().checked_sub(MOST_PLACES).filter(|more| *more > 0);
    let all: Vec<String> = named.chain(more.map(|more| format!("{more} more"))).collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => format!("also in {one}"),
        [most @ .., last] => format!("also in {} and {last}", most.join(", ")),
    }
}

/// A finding as miette wants it.
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    name: &'a str,
    excerpt: Option<Excerpt>,
    /// Where else it is.
    also: String,
}

impl Shown<'_> {
    fn help_text(&self) -> Option<String> {
        let parts = [self.remedy().unwrap_or_default(), self.also.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn remedy(&self) -> Option<String> {
        let help = &self.diagnostic.help;
        let Some(fix) = &self.diagnostic.fix else { return (!help.is_empty()).then(|| help.clone()) };
        let safety = match fix.safety {
            Safety::Safe => "safe fix",
            Safety::Unsafe => "unsafe fix",
        };
        let fix = format!("{} ({safety})", fix.title);
        let says_the_same = help.is_empty() || *help == self.diagnostic.fix.as_ref()?.title;
        Some(if says_the_same { fix } else { format!("{help}\n{fix}") })
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.diagnostic.message))
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.diagnostic.severity, self.diagnostic.code())))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Style => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help_text().map(|help| Box::new(visible(&help).into_owned()) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.is_some().then_some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.excerpt.as_ref()?.span;
        let label = (!self.diagnostic.label.is_empty()).then(|| self.diagnostic.label.clone());
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(label, span.range()))))
    }
}

/// Miette asks for the surroundings of a place: it gets the excerpt, and is told where in the file that lies.
impl SourceCode for Shown<'_> {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let excerpt = self.excerpt.as_ref().ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            visible_line(self.name).into_owned(),
            excerpt.text.as_bytes(),
            (0..excerpt.text.len()).into(),
            excerpt.position.line - 1,
            excerpt.position.column - 1,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{CodeInfo, Fix};
    use crate::text::{Edit, Span};

    static INFO: CodeInfo = CodeInfo {
        code: "upper-case-operator",
        summary: "",
        explanation: "",
        severity: Severity::Error,
        example: ("", ""),
    };

    fn shown(text: &str, span: Span) -> String {
        let mut report = Report::default();
        let source = report.add_file("q.txt", text.to_owned());
        let fix = Some(Fix::safe("write `eq`", vec![Edit::replace(span, "eq")]));
        let (message, label, help) = ("`EQ` is not lower case".into(), String::new(), "write `eq`".into());
        let diagnostic = Diagnostic { info: &INFO, severity: Severity::Error, message, span, label, help, fix };
        let finding = Finding { source: Some(source), query: None, diagnostic, also: Vec::new() };
        render_finding(&report, &finding, Colour::Off)
    }

    #[test]
    fn a_finding_shows_its_line_and_its_place_in_the_file() {
        let expected = "\
error[upper-case-operator]

  × `EQ` is not lower case
   ╭─[q.txt:2:6]
 2 │ näme EQ \"x\"
   ·      ──
   ╰────
  help: write `eq` (safe fix)
";
        assert_eq!(shown("# a comment\r\nnäme EQ \"x\"\r\n", Span::new(19, 21)), expected);
    }

    #[test]
    fn a_long_line_is_cut_around_the_finding() {
        let text = format!("{}EQ{}", "é".repeat(500), "é".repeat(500));
        let shown = shown(&text, Span::new(1000, 1002));
        let line = shown.lines().find(|line| line.contains('│')).unwrap();
        assert!(line.ends_with('…') && line.chars().count() < 200, "{shown}");
        assert!(shown.contains("[q.txt:1:501]"), "{shown}");
    }

    #[test]
    fn every_place_can_be_drawn() {
        for text in ["", "a", "a\n", "a\nb", "\u{feff}a\r\n\r\n日本"] {
            for start in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                for end in (start..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                    assert!(shown(text, Span::new(start, end)).contains("q.txt"));
                }
            }
        }
    }
}
