//! The vault: hostile paths and files are refused, every read is written down, and what it holds is found and imported.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::support::terminal::on_terminal;
use super::support::workbook::save_rows;
use super::support::{Env, sha256};

both![
    hostile_paths_and_files_are_all_refused,
    what_a_name_says_and_what_the_bytes_are_must_agree,
    every_read_is_written_down_with_hash_and_bytes_a_dry_run_too,
    a_rental_form_is_found_by_its_text_and_shown_with_its_records,
    the_index_reads_what_is_new_and_marks_what_is_gone,
    hostile_pdfs_take_nothing_down,
    an_old_inventory_is_compared_and_imported_and_taken_back,
    whoever_reads_no_rentals_reads_no_vault,
    a_forgotten_client_does_not_come_back_with_the_next_index,
];
sqlite![
    no_link_that_takes_a_files_place_is_ever_read,
    a_root_that_is_not_fit_is_refused_with_the_way_out,
    a_machine_key_is_set_and_unset_in_the_users_file,
    bytes_go_to_a_pipe_or_a_file_and_not_to_a_terminal,
];

/// A folder that is configured as the vault.
fn vault(env: &Env) -> PathBuf {
    let root = env.dir().join("vault");
    fs::create_dir(&root).unwrap();
    env.colab(&["config", "set", "vault_root", root.to_str().unwrap()])
        .ok();
    root
}

/// The shortest PDF with this text on its page.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let shown: String = lines
        .iter()
        .map(|line| format!("({line}) Tj 0 -14 Td "))
        .collect();
    let content = format!("BT /F1 12 Tf 50 700 Td {shown}ET");
    pdf_with(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).as_bytes())
}

/// A PDF of one page whose content is this stream object.
fn pdf_with(stream: &[u8]) -> Vec<u8> {
    pdf_of(stream, &[])
}

/// A PDF of one page with this stream object and others from number 6 on, of which `/X1` is the first.
fn pdf_of(stream: &[u8], others: &[&[u8]]) -> Vec<u8> {
    let page: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>";
    let mut objects: Vec<&[u8]> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ];
    objects.extend(others);
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend([object, &b"\nendobj\n"[..]].concat());
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// What the log has about files of the vault: command, bytes, hash.
fn reads(env: &Env) -> Vec<Value> {
    let rows = env.line("audit list --limit 500 -f json").json();
    let rows = rows
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["entity"] == "vault_file");
    rows.map(|row| {
        let read: Value = serde_json::from_str(row["metadata"].as_str().unwrap()).unwrap();
        json!([row["command"], read["bytes"], read["sha256"]])
    })
    .collect()
}

fn states(env: &Env, flags: &[&str]) -> Vec<(String, String)> {
    let line = [&["vault", "list"], flags].concat();
    let files = env.json(&line);
    let text = |one: &Value| one.as_str().unwrap().to_owned();
    let files = files.as_array().unwrap().iter();
    files
        .map(|file| (text(&file["path"]), text(&file["state"])))
        .collect()
}

const SECRET: &str = "secret of another folder";

