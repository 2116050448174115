//! Files of records: they come back as they went in, without the private data of pictures, and nobody's but their readers'.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use super::billing::{APRIL, charge, people};
use super::support::terminal::on_terminal;
use super::support::{Env, sha256};

both![
    a_file_comes_back_from_every_kind_of_record,
    the_same_bytes_are_kept_once_and_go_with_their_last_file,
    what_is_too_large_empty_or_a_program_is_refused,
    a_name_is_never_a_path,
    a_picture_loses_its_private_data_and_stays_as_it_is_seen,
    what_may_still_tell_is_refused_unless_that_is_meant,
    who_sees_the_record_sees_its_files_and_who_changes_it_changes_them,
    an_undo_brings_back_what_is_not_gone_for_good,
    raw_sql_changes_no_bytes_and_no_hash,
    backups_carry_the_bytes_and_checks_read_them,
    a_file_on_the_disk_is_not_replaced,
    many_add_and_remove_the_same_bytes_at_once,
];

/// A device and a booking of June.
fn content(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.line("device add LT-001 --category Laptop").ok();
    env.line("booking create --client Umoya --room Focus --date 2026-06-01 --learners 2")
        .ok();
}

/// Every byte there is, twice.
fn bytes() -> Vec<u8> {
    (0..=255).chain((0..=255).rev()).collect()
}

#[track_caller]
fn fetched(env: &Env, target: &[&str]) -> Vec<u8> {
    let path = env.path("fetched");
    let _ = fs::remove_file(&path);
    let line = [&["file", "get"], target, &["-o", "fetched"]].concat();
    env.colab(&line).ok();
    fs::read(path).unwrap()
}

fn sound(env: &Env) {
    let mut found = env.line("db check -f json").json().as_array().cloned().unwrap();
    found.retain(|finding| finding["check"] != "token_maker");
    assert_eq!(found, Vec::<Value>::new());
}

fn a_file_comes_back_from_every_kind_of_record(env: &Env) {
    let (boss, _) = people(env);
    env.line("device add LT-001 --category Laptop").ok();
    env.line_at(
        APRIL,
        "rental start --client Umoya --serial LT-001 --contact-person Sam --contact-number 1 --company Oak --address Here --return-on +1d",
    )
    .ok();
    charge(env, &boss, "1");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.write("scan 1.bin", bytes());
    let records = [
        "device:lt-001",
        "booking:1",
        "rental:rn-2026-0001",
        "invoice:inv-2026-0001",
    ];
    for (place, record) in records.iter().enumerate() {
        let made = env.json(&["file", "add", record, "scan 1.bin"]);
        assert_eq!(made["id"], place + 1);
        assert_eq!(made["type"], "application/octet-stream");
        assert_eq!(
            (&made["size"], &made["sha256"]),
            (&json!(512), &json!(sha256(bytes())))
        );
        assert_eq!(fetched(env, &[record, "SCAN 1.bin"]), bytes(), "{record}");
        assert_eq!(fetched(env, &[record]), bytes(), "{record}");
        assert_eq!(fetched(env, &[&made["id"].to_string()]), bytes(), "{record}");
        assert_eq!(env.column(&["file", "list", record], "name"), ["scan 1.bin"]);
    }
    let typed = [
        "device:LT-001",
        "booking:1",
        "rental:RN-2026-0001",
        "invoice:INV-2026-0001",
    ];
    assert_eq!(env.column(&["file", "list"], "record"), typed);
    assert_eq!(
        env.column(&["file", "list", "--sort", "-id", "--limit", "1"], "id"),
        ["4"]
    );
    assert_eq!(env.column(&["file", "list", "--search", "inv-2026"], "id"), ["4"]);
    env.line("file list -o files.xlsx").ok().says("4 rows");
    for (line, code) in [
        ("file list device:LT-002", 3),
        ("file list booking:99", 3),
        ("file list booking:x", 2),
        ("file list client:1", 2),
        ("file list device:", 2),
        ("file get 99", 3),
        ("file get device:LT-001 nothing.bin", 3),
        ("file remove 99", 3),
        ("file add device:LT-001 nowhere.bin", 3),
    ] {
        env.line(line).fails(code);
    }
    let told = env.json(&["audit", "list", "--command", "file add"]);
    assert_eq!(told.as_array().unwrap().len(), 4);
    assert!(
        env.line("audit list --command \"file add\" --limit 1")
            .ok()
            .stdout
            .contains("created file 4 (scan 1.bin)")
    );
    sound(env);
}

