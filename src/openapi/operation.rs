//! The operations of a specification, each made a schema.

use super::document::{Documents, Node};
use super::filter_text::FilterText;
use super::items::Records;
use super::prose::UnreadLine;
use super::sorter_text::SorterText;
use super::{Example, Import, Unread, examples, parameter};
use crate::schema::{Field, FieldType, FilterRules, Method, Schema, SortRules};

/// Reads every operation that has a filter or sorter parameter in the standard form.
pub(super) fn read_all(documents: &Documents) -> Import {
    let root = documents.root();
    let server = root.get("servers").and_then(|it| it.elements().next()).map(|it| it.text("url")).unwrap_or_default();
    let prefix = path_of(server);
    let mut import = Import { version: version(prefix, documents), ..Import::default() };
    for (path, item) in root.get("paths").into_iter().flat_map(Node::entries) {
        let item = match documents.follow(item) {
            Ok(item) => item,
            Err(reference) => {
                import.unread.push(broken(path.to_owned(), reference));
                continue;
            }
        };
        for (word, operation) in item.entries() {
            // OpenAPI writes methods in lower case; other keys are no operations.
            let Some(method) = Method::ALL.into_iter().find(|it| it.word().to_lowercase() == word) else { continue };
            let schema = Schema {
                version: import.version.clone(),
                operation_id: operation.text("operationId").to_owned(),
                method,
                path: format!("{prefix}{path}"),
                deprecated: operation.is("deprecated"),
                ..Schema::default()
            };
            let mut reader = Reader {
                documents,
                unread: Vec::new(),
                examples: Vec::new(),
                name: format!("{method} {prefix}{path}"),
            };
            let schema = reader.operation(schema, item, operation);
            import.unread.append(&mut reader.unread);
            let known = schema.is_some();
            import.schemas.extend(schema);
            if known {
                import.examples.append(&mut reader.examples);
            }
        }
    }
    import
}

/// The path of a server's address: `/v3` of `https://{tenant}.api.identitynow.com/v3`.
fn path_of(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default().trim_end_matches('/')
}

/// The last part of the server's path where it looks like a version, else the file's name.
fn version(prefix: &str, documents: &Documents) -> String {
    let last = prefix.rsplit('/').next().unwrap_or_default();
    let numbered = last.strip_prefix('v').is_some_and(|it| it.starts_with(|first: char| first.is_ascii_digit()));
    if numbered || matches!(last, "beta" | "alpha") { last.to_owned() } else { documents.name() }
}

fn broken(endpoint: String, reference: &str) -> Unread {
    let reason = "a `$ref` that leads nowhere";
    Unread { endpoint, parameter: String::new(), reason, line: reference.to_owned() }
}

struct Reader<'d> {
    documents: &'d Documents,
    unread: Vec<Unread>,
    examples: Vec<Example>,
    name: String,
}

impl<'d> Reader<'d> {
    /// The schema of an operation; `None` where it has neither filters nor sorters.
    fn operation(&mut self, mut schema: Schema, item: Node<'d>, operation: Node<'d>) -> Option<Schema> {
        // What was not read of an operation that is left out concerns no one.
        let before = self.unread.len();
        let parameters = self.parameters(item, operation);
        let query: Vec<Node<'d>> = parameters.iter().copied().filter(|it| it.text("in") == "query").collect();
        let names: Vec<&str> = query.iter().map(|it| it.text("name")).collect();
        for parameter in &query {
            if matches!(parameter.text("name"), "filters" | "filter" | "sorters" | "sort") {
                self.examples(&schema, *parameter);
            }
            match parameter.text("name") {
                name @ ("filters" | "filter") => self.filters(&mut schema, name, *parameter, operation),
                name @ ("sorters" | "sort") => self.sorters(&mut schema, name, *parameter),
                "limit" => schema.limit = Some(parameter::limit(self.documents, *parameter)),
                "offset" => schema.offset = true,
                "count" => schema.count = true,
                name => {
                    let mut lines = Vec::new();
                    schema.parameters.push(parameter::read(self.documents, *parameter, &names, &mut lines));
                    self.note(name, lines);
                }
            }
        }
        schema.experimental = parameters
            .iter()
            .any(|it| it.text("in") == "header" && it.text("name").eq_ignore_ascii_case("X-SailPoint-Experimental"));
        let known = schema.filters.is_some() || schema.sorters.is_some();
        if !known {
            // A filter parameter in a form of its own is what somebody may look for in the list.
            let kept = self.unread.split_off(before);
            self.unread.extend(kept.into_iter().filter(|it| it.reason == NOT_STANDARD));
        }
        known.then_some(schema)
    }