fn hostile_paths_and_files_are_all_refused(env: &Env) {
    let root = vault(env);
    let outside = env.dir().join("vault-evil");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a.csv"), SECRET).unwrap();
    fs::create_dir_all(root.join("sub/deep")).unwrap();
    fs::create_dir_all(root.join("repo/.git")).unwrap();
    fs::create_dir_all(root.join("bare.git/objects")).unwrap();
    fs::create_dir(root.join("bare.git/refs")).unwrap();
    fs::create_dir(root.join("folder.csv")).unwrap();
    for (name, content) in [
        ("good.csv", "good"),
        ("sub/deep/good.csv", "good"),
        ("repo/a.csv", SECRET),
        ("bare.git/HEAD", "ref: refs/heads/main"),
        ("bare.git/a.csv", SECRET),
        ("empty.csv", ""),
    ] {
        fs::write(root.join(name), content).unwrap();
    }
    symlink(outside.join("a.csv"), root.join("link.csv")).unwrap();
    symlink(root.join("good.csv"), root.join("inner.csv")).unwrap();
    symlink("/dev/null", root.join("null.csv")).unwrap();
    symlink(&outside, root.join("out")).unwrap();
    symlink(root.join("sub"), root.join("again")).unwrap();
    fs::hard_link(outside.join("a.csv"), root.join("hard.csv")).unwrap();
    let fifo = root.join("fifo.csv");
    nix::unistd::mkfifo(&fifo, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let _socket = UnixListener::bind(root.join("sock.csv")).unwrap();
    let mut large = b"a;b\n".to_vec();
    large.resize(10 * 1024 * 1024 + 1, b'x');
    fs::write(root.join("large.csv"), &large).unwrap();
    large.pop();
    fs::write(root.join("largest.csv"), &large).unwrap();
    fs::write(root.join("new\nline.csv"), SECRET).unwrap();
    fs::write(root.join("back\u{202e}vsc.csv"), SECRET).unwrap();
    fs::write(root.join(OsStr::from_bytes(b"not-\xff-text.csv")), SECRET).unwrap();
    let absolute = root.join("good.csv");
    let long = format!("{}.csv", "x".repeat(300));
    let longer = "sub/".repeat(400) + "good.csv";
    let hostile = [
        "../vault-evil/a.csv",
        "sub/../../vault-evil/a.csv",
        "sub/../good.csv",
        "..",
        ".",
        "",
        "/etc/passwd",
        "/",
        absolute.to_str().unwrap(),
        "link.csv",
        "inner.csv",
        "null.csv",
        "out/a.csv",
        "again/deep/good.csv",
        "hard.csv",
        "fifo.csv",
        "sock.csv",
        "folder.csv",
        "sub",
        "good.csv/a.csv",
        "repo/a.csv",
        "bare.git/a.csv",
        "empty.csv",
        "large.csv",
        "new\nline.csv",
        "back\u{202e}vsc.csv",
        &long,
        &longer,
        "GOOD.CSV",
        "good",
        "sub/deep/good",
    ];
    for path in hostile {
        for line in [
            &["vault", "cat", "--"][..],
            &["vault", "show", "--"],
            &["vault", "import", "--"],
        ] {
            let run = env.colab(&[line, &[path]].concat());
            assert!([2, 3, 6].contains(&run.code.unwrap()), "{path:?}: {run:?}");
            assert!(
                !run.stdout.contains(SECRET) && !run.stderr.contains(SECRET),
                "{path:?}: {run:?}"
            );
        }
    }
    let device = env.dir().join("device.csv");
    if Command::new("mknod")
        .arg(&device)
        .args(["c", "1", "5"])
        .output()
        .is_ok_and(|made| made.status.success())
    {
        fs::rename(&device, root.join("device.csv")).unwrap();
        env.line("vault cat device.csv")
            .fails(6)
            .says("is not a regular file");
    }
    assert_eq!(reads(env), Vec::<Value>::new(), "what is refused is not read");
    // The right ones are read, the largest there may be among them.
    for path in [
        "good.csv",
        "sub/deep/good.csv",
        "./sub//deep/good.csv",
        "largest.csv",
    ] {
        env.colab(&["vault", "cat", path]).ok();
    }
    let left_out = env.line("vault index -f json").fails(8);
    assert!(!left_out.stdout.contains(SECRET));
    let refused: Vec<String> = states(env, &["--all"])
        .into_iter()
        .filter(|(_, state)| state == "refused")
        .map(|(path, _)| path)
        .collect();
    for path in [
        "link.csv",
        "out",
        "again",
        "hard.csv",
        "fifo.csv",
        "sock.csv",
        "repo",
        "large.csv",
        "empty.csv",
    ] {
        assert!(refused.iter().any(|one| one == path), "{path}: {refused:?}");
    }
    assert_eq!(
        refused
            .iter()
            .filter(|path| path.contains("line.csv") || path.contains("text.csv"))
            .count(),
        2
    );
    let kept = env.raw_texts("SELECT text FROM vault_files WHERE text IS NOT NULL");
    assert_eq!(kept.len(), 3, "{refused:?}");
    assert!(kept.iter().flatten().all(|text| !text.contains(SECRET)));
}

/// One thread lets a link and a file change places, and a folder and a link, while the program reads.
fn no_link_that_takes_a_files_place_is_ever_read(env: &Env) {
    let root = vault(env);
    let outside = env.dir().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a.csv"), SECRET).unwrap();
    fs::write(env.dir().join("good.csv"), "good").unwrap();
    fs::create_dir(env.dir().join("real")).unwrap();
    fs::write(env.dir().join("real/a.csv"), "good").unwrap();
    let over = AtomicBool::new(false);
    let (mut read, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (good, link) = (env.dir().join("good.csv"), env.dir().join("link.csv"));
            symlink(outside.join("a.csv"), &link).unwrap();
            symlink(&outside, env.dir().join("folder-link")).unwrap();
            let put = |from: &Path, to: &str| fs::rename(from, root.join(to)).unwrap();
            let take = |from: &str, to: &Path| fs::rename(root.join(from), to).unwrap();
            while !over.load(Ordering::Relaxed) {
                for (file, folder) in [
                    (&good, env.dir().join("real")),
                    (&link, env.dir().join("folder-link")),
                ] {
                    put(file, "a.csv");
                    put(&folder, "folder");
                    std::thread::yield_now();
                    take("a.csv", file);
                    take("folder", &folder);
                }
            }
        });
        for at in 0..60 {
            let path = ["a.csv", "folder/a.csv"][at % 2];
            let run = env.colab(&["vault", "cat", path]);
            assert!(!run.stdout.contains(SECRET), "{path}: {run:?}");
            match run.code {
                Some(0) => read += 1,
                Some(3 | 5 | 6) => refused += 1,
                _ => panic!("{run:?}"),
            }
        }
        let index = env.line("vault index");
        assert!([0, 8].contains(&index.code.unwrap()), "{index:?}");
        over.store(true, Ordering::Relaxed);
    });
    assert_eq!(read + refused, 60);
    let kept = env.raw_texts("SELECT sha256 FROM vault_files");
    assert!(
        kept.iter().flatten().all(|hash| *hash == sha256("good")),
        "{kept:?}"
    );
}