fn the_same_bytes_are_kept_once_and_go_with_their_last_file(env: &Env) {
    content(env);
    env.write("a.bin", bytes());
    env.write("b.bin", bytes());
    env.write("other.bin", "other");
    for line in ["file add device:LT-001 a.bin", "file add booking:1 b.bin"] {
        env.line(line).ok();
    }
    env.line("file add device:LT-001 a.bin")
        .ok()
        .says("the record has this file already");
    env.line("file add device:LT-001 other.bin --name A.bin")
        .fails(5)
        .says("another file a.bin")
        .says("--name NAME");
    env.call(&["file", "add", "device:LT-001", "-", "--name", "piped.bin"])
        .stdin(bytes())
        .run()
        .ok();
    env.line("file add device:LT-001 -").fails(2).says("--name");
    env.line("file add booking:1 other.bin -n").ok();
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (3, 1));
    // A file that was removed keeps its bytes for an undo.
    env.line("file remove 1 3").ok();
    env.line("file get 1").fails(5).says("was removed");
    env.line("file remove 1").fails(5);
    env.line("file remove 1 3 --for-good").fails(2).says("--yes");
    env.line("file remove 1 3 --for-good --yes").ok();
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (1, 1));
    assert_eq!(fetched(env, &["2"]), bytes());
    env.line("file remove 2 --for-good -n").ok();
    env.line("file remove 2 --for-good --yes").ok();
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (0, 0));
    sound(env);
}