    /// The parameters of the path and of the operation; the operation's stand in the place of the path's, and of two
    /// that are one and the same the first counts.
    fn parameters(&mut self, item: Node<'d>, operation: Node<'d>) -> Vec<Node<'d>> {
        let mut out: Vec<Node<'d>> = Vec::new();
        for list in [operation.get("parameters"), item.get("parameters")].into_iter().flatten() {
            for parameter in list.elements() {
                match self.documents.follow(parameter) {
                    Err(reference) => self.unread.push(broken(self.name.clone(), reference)),
                    Ok(it) => {
                        let key = |node: &Node<'d>| (node.text("name"), node.text("in"));
                        if !out.iter().any(|known| key(known) == key(&it)) {
                            out.push(it);
                        }
                    }
                }
            }
        }
        out
    }

    fn examples(&mut self, schema: &Schema, parameter: Node<'d>) {
        self.examples.extend(examples::of(self.documents, parameter).into_iter().map(|value| Example {
            method: schema.method,
            path: schema.path.clone(),
            parameter: parameter.text("name").to_owned(),
            value,
        }));
    }

    fn filters(&mut self, schema: &mut Schema, name: &str, parameter: Node<'d>, operation: Node<'d>) {
        let text = FilterText::read(parameter.text("description"));
        if text.fields.is_empty() {
            return self.not_standard(schema, name, parameter);
        }
        let mut records = Records::of(self.documents, operation);
        let mut fields = Vec::new();
        for listed in text.fields {
            let found = records.look_up(self.documents, &listed.name).unwrap_or_default();
            // Values that the description lists are those of the filter; those of the answer come second.
            let values = if listed.values.is_empty() { found.values } else { listed.values };
            let kind = match found.kind {
                FieldType::Unknown if !values.is_empty() => FieldType::String,
                kind => kind,
            };
            fields.push(Field {
                name: listed.name,
                operators: listed.operators,
                kind,
                array: found.array,
                values,
                case_sensitive: listed.case_sensitive,
                record_path: None,
            });
        }
        for reference in records.broken {
            self.unread.push(broken(self.name.clone(), reference));
        }
        self.note(name, text.unread);
        schema.filters = Some(FilterRules {
            name: name.to_owned(),
            required: parameter.is("required"),
            fields,
            composites: text.composites,
            forbidden_characters: text.forbidden_characters,
            case_sensitive: text.case_sensitive,
        });
    }

    fn sorters(&mut self, schema: &mut Schema, name: &str, parameter: Node<'d>) {
        let text = SorterText::read(parameter.text("description"));
        if text.fields.is_empty() {
            return self.not_standard(schema, name, parameter);
        }
        // What the parameter has by default is an order too.
        let default = parameter.get("schema").map(|it| it.text("default")).unwrap_or_default();
        let default = if text.default.is_empty() { default.to_owned() } else { text.default };
        self.note(name, text.unread);
        schema.sorters = Some(SortRules { name: name.to_owned(), fields: text.fields, default });
    }

    /// A parameter that only shares the name with the standard ones is one of the endpoint's own.
    fn not_standard(&mut self, schema: &mut Schema, name: &str, parameter: Node<'d>) {
        let line = parameter.text("description").lines().next().unwrap_or_default();
        self.note(name, vec![UnreadLine::new(NOT_STANDARD, line)]);
        schema.parameters.push(parameter::read(self.documents, parameter, &[], &mut Vec::new()));
    }

    fn note(&mut self, parameter: &str, lines: Vec<UnreadLine>) {
        self.unread.extend(lines.into_iter().map(|it| Unread {
            endpoint: self.name.clone(),
            parameter: parameter.to_owned(),
            reason: it.reason,
            line: it.line,
        }));
    }
}

const NOT_STANDARD: &str = "a parameter of that name, but not in the standard form";