fn a_root_that_is_not_fit_is_refused_with_the_way_out(env: &Env) {
    let good = env.dir().join("vault");
    fs::create_dir_all(good.join("sub")).unwrap();
    let tree = env.dir().join("tree");
    fs::create_dir_all(tree.join("a/b")).unwrap();
    fs::create_dir(tree.join(".git")).unwrap();
    // That of a worktree or a submodule is a file.
    let module = env.dir().join("module");
    fs::create_dir_all(module.join("a")).unwrap();
    fs::write(module.join(".git"), "gitdir: elsewhere").unwrap();
    symlink(&good, env.dir().join("link")).unwrap();
    symlink(tree.join("a"), env.dir().join("into-tree")).unwrap();
    fs::write(env.dir().join("file"), "x").unwrap();
    env.line("vault list").fails(2).says("config set vault_root");
    let dir = env.dir().to_str().unwrap();
    for (root, code, why) in [
        ("vault".to_owned(), 6, "not an absolute path"),
        ("../vault".to_owned(), 6, "not an absolute path"),
        (format!("{dir}/nowhere"), 3, "does not exist"),
        (format!("{dir}/link"), 6, "is a link"),
        (format!("{dir}/file"), 6, "is not a folder"),
        (format!("{dir}/tree"), 6, "git repository"),
        (format!("{dir}/tree/a/b"), 6, "git repository"),
        (format!("{dir}/into-tree/b"), 6, "git repository"),
        (format!("{dir}/module/a"), 6, "git repository"),
    ] {
        for line in [
            &["vault", "list"][..],
            &["vault", "index"],
            &["vault", "cat", "a.csv"],
            &["vault", "show", "a.csv"],
        ] {
            let run = env.call(line).variable("COLAB_VAULT_ROOT", &root).run();
            run.fails(code).says(why).says("colab config set vault_root");
        }
    }
    let of = |most: &str| {
        let call = env.call(&["vault", "list"]);
        call.variable("COLAB_VAULT_ROOT", good.to_str().unwrap())
            .variable("COLAB_VAULT_MAX_MB", most)
            .run()
    };
    of("1").ok();
    for most in ["0", "-1", "65", "x", "1.5"] {
        of(most).fails(2).says("vault_max_mb");
    }
    fs::write(good.join("big.csv"), vec![b'x'; 1024 * 1024 + 1]).unwrap();
    assert!(of("1").ok().stdout.contains("larger than 1 MB"));
}

fn a_machine_key_is_set_and_unset_in_the_users_file(env: &Env) {
    let file = env.line("config path").ok().stdout;
    let file = Path::new(file.trim());
    env.line("config set vault_root /srv/a --dry-run").ok();
    assert!(!file.exists());
    env.line("config set vault_root /srv/a").ok();
    env.line("config set format json").ok();
    env.line("config set vault_root \"/srv/a b\"").ok();
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches("vault_root").count(), 1, "{text}");
    assert_eq!(fs::metadata(file).unwrap().mode() & 0o777, 0o600);
    let shown = env.line("config show").json();
    let value = |key: &str| {
        shown
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["key"] == key)
            .unwrap()["value"]
            .clone()
    };
    assert_eq!(
        (value("vault_root"), value("format")),
        (json!("/srv/a b"), json!("json"))
    );
    env.line("config unset vault_root").ok();
    assert!(!fs::read_to_string(file).unwrap().contains("vault_root"));
    env.line("config set smtp_password x")
        .fails(2)
        .says("is a secret");
    // What cannot be changed line by line stays.
    fs::write(file, "vault_root = \"\"\"\n/srv/b\"\"\"\n").unwrap();
    env.line("config set vault_root /srv/c").fails(2);
    assert!(fs::read_to_string(file).unwrap().contains("/srv/b"));
}

