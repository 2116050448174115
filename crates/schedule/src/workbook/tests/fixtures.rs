//! Workbooks made in code.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn xlsx(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

/// An xlsx of one sheet whose XML is given from `sheetData` on, for what no writer would write.
pub fn raw_xlsx(sheet: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    zipped(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships><Relationship Id='1' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships><Relationship Id='r1' Type='{OFFICE}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns='{MAIN}'>{sheet}</worksheet>"),
        ),
    ])
}

/// An ods whose sheets are given as XML.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version='1.0'?><office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s'>\
         <office:automatic-styles><style:style style:name='hid'><style:table-properties table:display='false'/>\
         </style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='m'/>"),
    ])
}

/// One text cell of an ods.
pub fn cell(attributes: &str, text: &str) -> String {
    format!(
        "<table:table-cell {attributes} office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
    )
}

/// An OLE file that has nothing but a directory with these streams; the first begins at `stream`.
pub fn ole(names: &[&str], stream: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[30] = 9;
    for name in names {
        let mut entry = [0; 128];
        for (at, c) in name.bytes().enumerate() {
            entry[at * 2] = c;
        }
        entry[64] = u8::try_from((name.len() + 1) * 2).unwrap();
        entry[66] = 2;
        entry[116] = 1;
        bytes.extend_from_slice(&entry);
    }
    bytes.resize(1024, 0);
    bytes.extend_from_slice(stream);
    bytes.resize(1536, 0);
    bytes
}
