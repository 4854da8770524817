//! The parts of a collection that matter here.

use serde::de::MapAccess;

use super::lenient::{List, Members, Object, Raw, skip};

/// A file: the collection itself, or one that is wrapped in an object.
#[derive(Debug, Clone, Default)]
pub(super) struct Document<'a> {
    pub(super) itself: Collection<'a>,
    pub(super) wrapped: Option<Collection<'a>>,
}

/// A collection.
#[derive(Debug, Clone, Default)]
pub(super) struct Collection<'a> {
    /// The address of the schema it keeps to.
    pub(super) schema: Raw<'a>,
    /// Its requests and folders; every collection has a list of them.
    pub(super) items: Option<Vec<Item<'a>>>,
    pub(super) variables: Vec<Variable<'a>>,
}

/// A request with its saved responses, or a folder of items.
#[derive(Debug, Clone, Default)]
pub(super) struct Item<'a> {
    pub(super) request: Option<Raw<'a>>,
    pub(super) responses: Vec<Response<'a>>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) variables: Vec<Variable<'a>>,
}

/// A saved response.
#[derive(Debug, Clone, Default)]
pub(super) struct Response<'a> {
    pub(super) name: Raw<'a>,
    pub(super) request: Option<Raw<'a>>,
}

/// A variable with the value it has at first.
#[derive(Debug, Clone, Default)]
pub(super) struct Variable<'a> {
    pub(super) name: Raw<'a>,
    pub(super) value: Raw<'a>,
}

/// A request.
#[derive(Debug, Clone, Default)]
pub(super) struct Request<'a> {
    pub(super) method: Raw<'a>,
    pub(super) url: Raw<'a>,
}

/// A request's URL, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Url<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) host: Raw<'a>,
    pub(super) path: Raw<'a>,
    pub(super) query: Vec<QueryParameter<'a>>,
}

/// One of the parameters of a URL.
#[derive(Debug, Clone, Default)]
pub(super) struct QueryParameter<'a> {
    pub(super) key: Raw<'a>,
    pub(super) value: Raw<'a>,
    pub(super) disabled: bool,
}

/// A segment of a path that is written as an object.
#[derive(Debug, Clone, Default)]
pub(super) struct Segment<'a> {
    pub(super) value: Raw<'a>,
}

#[derive(Default)]
struct Info<'a> {
    schema: Raw<'a>,
}

/// The objects of a list, without the wrapper.
fn list<'a, T: Members<'a>, A: MapAccess<'a>>(map: &mut A) -> Result<Vec<T>, A::Error> {
    Ok(list_if_any(map)?.unwrap_or_default())
}

/// The same; `None` where something else stands in its place.
fn list_if_any<'a, T: Members<'a>, A: MapAccess<'a>>(map: &mut A) -> Result<Option<Vec<T>>, A::Error> {
    let List(objects) = map.next_value::<List<Object<T>>>()?;
    Ok(objects.map(|objects| objects.into_iter().map(|Object(it)| it).collect()))
}

impl<'a> Members<'a> for Document<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if key == "collection" {
            self.wrapped = Some(map.next_value::<Object<Collection<'a>>>()?.0);
            return Ok(());
        }
        self.itself.member(key, map)
    }
}

impl<'a> Members<'a> for Collection<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "info" => self.schema = map.next_value::<Object<Info<'a>>>()?.0.schema,
            "item" => self.items = list_if_any(map)?,
            "variable" => self.variables = list(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Info<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "schema" => self.schema = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Item<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "request" => self.request = Some(map.next_value()?),
            "response" => self.responses = list(map)?,
            "item" => self.items = list(map)?,
            "variable" => self.variables = list(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Response<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "name" => self.name = map.next_value()?,
            "originalRequest" => self.request = Some(map.next_value()?),
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Variable<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "key" => self.name = map.next_value()?,
            "value" => self.value = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Request<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "method" => self.method = map.next_value()?,
            "url" => self.url = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Url<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "raw" => self.raw = map.next_value()?,
            "host" => self.host = map.next_value()?,
            "path" => self.path = map.next_value()?,
            "query" => self.query = list(map)?,
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for QueryParameter<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "key" => self.key = map.next_value()?,
            "value" => self.value = map.next_value()?,
            "disabled" => self.disabled = map.next_value::<Raw<'a>>()?.0 == "true",
            _ => skip(map)?,
        }
        Ok(())
    }
}

impl<'a> Members<'a> for Segment<'a> {
    fn member<A: MapAccess<'a>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "value" => self.value = map.next_value()?,
            _ => skip(map)?,
        }
        Ok(())
    }
}