fn what_a_name_says_and_what_the_bytes_are_must_agree(env: &Env) {
    let root = vault(env);
    save_rows(&root.join("rows.xlsx"), "Sheet", &[&["a", "b"]]);
    let workbook = fs::read(root.join("rows.xlsx")).unwrap();
    for (name, bytes, why) in [
        ("form.PDF", pdf(&["x"]), None),
        ("Rows.XlsX", workbook.clone(), None),
        ("list.CSV", b"a;b\n1;2\n".to_vec(), None),
        (
            "sheet.Xml",
            b"<?xml version='1.0'?><Workbook><Table><Cell>LT-9</Cell></Table></Workbook>".to_vec(),
            None,
        ),
        (
            "evil.PDF",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(),
            Some("unknown format"),
        ),
        ("evil.CSV", b"#!/bin/sh\nrm -rf /\n".to_vec(), Some("is a script")),
        ("form.xlsx", pdf(&["x"]), Some("is pdf by its content")),
        ("rows.pdf", workbook.clone(), Some("is xlsx by its content")),
        ("rows.xls", workbook, Some("is xlsx by its content")),
        ("page.xml", b"<html><body>x</body></html>".to_vec(), Some("HTML")),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Some("picture")),
        ("tool.exe", b"MZ\x90\0".to_vec(), Some("does not end in .pdf")),
        ("form", pdf(&["x"]), Some("does not end in .pdf")),
        ("form.pdf.exe", pdf(&["x"]), Some("does not end in .pdf")),
    ] {
        fs::write(root.join(name), bytes).unwrap();
        let run = env.colab(&["vault", "show", name]);
        match why {
            None => drop(run.ok()),
            Some(why) => drop(run.fails(6).says(why)),
        }
    }
    assert_eq!(env.json(&["vault", "search", "lt-9"])[0]["path"], "sheet.Xml");
    env.line("vault list").ok().says("of other kinds");
}

fn every_read_is_written_down_with_hash_and_bytes_a_dry_run_too(env: &Env) {
    let root = vault(env);
    let content = "serial_number,category\nLT-001,Laptop\n";
    fs::write(root.join("devices.csv"), content).unwrap();
    let hash = sha256(content);
    for line in [
        "vault show devices.csv",
        "vault show devices.csv --dry-run",
        "vault cat devices.csv",
        "vault cat devices.csv -o copy.csv --dry-run",
        "vault import devices.csv --dry-run",
        "vault import devices.csv",
        "vault index --all",
    ] {
        let before = reads(env).len();
        env.line(line).ok();
        let now = reads(env);
        assert_eq!(now.len(), before + 1, "{line}: {now:?}");
        let command: Vec<&str> = line.split(' ').take(2).collect();
        let row = json!([command.join(" "), content.len(), hash]);
        assert!(now.contains(&row), "{line}: {now:?}");
    }
    let before = reads(env).len();
    for line in [
        "vault list",
        "vault search Nothing-like-it",
        "vault index",
        "vault index --dry-run",
    ] {
        env.line(line).ok();
    }
    assert_eq!(reads(env).len(), before, "nothing was read");
    env.line("vault search LT-001").ok();
    assert!(reads(env).len() > before, "a line of a file was shown");
    // Nothing is ever written there, by whichever command.
    for line in [
        "room list -o vault/rooms.csv",
        "vault list -o vault/l.xlsx",
        "db backup vault/b.db",
    ] {
        let run = env.line(line);
        assert_ne!(run.code, Some(0), "{run}");
        assert!(run.stderr.contains("vault"), "{run}");
    }
    assert!(!env.path("copy.csv").exists());
    // A read is no operation: nothing stands between a change and its undo.
    env.line("vault show devices.csv").ok();
    env.line("undo").ok();
    env.line("audit verify").ok();
    let history = env.json(&["vault", "show", "devices.csv"])["history"].clone();
    assert!(history.as_array().unwrap().len() > 6, "{history}");
}