fn what_is_too_large_empty_or_a_program_is_refused(env: &Env) {
    content(env);
    let most = 10 * 1024 * 1024;
    let mut large = bytes().repeat(most / 512);
    env.write("large.bin", &large);
    env.line("file add device:LT-001 large.bin -q").ok();
    assert_eq!(fetched(env, &["device:LT-001"]), large);
    large.push(0);
    env.write("larger.bin", &large);
    env.line("file add device:LT-001 larger.bin")
        .fails(6)
        .says("10 MiB");
    env.write("empty.txt", "");
    env.line("file add device:LT-001 empty.txt")
        .fails(6)
        .says("empty");
    let program = fs::read(super::support::program::PROGRAM).unwrap();
    for (name, bytes) in [
        ("photo.jpg", &program[..4096]),
        ("note.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("setup.exe", b"MZ\x90\0\x03\0\0\0"),
    ] {
        env.write(name, bytes);
        env.colab(&["file", "add", "device:LT-001", name])
            .fails(6)
            .says("is a program");
    }
    env.write("note.txt", "MZ is a town");
    assert_eq!(env.get("file add device:LT-001 note.txt")["type"], "text/plain");
    assert_eq!(
        env.refusal("file add device:LT-001 empty.txt"),
        ("file_refused".to_owned(), 6)
    );
    sound(env);
}

fn a_name_is_never_a_path(env: &Env) {
    content(env);
    env.write("a.txt", "a");
    for name in [
        "../a.txt",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "..",
        ".",
        ".profile",
        "a\nb",
        "a\u{1b}[2Jb",
        "a\u{202e}txt.exe",
        "a\u{200b}b",
        "",
    ] {
        let refused = env
            .colab(&["file", "add", "device:LT-001", "a.txt", "--name", name])
            .fails(6);
        assert!(!refused.stderr.contains('\u{1b}'), "{refused}");
        refused.says("--name NAME");
    }
    let long = "é".repeat(150);
    env.colab(&["file", "add", "device:LT-001", "a.txt", "--name", &long])
        .fails(6);
    // Composed or not, it is one name.
    env.colab(&[
        "file",
        "add",
        "device:LT-001",
        "a.txt",
        "--name",
        "Zoe\u{308}.txt",
    ])
    .ok();
    assert_eq!(fetched(env, &["device:LT-001", "Zoë.txt"]), b"a");
    // What somebody wrote past the program leads nowhere either.
    let insert = |id: i64, name: &str| {
        format!(
            "INSERT INTO attachments (id, kind, record_id, name, name_key, content_type, sha256, created_by, created_at)
             SELECT {id}, kind, record_id, '{name}', '{id}', content_type, sha256, created_by, created_at
               FROM attachments WHERE id = 1"
        )
    };
    for name in ["../a", "a\\b", "..", ""] {
        let refusal = env.raw_sql(&insert(90, name)).expect_err(name);
        assert!(refusal.contains("attachments_name_check"), "{refusal}");
    }
    env.raw_sql(&insert(91, "...bash\u{202e}rc")).unwrap();
    env.line("file get 91").ok();
    assert_eq!(fs::read(env.path("bashrc")).unwrap(), b"a");
    fs::create_dir(env.path("sub")).unwrap();
    env.line("file get 91 -o sub").ok();
    assert!(env.path("sub/bashrc").exists());
}

/// A segment of a JPEG.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// A directory of EXIF: its entries of one value each.
fn directory(entries: &[(u16, u16, u32, u32)]) -> Vec<u8> {
    let mut bytes = u16::try_from(entries.len()).unwrap().to_le_bytes().to_vec();
    for (tag, form, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(form.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// Turned by a quarter, with a place and a serial number.
fn exif() -> Vec<u8> {
    let first = directory(&[(0x0112, 3, 1, 6), (0x8769, 4, 1, 50), (0x8825, 4, 1, 90)]);
    let mut block = [b"II*\0\x08\0\0\0", &first[..]].concat();
    assert_eq!(block.len(), 50);
    block.extend(directory(&[(0xa431, 2, 10, 70)]));
    block.resize(70, 0);
    block.extend(b"SERIAL-4711\0");
    block.resize(90, 0);
    block.extend(directory(&[(0x0001, 2, 2, 0x53)]));
    block.extend(b"LATITUDE-33.9");
    block
}

const SCAN: &[u8] = b"\x12\x34\xff\x00\x56\xff\xd0\x78\x9a";

/// The parts that show: frame, tables and two scans.
fn seen_parts() -> Vec<Vec<u8>> {
    vec![
        segment(0xdb, &[1; 65]),
        segment(0xc2, &[8, 0, 2, 0, 2, 1, 1, 0x11, 0]),
        segment(0xc4, &[0; 20]),
        [&segment(0xda, &[1, 1, 0, 0, 0, 0])[..], SCAN].concat(),
        [&segment(0xda, &[1, 1, 0, 1, 63, 0])[..], SCAN].concat(),
    ]
}

/// A photo with all that cameras and editors add.
pub fn jpeg() -> Vec<u8> {
    let seen = seen_parts();
    let jfif = [&b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01"[..], b"\xaaTHUMBNAIL"].concat();
    [
        vec![0xff, 0xd8],
        segment(0xe0, &jfif),
        segment(0xe1, &[&b"Exif\0\0"[..], &exif()].concat()),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>PLACE-IN-XMP</x>"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xe2, b"MPF\0SECOND-PICTURE"),
        segment(0xed, b"Photoshop 3.0\0IPTC-AUTHOR"),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01"),
        segment(0xfe, b"A-COMMENT"),
        seen[0].clone(),
        seen[1].clone(),
        seen[2].clone(),
        seen[3].clone(),
        segment(0xfe, b"COMMENT-BETWEEN-SCANS"),
        seen[4].clone(),
        vec![0xff, 0xd9],
        b"MOTION-PHOTO-WITH-A-PLACE".to_vec(),
    ]
    .concat()
}

/// Texts of [`jpeg`] and the others that tell something.
const PRIVATE: [&str; 12] = [
    "SERIAL",
    "LATITUDE",
    "THUMBNAIL",
    "PLACE",
    "SECOND",
    "IPTC",
    "AUTHOR",
    "COMMENT",
    "MOTION",
    "xmp",
    "xap",
    "II*",
];

#[track_caller]
fn tells_nothing(bytes: &[u8]) {
    for text in PRIVATE {
        let found = bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!found, "{text}: {}", String::from_utf8_lossy(bytes));
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|one| one == part)
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let named = [&kind[..], content].concat();
    [&length[..], &named, &crc32fast::hash(&named).to_be_bytes()].concat()
}

/// A picture of 3 by 2 pixels, with what a camera and an editor add.
fn png(pixels: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = png::Encoder::new(&mut plain, 3, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    let head = 8 + 25;
    [
        &plain[..head],
        &chunk(b"tEXt", b"Author\0AUTHOR"),
        &chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0PLACE"),
        &chunk(b"eXIf", &exif()),
        &chunk(b"tIME", &[7, 234, 3, 2, 8, 0, 0]),
        &chunk(b"prIv", b"SERIAL"),
        &plain[head..],
        b"MOTION",
    ]
    .concat()
}

/// A chunk of a WebP.
fn riff(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    let fill = vec![0; content.len() % 2];
    [&kind[..], &length, content, &fill].concat()
}

fn webp() -> Vec<u8> {
    let chunks = [
        &b"WEBP"[..],
        &riff(b"VP8X", &[0x0c, 0, 0, 0, 2, 0, 0, 1, 0, 0]),
        &riff(b"VP8L", b"\x2fpixels!"),
        &riff(b"EXIF", &exif()),
        &riff(b"XMP ", b"<xmp>PLACE"),
        &riff(b"OWN1", b"SERIAL"),
    ]
    .concat();
    [&riff(b"RIFF", &chunks)[..], b"MOTION"].concat()
}

fn a_picture_loses_its_private_data_and_stays_as_it_is_seen(env: &Env) {
    content(env);
    env.write("photo.jpg", jpeg());
    let run = env.line("file add device:LT-001 photo.jpg --json").ok();
    for what in [
        "removed private data from photo.jpg: ",
        "small picture",
        "EXIF",
        "place",
        "serial number",
        "XMP",
        "IPTC",
        "comment",
        "data after the picture",
    ] {
        assert!(run.stderr.contains(what), "{what}: {run}");
    }
    assert_eq!(run.json()["type"], "image/jpeg");
    let kept = fetched(env, &["1"]);
    tells_nothing(&kept);
    for part in seen_parts() {
        assert!(holds(&kept, &part));
    }
    assert!(kept.starts_with(b"\xff\xd8\xff\xe0") && kept.ends_with(b"\xff\xd9"));
    let turned = [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06"[..]].concat();
    assert!(holds(&kept, &turned) && holds(&kept, b"colours") && holds(&kept, b"Adobe"));
    // What is clean stays as it is.
    env.write("clean.jpg", &kept);
    let again = env.line("file add device:LT-001 clean.jpg").ok();
    assert_eq!(env.count("attachment_bytes"), 1, "{again}");

    let pixels = [0, 50, 100, 150, 200, 250];
    env.write("photo.png", png(&pixels));
    env.line("file add device:LT-001 photo.png")
        .ok()
        .says("texts, XMP, EXIF, place");
    let kept = fetched(env, &["device:LT-001", "photo.png"]);
    tells_nothing(&kept);
    let mut reader = png::Decoder::new(std::io::Cursor::new(&kept))
        .read_info()
        .unwrap();
    let mut found = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut found).unwrap();
    assert_eq!(found, pixels);
    assert!(holds(&kept, b"eXIfMM\0*"));

    env.write("photo.webp", webp());
    env.line("file add device:LT-001 photo.webp").ok().says("XMP");
    let kept = fetched(env, &["device:LT-001", "photo.webp"]);
    tells_nothing(&kept);
    assert!(holds(&kept, b"\x2fpixels!") && holds(&kept, b"MM\0*"));
    assert_eq!(kept[20], 0x08, "it has EXIF and no XMP");
    assert_eq!(
        kept.len(),
        8 + u32::from_le_bytes(kept[4..8].try_into().unwrap()) as usize
    );

    // On purpose all of it stays.
    for (name, bytes) in [("p.jpg", jpeg()), ("p.png", png(&pixels)), ("p.webp", webp())] {
        env.write(name, &bytes);
        let run = env
            .colab(&["file", "add", "booking:1", name, "--keep-private-data"])
            .ok();
        assert!(!run.stderr.contains("removed"), "{run}");
        assert_eq!(fetched(env, &["booking:1", name]), bytes);
    }
}

fn what_may_still_tell_is_refused_unless_that_is_meant(env: &Env) {
    content(env);
    let whole = jpeg();
    let end = whole.len() - b"MOTION-PHOTO-WITH-A-PLACE".len();
    for cut in [3, 4, 21, 40, 120, 300, end - 20, end - 2, end - 1] {
        env.write("cut.jpg", &whole[..cut]);
        env.line("file add device:LT-001 cut.jpg -q")
            .fails(6)
            .says("private data cannot be removed")
            .says("--keep-private-data");
    }
    let png = png(&[0; 6]);
    let mut wrong_sum = png.clone();
    wrong_sum[60] ^= 1;
    let webp = webp();
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heicLATITUDE".to_vec();
    for (name, bytes) in [
        ("a.png", &png[..png.len() - 12]),
        ("b.png", &wrong_sum),
        ("c.webp", &webp[..webp.len() - 20]),
        ("d.heic", &heic),
        ("e.gif", b"GIF89a\x01\0\x01\0"),
        ("f.jpg", b"\xff\xd8\xff\xd9\xff\xd9"),
        ("g.tif", b"II*\0\x08\0\0\0\0\0\0\0"),
    ] {
        env.write(name, bytes);
        env.colab(&["file", "add", "device:LT-001", name])
            .fails(6)
            .says("private data")
            .says("--keep-private-data");
        assert_eq!(env.count("attachments"), 0, "{name}");
    }
    env.line("file add device:LT-001 d.heic --keep-private-data").ok();
    assert_eq!(fetched(env, &["1"]), heic);
    assert_eq!(
        env.column(&["history", "--limit", "1"], "command"),
        ["file add device:LT-001 d.heic --keep-private-data"]
    );
}

fn who_sees_the_record_sees_its_files_and_who_changes_it_changes_them(env: &Env) {
    content(env);
    env.write("a.txt", "a");
    env.line("file add device:LT-001 a.txt").ok();
    env.line("file add booking:1 a.txt").ok();
    let viewer = env.user("vera", "training_facility_admin_viewer");
    let staff = env.user("sipho", "staff");
    let kitchen = env.user("kim", "kitchen_staff");
    let rooms = env.user("rosa", "training_facility_admin");
    let devices = env.user("dan", "it_rental_admin");
    let ids = |token: &str| -> Vec<i64> {
        let list = env.line_as(token, "file list -f json").ok().json();
        let ids = list.as_array().unwrap().iter();
        ids.map(|file| file["id"].as_i64().unwrap()).collect()
    };
    assert_eq!(ids(&viewer), [1, 2]);
    env.line_as(&viewer, "file get 1 -o v.txt").ok();
    for line in [
        "file add device:LT-001 a.txt --name b.txt",
        "file remove 1",
        "file remove 2 --for-good --yes",
    ] {
        env.line_as(&viewer, line).fails(4);
    }
    // Of bookings staff see their own and what is pending.
    env.line_as(
        &staff,
        "booking create --client Own --date 2026-06-02 --learners 2",
    )
    .ok();
    env.line_as(&staff, "file add booking:2 a.txt").ok();
    assert_eq!(ids(&staff), [3]);
    for (line, code) in [
        ("file get 1", 3),
        ("file get 2", 3),
        ("file remove 2", 3),
        ("file list booking:1", 3),
        ("file list device:LT-001", 4),
    ] {
        env.line_as(&staff, line).fails(code);
    }
    env.line_as(&staff, "file remove 3").ok();
    env.line_as(&staff, "undo").ok();
    env.line_as(&kitchen, "file list").fails(4);
    env.line_as(&kitchen, "file get 2").fails(3);
    // Each boss changes what is theirs.
    env.line_as(&rooms, "file remove 1").fails(4);
    env.line_as(&devices, "file remove 2").fails(4);
    env.line_as(&rooms, "file remove 2").ok();
    env.line_as(&devices, "file remove 1").ok();
    let removal = env
        .column(&["history", "--record", "file:2", "--limit", "1"], "id")
        .remove(0);
    env.line_as(&devices, &format!("undo {removal}")).fails(4);
    env.line_as(&rooms, &format!("undo {removal}")).ok();
    assert_eq!(ids(&viewer), [2, 3]);
}

fn an_undo_brings_back_what_is_not_gone_for_good(env: &Env) {
    content(env);
    env.write("a.bin", bytes());
    env.line("file add device:LT-001 a.bin").ok();
    let names = || env.column(&["file", "list"], "name");
    env.line("undo -n").ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("is removed"), "{undone}");
    assert!(names().is_empty());
    assert_eq!(env.column(&["file", "list", "--all"], "name"), ["a.bin"]);
    let last = |env: &Env| env.column(&["history", "--limit", "1"], "id").remove(0);
    env.line(&format!("undo {}", last(env))).ok();
    assert_eq!(names(), ["a.bin"]);
    env.line("file remove 1").ok();
    let removal = last(env);
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("is there again"), "{undone}");
    assert_eq!(fetched(env, &["1"]), bytes());
    // Meanwhile the name went to another one.
    env.line("file remove 1").ok();
    let second = last(env);
    env.write("a.bin", "another");
    env.line("file add device:LT-001 a.bin").ok();
    env.line(&format!("undo {second}"))
        .fails(5)
        .says("another file of that name");
    env.line("file remove 2 --for-good --yes").ok();
    env.line("undo")
        .fails(5)
        .says("cannot be undone")
        .says("colab file add RECORD FILE");
    env.line(&format!("undo {second}")).ok();
    env.line("file remove 1 --for-good --yes").ok();
    for operation in [second, removal] {
        let run = env.line(&format!("undo {operation}"));
        assert_ne!(run.code, Some(0), "{run}");
    }
    env.line("file add device:LT-001 a.bin").ok();
    let added = last(env);
    env.line("file remove 3 --for-good --yes").ok();
    env.line(&format!("undo {added}"))
        .fails(5)
        .says("removed for good");
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (0, 0));
    sound(env);
}

fn raw_sql_changes_no_bytes_and_no_hash(env: &Env) {
    content(env);
    env.write("a.bin", bytes());
    env.line("file add device:LT-001 a.bin").ok();
    let other = sha256("other");
    let link = "INSERT INTO attachments (id, kind, record_id, name, name_key, content_type, sha256, created_by, created_at)
        SELECT 9, KIND, RECORD, 'n', 'n', content_type, sha256, created_by, created_at FROM attachments";
    let of = |kind: &str, record: &str| link.replace("KIND", kind).replace("RECORD", record);
    for (statement, rule) in [
        (
            "UPDATE attachment_bytes SET size = 1".to_owned(),
            "attachment_bytes_fixed",
        ),
        (
            format!("UPDATE attachment_bytes SET sha256 = '{other}'"),
            "attachment_bytes_fixed",
        ),
        (
            "UPDATE attachment_bytes SET content = content".to_owned(),
            "attachment_bytes_fixed",
        ),
        (
            "DELETE FROM attachment_bytes".to_owned(),
            "attachments_sha256_fkey",
        ),
        (
            format!("UPDATE attachments SET sha256 = '{other}'"),
            "attachments_fixed",
        ),
        (
            "UPDATE attachments SET name = 'x'".to_owned(),
            "attachments_fixed",
        ),
        (
            "UPDATE attachments SET record_id = 2".to_owned(),
            "attachments_fixed",
        ),
        (
            "UPDATE attachments SET removed_by = 'x'".to_owned(),
            "attachments_removed_check",
        ),
        (of("'device'", "99"), "attachments_record"),
        (of("'client'", "1"), "attachments_record"),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    if env.is_sqlite() {
        let replace = "INSERT OR REPLACE INTO attachment_bytes SELECT sha256, 1, X'00' FROM attachment_bytes";
        assert!(
            env.raw_sql(replace)
                .unwrap_err()
                .contains("attachment_bytes_fixed")
        );
    } else {
        let wrong = format!("INSERT INTO attachment_bytes VALUES ('{other}', 1, '\\x00')");
        assert!(
            env.raw_sql(&wrong)
                .unwrap_err()
                .contains("attachment_bytes_sha256_check")
        );
    }
    assert_eq!(fetched(env, &["1"]), bytes());
    sound(env);
}

fn backups_carry_the_bytes_and_checks_read_them(env: &Env) {
    content(env);
    env.write("a.bin", bytes());
    env.line("file add device:LT-001 a.bin").ok();
    env.line("db backup kept").ok();
    env.line("file remove 1 --for-good --yes").ok();
    env.line("file get 1").fails(3);
    env.line("db restore kept --yes").ok();
    assert_eq!(fetched(env, &["1"]), bytes());
    sound(env);
    // Whoever goes past the guards is found.
    let (open, close, zero) = if env.is_sqlite() {
        let guard = env
            .raw_text("SELECT sql FROM sqlite_schema WHERE name = 'attachment_bytes_no_update'")
            .unwrap();
        (
            "DROP TRIGGER attachment_bytes_no_update".to_owned(),
            guard,
            "X'00'",
        )
    } else {
        (
            "ALTER TABLE attachment_bytes DISABLE TRIGGER USER; ALTER TABLE attachment_bytes DROP CONSTRAINT attachment_bytes_sha256_check"
                .to_owned(),
            "ALTER TABLE attachment_bytes ENABLE TRIGGER USER".to_owned(),
            "'\\x00'::bytea",
        )
    };
    env.raw_sql(&open).unwrap();
    env.raw_sql(&format!("UPDATE attachment_bytes SET content = {zero}, size = 1"))
        .unwrap();
    env.raw_sql(&close).unwrap();
    let found = env.line("db check").fails(9);
    assert!(found.stdout.contains("file_bytes"), "{found}");
    assert_eq!(env.refusal("file get 1"), ("file_damaged".to_owned(), 7));
}

fn a_file_on_the_disk_is_not_replaced(env: &Env) {
    content(env);
    env.write("a.txt", "a");
    env.line("file add device:LT-001 a.txt").ok();
    env.write("a.txt", "mine");
    env.line("file get device:LT-001").fails(5).says("--force");
    env.line("file get device:LT-001 -n").ok();
    assert_eq!(fs::read(env.path("a.txt")).unwrap(), b"mine");
    env.line("file get device:LT-001 --force")
        .ok()
        .says("wrote a.txt: 1 byte");
    assert_eq!(fs::read(env.path("a.txt")).unwrap(), b"a");
    env.line("file get 1 -o nowhere/a.txt").fails(3);
    let out = env.line("file get 1 -o -").ok();
    assert_eq!((out.stdout.as_str(), out.stderr.as_str()), ("a", ""));
    let (text, code) = on_terminal(&env.call(&["file", "get", "1", "-o", "-"]), 80);
    assert_eq!(code, Some(2), "{text}");
    // A reader that has enough is no error.
    env.write("large.bin", bytes().repeat(4096));
    env.line("file add booking:1 large.bin -q").ok();
    let call = env.call(&["file", "get", "booking:1", "-o", "-"]);
    let mut child = call
        .command()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

fn many_add_and_remove_the_same_bytes_at_once(env: &Env) {
    content(env);
    env.write("a.bin", bytes());
    let runs: Vec<_> = (0..6)
        .map(|at| {
            let name = format!("{at}.bin");
            env.spawn(&["file", "add", "device:LT-001", "a.bin", "--name", &name, "-q"])
        })
        .collect();
    for run in runs {
        run.wait().ok();
    }
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (6, 1));
    let mut runs: Vec<_> = (1..=6)
        .map(|id| env.spawn(&["file", "remove", &id.to_string(), "--for-good", "--yes", "-q"]))
        .collect();
    runs.push(env.spawn(&["file", "add", "booking:1", "a.bin", "-q"]));
    for run in runs {
        run.wait().ok();
    }
    assert_eq!(fetched(env, &["booking:1"]), bytes());
    sound(env);
}
