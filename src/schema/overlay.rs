//! Laying what the supplement knows over what a specification says.

use super::{Field, FieldType, Parameter, Schema};
use crate::vocab::FieldPath;

/// Puts what `over` says in the place of what `base` says; what it leaves out stays.
pub(super) fn overlay(base: &mut Schema, over: &Schema) {
    if let Some(theirs) = &over.filters {
        let ours = base.filters.get_or_insert_with(|| theirs.clone());
        ours.required |= theirs.required;
        ours.case_sensitive = theirs.case_sensitive.or(ours.case_sensitive);
        ours.composites.allowed = theirs.composites.allowed.or(ours.composites.allowed);
        for field in &theirs.fields {
            match ours.fields.iter_mut().find(|it| it.name == field.name) {
                Some(known) => overlay_field(known, field),
                None if field.operators.is_empty() => {}
                None => ours.fields.push(field.clone()),
            }
        }
    }
    if let Some(theirs) = &over.sorters {
        let ours = base.sorters.get_or_insert_with(|| theirs.clone());
        let new: Vec<FieldPath> = theirs.fields.iter().filter(|it| !ours.fields.contains(it)).cloned().collect();
        ours.fields.extend(new);
        if !theirs.default.is_empty() {
            ours.default.clone_from(&theirs.default);
        }
    }
    base.limit = over.limit.or(base.limit);
    base.offset |= over.offset;
    base.count |= over.count;
    base.experimental |= over.experimental;
    base.deprecated |= over.deprecated;
    for parameter in &over.parameters {
        match base.parameters.iter_mut().find(|it| it.name == parameter.name) {
            Some(known) => known.clone_from(parameter),
            None => base.parameters.push(Parameter::clone(parameter)),
        }
    }
}

fn overlay_field(ours: &mut Field, theirs: &Field) {
    if !theirs.operators.is_empty() {
        ours.operators = theirs.operators;
    }
    if theirs.kind != FieldType::Unknown {
        ours.kind = theirs.kind;
    }
    ours.array |= theirs.array;
    if !theirs.values.is_empty() {
        ours.values.clone_from(&theirs.values);
    }
    ours.case_sensitive = theirs.case_sensitive.or(ours.case_sensitive);
    if theirs.record_path.is_some() {
        ours.record_path.clone_from(&theirs.record_path);
    }
}