fn a_rental_form_is_found_by_its_text_and_shown_with_its_records(env: &Env) {
    let root = vault(env);
    fs::create_dir(root.join("rentals")).unwrap();
    env.line("device add LT-001 LT-002 --category Laptop").ok();
    env.line(
        "rental start --client \"Umoya & Sons\" --serial LT-001 --serial LT-002 --contact-person Sam --contact-number 1 --company Oak --address Here --return-on 2026-01-20",
    )
    .ok();
    env.line("rental form RN-2026-0001 -o form.pdf").ok();
    fs::copy(env.path("form.pdf"), root.join("rentals/RN-2026-0001.pdf")).unwrap();
    fs::write(
        root.join("rentals/old.pdf"),
        pdf(&[
            "Hire agreement",
            "Rental No: 4711",
            "Customer: Baobab Health",
            "SN-77-0042 projector",
            "from 3/4/2019",
        ]),
    )
    .unwrap();
    let indexed = env.json(&["vault", "index"]);
    assert_eq!(indexed[0]["clients"], json!(["Oak", "Umoya & Sons"]));
    assert_eq!(
        (&indexed[0]["rentals"], &indexed[0]["serials"]),
        (&json!(["RN-2026-0001"]), &json!(["LT-001", "LT-002"]))
    );
    assert_eq!(indexed[0]["dates"], json!(["2026-01-15", "2026-01-20"]));
    assert_eq!(
        (
            &indexed[1]["rentals"],
            &indexed[1]["clients"],
            &indexed[1]["serials"],
            &indexed[1]["dates"]
        ),
        (
            &json!(["4711"]),
            &json!(["Baobab Health"]),
            &json!(["SN-77-0042"]),
            &json!(["2019-04-03"])
        )
    );
    for (words, found) in [
        (&["rn-2026-0001"][..], &["rentals/RN-2026-0001.pdf"][..]),
        (&["4711"], &["rentals/old.pdf"]),
        (&["baobab", "PROJECTOR"], &["rentals/old.pdf"]),
        (&["2019-04-03"], &["rentals/old.pdf"]),
        (&["lt-002"], &["rentals/RN-2026-0001.pdf"]),
        (&["umoya & sons"], &["rentals/RN-2026-0001.pdf"]),
        (&["baobab", "umoya"], &[]),
        (&["%"], &[]),
    ] {
        let line = [&["vault", "search"], words].concat();
        assert_eq!(env.column(&line, "path"), found, "{words:?}");
    }
    env.line("vault search \" \"").fails(2);
    let shown = env.json(&["vault", "show", "rentals/RN-2026-0001.pdf"]);
    assert_eq!(shown["rentals"][0]["rental_no"], "RN-2026-0001");
    assert_eq!(shown["rentals"][0]["status"], "open");
    assert_eq!(shown["clients"][0]["name"], "Umoya & Sons");
    assert_eq!(shown["devices"].as_array().unwrap().len(), 2);
    assert_eq!(shown["devices"][0]["status"], "offsite");
    let shown = env.json(&["vault", "show", "rentals/old.pdf"]);
    assert_eq!(
        (
            &shown["rentals"],
            &shown["unknown_serials"],
            &shown["rental_numbers"]
        ),
        (&json!([]), &json!(["SN-77-0042"]), &json!(["4711"]))
    );
}

