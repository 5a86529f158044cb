//! Files of office programs, which are ZIPs of XML: their parts, and the cells of workbooks.
//!
//! In: the bytes of a file. Out: its parts as text; of a workbook each sheet's cells.
//!
//! May touch: nothing

mod package;
mod sheet;

pub(crate) use package::{Package, attribute, character};
pub(crate) use sheet::{Sheet, read as sheets};