fn the_index_reads_what_is_new_and_marks_what_is_gone(env: &Env) {
    let root = vault(env);
    fs::create_dir(root.join("sub")).unwrap();
    for name in ["a.csv", "b.csv", "sub/c.csv"] {
        fs::write(root.join(name), format!("{name};x\n")).unwrap();
    }
    let results = |flags: &[&str]| -> Vec<String> {
        let line = [&["vault", "index"], flags].concat();
        let rows = env.json(&line);
        let words = |row: &Value| {
            format!(
                "{} {}",
                row["path"].as_str().unwrap(),
                row["result"].as_str().unwrap()
            )
        };
        rows.as_array().unwrap().iter().map(words).collect()
    };
    let planned = ["a.csv to_index", "b.csv to_index", "sub/c.csv to_index"];
    assert_eq!(results(&["--dry-run"]), planned);
    assert_eq!(env.count("vault_files"), 0);
    assert_eq!(
        results(&[]),
        ["a.csv indexed", "b.csv indexed", "sub/c.csv indexed"]
    );
    assert_eq!(results(&[]), Vec::<String>::new());
    let read = reads(env).len();
    // Touched, and the same: read, and not indexed anew.
    fs::write(root.join("a.csv"), "a.csv;x\n").unwrap();
    assert_eq!(states(env, &[])[0].1, "changed");
    assert_eq!(results(&[]), Vec::<String>::new());
    assert_eq!(reads(env).len(), read + 1);
    fs::write(root.join("a.csv"), "new;x\n").unwrap();
    fs::remove_file(root.join("b.csv")).unwrap();
    assert_eq!(results(&[]), ["a.csv indexed", "b.csv gone"]);
    assert_eq!(results(&[]), Vec::<String>::new());
    assert_eq!(env.column(&["vault", "search", "new"], "path"), ["a.csv"]);
    let all: Vec<String> = states(env, &["--all"])
        .into_iter()
        .map(|(path, state)| path + " " + &state)
        .collect();
    assert_eq!(all, ["a.csv indexed", "sub/c.csv indexed", "b.csv gone"]);
    fs::write(root.join("b.csv"), "b.csv;x\n").unwrap();
    assert_eq!(results(&[]), Vec::<String>::new(), "its text was read before");
    assert_eq!(states(env, &[])[1], ("b.csv".to_owned(), "indexed".to_owned()));
    assert_eq!(results(&["--all"]).len(), 3);
    // What cannot be looked at is not gone.
    if !nix::unistd::geteuid().is_root() {
        fs::set_permissions(root.join("sub"), fs::Permissions::from_mode(0o000)).unwrap();
        env.line("vault index").fails(8);
        fs::set_permissions(root.join("sub"), fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(states(env, &[])[2].1, "indexed");
    }
    env.line("db check").ok();
}

fn hostile_pdfs_take_nothing_down(env: &Env) {
    let root = vault(env);
    let deep = "[".repeat(200_000);
    // 300 MB of blanks.
    let bomb = {
        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        out.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
            .unwrap();
        for _ in 0..300 {
            out.write_all(&vec![b' '; 1_000_000]).unwrap();
        }
        out.finish().unwrap().into_inner()
    };
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(&bomb)).unwrap();
    let packed = packed.by_index_raw(0).unwrap();
    let start = usize::try_from(packed.data_start().unwrap()).unwrap();
    let deflated = &bomb[start..start + usize::try_from(packed.compressed_size()).unwrap()];
    let stream = [b"\x78\x9c", deflated, &[0; 4]].concat();
    let head = format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", stream.len());
    fs::write(
        root.join("bomb.pdf"),
        pdf_with(&[head.as_bytes(), &stream, b"\nendstream"].concat()),
    )
    .unwrap();
    let mut damaged = pdf(&["Rental No: 1"]);
    damaged.truncate(damaged.len() / 2);
    fs::write(root.join("damaged.pdf"), damaged).unwrap();
    fs::write(root.join("nothing.pdf"), "%PDF-1.7\n").unwrap();
    fs::write(root.join("deep.pdf"), pdf_with(deep.as_bytes())).unwrap();
    fs::write(root.join("bomb.xlsx"), &bomb).unwrap();
    let looped = String::from_utf8(pdf(&["x"]))
        .unwrap()
        .replace("/Kids [3 0 R] /Count 1", "/Kids [2 0 R] /Count 9");
    fs::write(root.join("loop.pdf"), looped).unwrap();
    fs::write(root.join("good.pdf"), pdf(&["Rental No: 4711"])).unwrap();
    // A form that draws its text, and itself.
    let drawn = "BT /F1 12 Tf (Rental No: 4713) Tj ET /X1 Do";
    let form = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {} >>\nstream\n{drawn}\nendstream",
        drawn.len()
    );
    let of_forms = pdf_of(b"<< /Length 6 >>\nstream\n/X1 Do\nendstream", &[form.as_bytes()]);
    fs::write(root.join("form.pdf"), of_forms).unwrap();
    let faxed = [&b"from a fax\n"[..], &pdf(&["Rental No: 4714"])].concat();
    fs::write(root.join("faxed.pdf"), faxed).unwrap();
    let run = env.line("vault index -f json").fails(8);
    let rows = run.json();
    let result = |path: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["path"] == path);
        row.unwrap()["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(result("good.pdf"), "indexed");
    for (number, path) in [("4713", "form.pdf"), ("4714", "faxed.pdf")] {
        assert_eq!(env.column(&["vault", "search", number], "path"), [path], "{rows}");
    }
    for path in ["nothing.pdf", "bomb.xlsx"] {
        assert_eq!(result(path), "no_text", "{rows}");
        let shown = env.json(&["vault", "show", path]);
        assert!(shown["fault"].as_str().unwrap().len() > 5, "{shown}");
    }
    for path in ["damaged.pdf", "deep.pdf", "loop.pdf", "bomb.pdf"] {
        assert!(["no_text", "indexed"].contains(&&*result(path)), "{rows}");
    }
    // What has no text is not read again for nothing.
    let read = reads(env).len();
    env.line("vault index").ok();
    assert_eq!(reads(env).len(), read);
}

fn an_old_inventory_is_compared_and_imported_and_taken_back(env: &Env) {
    let root = vault(env);
    env.line("device add LT-001 LT-003 LT-009 --category Laptop --name Dell")
        .ok();
    let rows: [&[&str]; 5] = [
        &["Serial number", "Category", "Name", "Shelf life"],
        &["LT-001", "Laptop", "Dell", "x"],
        &["LT-002", "Laptop", "HP", "x"],
        &["LT-003", "Laptop", "Lenovo", "x"],
        &["", "Laptop", "Nobody", "x"],
    ];
    save_rows(&root.join("inventory_v1.xlsx"), "Stock", &rows);
    let differences = env.json(&["vault", "show", "inventory_v1.xlsx", "--differences"]);
    let words = |one: &Value| {
        let text = |field: &str| one[field].as_str().unwrap_or("-").to_owned();
        ["difference", "record", "field", "in_file", "in_database"]
            .map(text)
            .join("|")
    };
    let told: Vec<String> = differences.as_array().unwrap().iter().map(words).collect();
    assert_eq!(
        told[..3],
        [
            "missing|LT-002|-|Laptop, HP|-",
            "different|LT-003|name|Lenovo|Dell",
            "unreadable||-|serial_number is empty|-",
        ]
    );
    assert_eq!(told[3], "extra|LT-009|-|-|Laptop, Dell, available");
    let csv = env
        .line("vault show inventory_v1.xlsx --differences -f csv")
        .ok()
        .stdout;
    assert_eq!(csv.lines().count(), 5, "{csv}");
    let shown = env.json(&["vault", "show", "inventory_v1.xlsx"]);
    assert_eq!(shown["missing"][0]["record"], "LT-002");
    assert_eq!(shown["different"][0]["in_database"], "Dell");
    env.line("vault import inventory_v1.xlsx").fails(6);
    let flags = ["--ignore-unknown", "--partial"];
    let import =
        |more: &[&str]| env.colab(&[&["vault", "import", "inventory_v1.xlsx"], &flags[..], more].concat());
    import(&["--dry-run"]).fails(8);
    assert_eq!(env.count("devices"), 3);
    import(&[]).fails(8);
    assert_eq!(env.count("devices"), 4);
    let past = env.json(&["import", "list", "--kind", "devices"]);
    assert_eq!(past.as_array().unwrap().len(), 1, "{past}");
    assert_eq!(
        past[0]["sha256"],
        sha256(fs::read(root.join("inventory_v1.xlsx")).unwrap())
    );
    env.line(&format!("import undo {}", past[0]["id"])).ok();
    assert_eq!(env.json(&["device", "show", "LT-002"])["status"], "retired");
    assert_eq!(env.json(&["device", "show", "LT-003"])["name"], "Dell");
    fs::write(root.join("clients.csv"), "name,notes\nUmoya,old\n").unwrap();
    env.line("vault import clients.csv --kind clients").ok();
    assert_eq!(env.count("clients"), 1);
    env.line("vault import clients.csv --kind schedule")
        .fails(2)
        .says("possible values: devices");
    env.line("vault show clients.csv")
        .ok()
        .says("not compared with the devices");
    fs::write(root.join("a.pdf"), pdf(&["x"])).unwrap();
    env.line("vault import a.pdf").fails(6);
    env.line("vault show a.pdf --differences").fails(6);
}

fn whoever_reads_no_rentals_reads_no_vault(env: &Env) {
    let root = vault(env);
    fs::create_dir(root.join("System_keys")).unwrap();
    fs::write(root.join("a.csv"), "umoya\n").unwrap();
    fs::write(root.join("system_net.csv"), "umoya\n").unwrap();
    fs::write(root.join("System_keys/a.csv"), "umoya\n").unwrap();
    env.line("vault cat system_net.csv").ok();
    env.line("vault show System_keys/a.csv").ok();
    env.line("vault index").ok();
    let paths = ["System_keys/a.csv", "a.csv", "system_net.csv"];
    assert_eq!(env.column(&["vault", "list"], "path"), paths);
    assert_eq!(env.column(&["vault", "search", "umoya"], "path"), ["a.csv"]);
    assert_eq!(
        env.column(&["vault", "search", "net"], "path"),
        ["system_net.csv"]
    );
    let texts = env.raw_texts("SELECT text FROM vault_files WHERE path LIKE '%ystem%'");
    assert_eq!(texts, [None, None], "the system's files are never indexed");
    let [finance, it] =
        [("mone", "finance"), ("itta", "it_rental_admin")].map(|(name, role)| env.user(name, role));
    for token in [&finance, &it] {
        let listed = env.line_as(token, "vault list -f json").json();
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
        env.line_as(token, "vault cat a.csv").ok();
        for line in [
            "vault cat system_net.csv",
            "vault show SYSTEM_x.csv",
            "vault cat System_keys/a.csv",
        ] {
            env.line_as(token, line).fails(4);
        }
        let found = env.line_as(token, "vault search net -f json").json();
        assert_eq!(found, json!([]));
    }
    for (name, role) in [
        ("stef", "staff"),
        ("kit", "kitchen_staff"),
        ("room", "training_facility_admin"),
    ] {
        let token = env.user(name, role);
        for line in [
            "vault list",
            "vault cat a.csv",
            "vault cat ../x.csv",
            "vault show a.csv",
            "vault index",
            "vault search umoya",
            "vault import a.csv",
        ] {
            env.line_as(&token, line).fails(4);
        }
    }
}

fn a_forgotten_client_does_not_come_back_with_the_next_index(env: &Env) {
    let root = vault(env);
    env.line("client add \"Baobab Health\"").ok();
    let name = "Baobab Health 2019.pdf";
    fs::write(
        root.join(name),
        pdf(&["Rental No: 4711", "Customer: Baobab Health", "SN-77-0042"]),
    )
    .unwrap();
    env.line("vault index").ok();
    let told = env
        .line("client forget \"Baobab Health\" --reason asked --yes --dry-run")
        .ok();
    assert!(told.stderr.contains("colab vault"), "{told:?}");
    env.line("client forget \"Baobab Health\" --reason asked --texts --yes")
        .ok()
        .says("a changed one is read again: remove ")
        .says(name);
    let clean = |env: &Env| {
        for column in ["path", "text", "facts"] {
            let texts = env.raw_texts(&format!("SELECT {column} FROM vault_files"));
            assert!(
                texts.iter().flatten().all(|text| !text.contains("Baobab")),
                "{column}: {texts:?}"
            );
        }
        let values = env.raw_int("SELECT count(*) FROM audit_values WHERE value LIKE '%Baobab%'");
        assert_eq!(values, Some(0));
        let rows = env.raw_int("SELECT count(*) FROM audit_log WHERE metadata LIKE '%Baobab%'");
        assert_eq!(rows, Some(0));
    };
    clean(env);
    // Another index, even one of everything, reads nothing of it into the database.
    fs::write(root.join(name), fs::read(root.join(name)).unwrap()).unwrap();
    env.line("vault index --all").ok();
    env.colab(&["vault", "show", name]).ok();
    clean(env);
    assert_eq!(
        env.column(&["vault", "search", "4711"], "path").len(),
        1,
        "the rest is found"
    );
    assert_eq!(env.column(&["vault", "search", "baobab"], "path").len(), 0);
    env.line("audit verify").ok();
    env.line("db check").ok();
}

fn bytes_go_to_a_pipe_or_a_file_and_not_to_a_terminal(env: &Env) {
    let root = vault(env);
    let bytes = pdf(&["x"]);
    fs::write(root.join("a.pdf"), &bytes).unwrap();
    fs::write(root.join("a.csv"), "evil\u{1b}[2J;x\n").unwrap();
    let (seen, code) = on_terminal(&env.call(&["vault", "cat", "a.pdf"]), 80);
    assert_eq!((seen.as_str(), code), ("", Some(2)));
    let (seen, code) = on_terminal(&env.call(&["vault", "cat", "a.csv"]), 80);
    assert_eq!(code, Some(0));
    assert!(seen.contains("evil") && !seen.contains('\u{1b}'), "{seen:?}");
    env.line("vault cat a.pdf -o copy.pdf").ok();
    assert_eq!(fs::read(env.path("copy.pdf")).unwrap(), bytes);
    env.line("vault cat a.pdf -o copy.pdf").fails(5).says("--force");
    env.line("vault cat a.pdf -o copy.pdf --force").ok();
    assert_eq!(env.line("vault cat a.pdf").ok().stdout.as_bytes(), bytes);
}
