//! What every list can do: workbooks, orders, search, narrow terminals, a pager; and what people read of a record's history.

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use serde_json::json;

use super::support::Env;
use super::support::terminal::on_terminal;

any![
    help_and_version_are_commands_too,
    a_number_that_is_none_is_told_in_plain_words,
    an_option_of_another_command_leads_there,
];
both![
    every_list_is_a_workbook_with_real_dates_and_numbers,
    everything_that_one_may_see_is_one_workbook,
    every_order_turns_round,
    a_page_follows_what_the_list_no_longer_has,
    pages_follow_each_other_in_every_order,
    lists_of_numbers_go_on_after_a_row,
    narrow_filters_are_chosen_before_the_limit,
    what_is_found_is_written_as_it_is_read,
    bookings_and_rentals_are_found_by_what_people_know,
    a_narrow_terminal_leaves_columns_out_and_breaks_no_number,
    no_list_breaks_a_fact_on_a_narrow_terminal,
    amounts_stand_to_the_right,
    what_is_longer_than_the_screen_goes_through_the_pager,
    a_history_reads_as_sentences,
    months_are_named_as_people_do,
    times_are_written_as_people_do,
];
sqlite![
    bash_completion_quotes_and_describes,
    completion_is_installed_where_the_shell_looks,
    what_is_written_is_opened,
    every_shell_is_offered_the_same,
    a_setting_gets_its_default_again,
];

/// A room, a booking with a client's data, a device that is out, a price.
fn day(env: &Env) {
    env.line("room add \"Success 10\" --capacity 10").ok();
    env.line(
        "booking create --client \"Umoya Energy\" --room \"Success 10\" --date 2026-03-02 --time 08:00-12:00 --learners 8 \
         --contact-person Thandi --phone \"082 555 0100\" --notes \"ground floor\"",
    )
    .ok();
    env.line("booking create --client Umoya --room \"Success 10\" --date 2026-03-03 --learners 8")
        .ok();
    env.line("device add LT-001 --category Laptop").ok();
    env.line(
        "rental start --client Umoya --serial LT-001 --contact-person Sam --contact-number \"082-000 0000\" --company Oak \
         --address \"1 Main Rd\" --return-on +1d --notes fragile",
    )
    .ok();
    env.line("pricing set room \"Success 10\" --daily 1250.50").ok();
}

fn rows(env: &Env, file: &str) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook(env.work_dir().join(file)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn every_list_is_a_workbook_with_real_dates_and_numbers(env: &Env) {
    day(env);
    for list in [
        "booking list",
        "booking conflicts",
        "booking catering --date 2026-03-02",
        "booking suggest 1",
        "room list",
        "room alias list",
        "room free --date 2026-03-05",
        "room queue",
        "room utilisation --month 2026-03",
        "device list",
        "device category list",
        "device free",
        "device queue",
        "device stock",
        "rental list",
        "rental overdue",
        "pricing list",
        "pricing missing",
        "pricing ledger",
        "notify list",
        "notify messages",
        "notify optout",
        "notify thresholds",
        "import list",
        "user list",
        "user roles",
        "user token list",
        "audit list",
        "config get",
        "config show",
        "db check",
    ] {
        let run = env.line(&format!("{list} -o list.xlsx")).ok();
        assert_eq!(run.stdout, "", "{run}");
        run.says("wrote list.xlsx: ");
        assert!(rows(env, "list.xlsx")[0].iter().all(Data::is_string), "{list}");
        std::fs::remove_file(env.work_dir().join("list.xlsx")).unwrap();
        env.line(&format!("{list} --search zzz -o list.xlsx")).ok();
        assert_eq!(rows(env, "list.xlsx").len(), 1, "{list}");
        std::fs::remove_file(env.work_dir().join("list.xlsx")).unwrap();
        env.line(&format!("{list} -o list.xlsx --dry-run")).ok();
        assert!(!env.work_dir().join("list.xlsx").exists(), "{list}");
        env.line(&format!("{list} -o list.csv")).fails(2);
    }
    env.line("booking list --fields id,starts_at,headcount -o b.xlsx")
        .ok();
    let booking = &rows(env, "b.xlsx")[1];
    assert!(
        booking[0].is_float() && booking[1].is_datetime() && booking[2].is_float(),
        "{booking:?}"
    );
    assert_eq!(
        booking[1].as_datetime().unwrap().to_string(),
        "2026-03-02 08:00:00"
    );
    env.line("pricing list --fields daily_rate -o p.xlsx").ok();
    assert_eq!(rows(env, "p.xlsx")[1][0].get_float(), Some(1250.5));
}

/// The names of the sheets of a workbook.
fn sheets(env: &Env, file: &str) -> Vec<String> {
    let workbook: Xlsx<_> = open_workbook(env.work_dir().join(file)).unwrap();
    workbook.sheet_names()
}

fn everything_that_one_may_see_is_one_workbook(env: &Env) {
    day(env);
    let run = env.line("export all.xlsx").ok().says("wrote all.xlsx: 17 sheets");
    assert_eq!(run.stdout, "");
    let all = [
        "Bookings",
        "Rooms",
        "Locations",
        "Blocks",
        "Devices",
        "Rentals",
        "Tasks",
        "Requisitions",
        "Clients",
        "Prices",
        "Quotes",
        "Costings",
        "Invoices",
        "Payments",
        "Files",
        "Messages",
        "Users",
    ];
    assert_eq!(sheets(env, "all.xlsx"), all);
    for kind in ["bookings", "rooms", "devices", "users", "clients", "pricing"] {
        let run = env.line(&format!("import {kind} all.xlsx -f json")).ok().json();
        assert_eq!(
            (&run["counts"]["created"], &run["counts"]["updated"]),
            (&0.into(), &0.into()),
            "{kind}: {run}"
        );
    }
    let bookings = rows(env, "all.xlsx");
    assert_eq!(bookings.len(), 3);
    let place = bookings[0].iter().position(|cell| *cell == "starts_at").unwrap();
    assert!(bookings[1][place].is_datetime(), "{bookings:?}");
    // Whoever sees less gets less, and is told.
    let staff = env.user("sipho", "staff");
    env.line_as(&staff, "export own.xlsx").ok().says(
        "left out, as you may not see them: devices, rentals, clients, prices, quotes, costings, invoices, payments, messages, users",
    );
    assert_eq!(
        sheets(env, "own.xlsx"),
        [
            "Bookings",
            "Rooms",
            "Locations",
            "Blocks",
            "Tasks",
            "Requisitions",
            "Files"
        ]
    );
    env.line("export all.csv").fails(2).says(".xlsx");
    env.line("export all.xlsx --fields id").fails(2);
    std::fs::remove_file(env.work_dir().join("all.xlsx")).unwrap();
    env.line("export all.xlsx -n").ok();
    assert!(!env.work_dir().join("all.xlsx").exists());
}

fn every_order_turns_round(env: &Env) {
    day(env);
    env.line("room add Annex --capacity 4").ok();
    env.line("device add LT-002 --category Laptop").ok();
    env.line("device add DT-001 --category Desktop").ok();
    env.line("room alias add Annex Ann").ok();
    env.line("room alias add Annex Anx").ok();
    env.user("sipho", "staff");
    for (list, field) in [
        ("booking list", "id"),
        ("booking list", "starts_at"),
        ("booking list", "client_name"),
        ("room list", "name"),
        ("room list", "capacity"),
        ("device list", "serial_number"),
        ("user list", "username"),
    ] {
        let of =
            |sort: &str| env.json(&[&list.split(' ').collect::<Vec<_>>()[..], &["--sort", sort]].concat());
        let (up, down) = (of(field), of(&format!("-{field}")));
        let mut turned = up.as_array().unwrap().clone();
        assert!(turned.len() > 1, "{list}");
        turned.reverse();
        assert_eq!(down.as_array().unwrap(), &turned, "{list} {field}");
    }
    // Pages follow the order.
    assert_eq!(
        env.json(&["booking", "list", "--sort", "-id", "--after", "2"])[0]["id"],
        1
    );
    assert_eq!(
        env.json(&["booking", "list", "--sort=-starts_at", "--limit", "1"])[0]["id"],
        2
    );
    // So do lists that no query sorts: by any field, and their limit cuts what is sorted.
    for (list, field) in [
        ("room free --date 2026-03-05", "room"),
        ("room alias list", "alias"),
        ("room utilisation --month 2026-03", "hours_booked"),
        ("device category list", "name"),
        ("user roles", "permission"),
        ("config get", "key"),
        ("history", "command"),
        ("booking suggest --date 2026-03-05 --people 2", "rank"),
        ("audit list", "seq"),
    ] {
        let of = |sort: &str, limit: &str| -> Vec<serde_json::Value> {
            let words: Vec<&str> = list
                .split(' ')
                .chain(["--sort", sort, "--limit", limit])
                .collect();
            let rows = env.json(&words);
            rows.as_array()
                .unwrap()
                .iter()
                .map(|row| row[field].clone())
                .collect()
        };
        let (up, down) = (of(field, "900"), of(&format!("-{field}"), "900"));
        assert!(up.len() > 1, "{list}");
        assert_eq!((up.first(), up.last()), (down.last(), down.first()), "{list}");
        assert_eq!(of(&format!("-{field}"), "1"), down[..1], "{list}");
    }
    env.line("device stock --sort nothing")
        .fails(2)
        .says("in_service");
    let found = env.json(&["config", "get", "--search", "TimeZone"]);
    assert_eq!(
        (found.as_array().unwrap().len(), &found[0]["key"]),
        (1, &json!("timezone"))
    );
    let found = env.json(&["audit", "list", "--search", "annex"]);
    assert!(!found.as_array().unwrap().is_empty());
    assert_eq!(env.json(&["booking", "list", "--month", "2026-04"]), json!([]));
    assert_eq!(env.json(&["booking", "list", "--month", "this"]), json!([]));
    assert_eq!(
        env.json(&["booking", "list", "--month", "2026-02..2026-03", "--limit", "9"])[1]["id"],
        2
    );
    for list in [
        "rental list --sort -return_on",
        "pricing list --sort -effective_date",
        "notify list --sort -severity",
    ] {
        env.line(list).ok();
    }
    env.line("room list --sort -nothing").fails(2).says("capacity");
}

fn a_page_follows_what_the_list_no_longer_has(env: &Env) {
    day(env);
    for serial in ["LT-002", "LT-003"] {
        env.line(&format!("device add {serial} --category Laptop")).ok();
        env.line(&format!(
            "rental start --client Umoya --serial {serial} --contact-person Sam --contact-number 1 --company Oak --address A \
             --return-on +1d"
        ))
        .ok();
    }
    let numbers = env.column(&["rental", "list"], "rental_no");
    env.colab(&["rental", "return", &numbers[0]]).ok();
    for sort in ["rental_no", "return_on", "client_name"] {
        let page = [
            "rental",
            "list",
            "--open",
            "--sort",
            sort,
            "--after",
            numbers[0].as_str(),
        ];
        assert_eq!(env.column(&page, "rental_no"), numbers[1..].to_vec(), "{sort}");
    }
}

fn pages_follow_each_other_in_every_order(env: &Env) {
    day(env);
    for (serial, category) in [
        ("LT-002", "Laptop"),
        ("LT-003", "Laptop"),
        ("DT-001", "Desktop"),
        ("DT-002", "Desktop"),
        ("DT-003", "Desktop"),
    ] {
        env.line(&format!("device add {serial} --category {category}"))
            .ok();
    }
    for (client, serial) in [("Baobab", "LT-002"), ("Zebra", "DT-001"), ("Baobab", "DT-002")] {
        env.line(&format!(
            "rental start --client {client} --serial {serial} --contact-person Sam --contact-number 1 --company Oak --address A \
             --return-on +2d"
        ))
        .ok();
    }
    for line in [
        "device move LT-003 --to maintenance",
        "room add Annex --capacity 4",
        "booking create --client Baobab --room Annex --date 2026-03-02 --learners 3",
        "booking create --client Baobab --room Annex --date 2026-03-03 --learners 3",
        "pricing set room Annex --daily 100 --from 2026-01-02",
        "pricing set room Annex --daily 90 --tier discounted --from 2026-01-02",
        "pricing set room Annex --daily 95 --tier premium",
        "pricing set device-category Laptop --daily 20",
        "pricing set amenity Projector --unit-price 30 --unit day",
        "pricing set catering Tea --unit-price 25 --unit person",
        "pricing set catering Coffee --unit-price 25 --unit person",
        "room block Annex --from 2026-04-03 --reason paint",
        "room block \"Success 10\" --from 2026-04-01 --reason paint",
        "room block Annex --from 2026-04-02 --reason floor",
    ] {
        env.line(line).ok();
    }
    let column = |line: &str, field: &str| env.column(&line.split(' ').collect::<Vec<_>>(), field);
    for (list, field, sorts) in [
        (
            "device list",
            "serial_number",
            &["serial_number", "category", "status", "status_since"][..],
        ),
        (
            "rental list",
            "rental_no",
            &["rental_no", "return_on", "client_name"][..],
        ),
        (
            "client list",
            "id",
            &["name", "id", "bookings", "last_booking"][..],
        ),
        ("pricing list", "id", &["item", "id", "effective_date"][..]),
        ("room blocks", "id", &["starts_at", "id", "ends_at"][..]),
    ] {
        for sort in sorts {
            let up = column(&format!("{list} --sort {sort}"), field);
            let down = column(&format!("{list} --sort -{sort}"), field);
            assert!(up.len() > 2, "{list}: {up:?}");
            assert!(up.iter().eq(down.iter().rev()), "{list} {sort}: {up:?} {down:?}");
            for (order, whole) in [((*sort).to_owned(), up), (format!("-{sort}"), down)] {
                let mut pages: Vec<String> = Vec::new();
                while pages.len() < whole.len() {
                    let after = pages.last().map(|last| format!(" --after {last}"));
                    let line = format!("{list} --sort {order} --limit 2{}", after.unwrap_or_default());
                    let page = column(&line, field);
                    assert!(!page.is_empty(), "{line}");
                    pages.extend(page);
                }
                assert_eq!(pages, whole, "{list} {order}");
                let last = pages.last().unwrap();
                let behind = column(&format!("{list} --sort {order} --after {last}"), field);
                assert_eq!(behind, Vec::<String>::new(), "{list} {order}");
            }
        }
    }
    assert_eq!(
        column("device list --sort category", "serial_number"),
        ["DT-001", "DT-002", "DT-003", "LT-001", "LT-002", "LT-003"]
    );
    assert_eq!(
        column("device list --sort status", "serial_number"),
        ["DT-003", "DT-001", "DT-002", "LT-001", "LT-002", "LT-003"]
    );
    assert_eq!(
        column(
            "device list --status offsite --sort -category --limit 3",
            "serial_number"
        ),
        ["LT-002", "LT-001", "DT-002"]
    );
    assert_eq!(
        column("client list --sort -bookings --limit 1", "name"),
        ["Baobab"]
    );
    assert_eq!(column("client list --sort bookings --limit 1", "name"), ["Zebra"]);
    assert_eq!(
        column("rental list --sort client_name", "client_name"),
        ["Baobab", "Baobab", "Umoya", "Zebra"]
    );
    let items = column("pricing list", "item");
    let tiers = column("pricing list", "tier");
    let named: Vec<String> = items
        .iter()
        .zip(tiers)
        .map(|(item, tier)| format!("{item} {tier}"))
        .collect();
    assert_eq!(
        named,
        [
            "Annex standard",
            "Annex premium",
            "Annex discounted",
            "Success 10 standard",
            "Laptop standard",
            "Coffee standard",
            "Tea standard",
            "Projector standard",
        ]
    );
}

/// Tasks, requisitions, payments, quotes, files and proposals, beside what [`day`] has.
fn numbers(env: &Env) {
    day(env);
    std::fs::write(env.work_dir().join("a.txt"), "a").unwrap();
    for line in [
        "room add Middle --capacity 20",
        "location add North",
        "task add setup Chairs --priority urgent --due 2026-02-01",
        "task add setup Tables --priority urgent",
        "task add cleaning Floor --priority urgent",
        "task add cleaning Walls --due 2026-01-10",
        "task add other Lamp --due 2026-01-10",
        "task add other Yard --location North",
        "task add other Door --priority low",
        "task cancel 7 --reason no",
        "task add other Gate --priority low --due 2026-01-12",
        "task cancel 8 --reason no",
        "requisition create Toner",
        "requisition create Paper",
        "requisition create Chairs",
        "payment add --client Umoya --amount 100",
        "payment add --client Umoya --amount 90 --date 2025-12-31",
        "payment add --client \"Umoya Energy\" --amount 80",
        "pricing quote 1 --save",
        "pricing quote 2 --save",
        "pricing quote 1 --save",
        "file add device:LT-001 a.txt",
        "file add device:LT-001 a.txt --name b.txt",
        "file add booking:1 a.txt",
        "booking create --client Baobab --learners 7 --date 2026-02-02 --time 08:00-12:00",
        "booking create --client Baobab --learners 7 --date 2026-02-02 --time 10:00-14:00",
        "booking create --client Baobab --learners 15 --date 2026-02-02 --time 12:00-16:00",
        "agent enable resolver --mode propose",
        "agent run",
    ] {
        env.line(line).ok();
    }
}

/// What a column of a list has, with these options.
fn listed(env: &Env, line: &str, field: &str) -> Vec<String> {
    env.column(&line.split(' ').collect::<Vec<_>>(), field)
}

/// Lists of which `--sort` may be left to the query, where it is by the number that `--after` takes.
pub const SORTED_BY_QUERY: [&str; 6] = [
    "task list",
    "requisition list",
    "payment list",
    "pricing quotes",
    "file list",
    "agent proposals",
];

fn lists_of_numbers_go_on_after_a_row(env: &Env) {
    numbers(env);
    let fields = [
        ("id", "title"),
        ("number", "purpose"),
        ("number", "amount"),
        ("number", "total"),
        ("id", "name"),
        ("id", "subject"),
    ];
    let lists = SORTED_BY_QUERY.into_iter().zip(fields);
    for (list, (field, other)) in lists.chain([("task list --all", ("id", "title"))]) {
        let up = listed(env, &format!("{list} --sort {field}"), field);
        let down = listed(env, &format!("{list} --sort -{field}"), field);
        assert!(up.len() > 2, "{list}: {up:?}");
        assert!(up.iter().eq(down.iter().rev()), "{list}: {up:?} {down:?}");
        let own = listed(env, list, field);
        for (order, whole) in [
            (String::new(), own),
            (format!(" --sort {field}"), up),
            (format!(" --sort -{field}"), down),
        ] {
            for size in [1, 2] {
                let mut pages: Vec<String> = Vec::new();
                while pages.len() < whole.len() {
                    let after = pages.last().map(|last| format!(" --after {last}"));
                    let after = after.unwrap_or_default();
                    let line = format!("{list}{order} --limit {size}{after}");
                    let page = listed(env, &line, field);
                    assert!(!page.is_empty(), "{line}");
                    pages.extend(page);
                }
                assert_eq!(pages, whole, "{list}{order}");
            }
            for (place, last) in whole.iter().enumerate() {
                let behind = listed(env, &format!("{list}{order} --after {last}"), field);
                assert_eq!(behind, whole[place + 1..], "{list}{order} after {last}");
            }
        }
        env.line(&format!("{list} --sort {other} --after 1"))
            .fails(2)
            .says(&format!("--sort {field}"));
        env.line(&format!("{list} --after 99")).fails(3);
    }
    // What is over comes last, then the priority, then the time.
    let titles = [
        "Chairs", "Tables", "Floor", "Walls", "Lamp", "Yard", "Gate", "Door",
    ];
    assert_eq!(listed(env, "task list --all", "title"), titles);
    assert_eq!(listed(env, "task list", "title"), titles[..6]);
    // What was ended since its page keeps its place.
    env.line("task cancel 2 --reason no").ok();
    assert_eq!(listed(env, "task list --after 2", "title"), titles[2..6]);
    env.line("task cancel 4 --reason no").ok();
    assert_eq!(listed(env, "task list --after 4 --limit 1", "title"), ["Lamp"]);
    // In the order in which they were entered, unless the number is asked for.
    let entered = ["RC-2026-0001", "RC-2025-0001", "RC-2026-0002"];
    assert_eq!(listed(env, "payment list", "number"), entered);
    let numbered = ["RC-2025-0001", "RC-2026-0001", "RC-2026-0002"];
    assert_eq!(listed(env, "payment list --sort number", "number"), numbered);
}

fn narrow_filters_are_chosen_before_the_limit(env: &Env) {
    numbers(env);
    for (line, field, expected) in [
        ("task list --overdue --limit 1", "title", &["Walls"][..]),
        ("task list --overdue --sort -id", "title", &["Lamp", "Walls"]),
        ("task list --location North --limit 1", "title", &["Yard"]),
        (
            "task list --all --state cancelled --limit 1 --sort -id",
            "title",
            &["Gate"],
        ),
        ("requisition list --state closed", "number", &[]),
        ("requisition list --to-decide", "number", &[]),
        (
            "payment list --client energy --limit 1",
            "number",
            &["RC-2026-0002"],
        ),
        ("pricing quotes --status expired", "number", &[]),
        (
            "pricing quotes --status open --limit 1 --sort -number",
            "number",
            &["QU-2026-0003"],
        ),
        ("file list booking:1 --limit 1", "id", &["3"]),
        ("pricing list --item CESS --limit 1", "item", &["Success 10"]),
        ("pricing list --item success-1 --sort id", "item", &["Success 10"]),
        ("pricing list --item room --sort effective_date", "item", &[]),
        ("agent proposals --state applied", "id", &[]),
    ] {
        assert_eq!(listed(env, line, field), expected, "{line}");
    }
    env.line("pricing accept QU-2026-0002").ok();
    assert_eq!(
        listed(env, "pricing quotes --status accepted", "number"),
        ["QU-2026-0002"]
    );
    assert_eq!(
        listed(env, "pricing quotes --status open", "number"),
        ["QU-2026-0001", "QU-2026-0003"]
    );
    let later = "2026-03-20T08:00:00Z";
    let expired = env
        .line_at(later, "pricing quotes --status expired -f json")
        .ok()
        .json();
    assert_eq!(expired.as_array().unwrap().len(), 2, "{expired}");
    let expired = env
        .line_at(later, "agent proposals --state expired --limit 2 -f json")
        .ok()
        .json();
    assert_eq!(expired.as_array().unwrap().len(), 2, "{expired}");
    let open = env.line_at(later, "agent proposals -f json").ok().json();
    assert_eq!(open, json!([]));
    // A late task counts although the limit leaves it out.
    let run = env
        .line("task list --limit 1 --exit-code --fields title -f csv")
        .fails(9);
    assert_eq!(run.stdout, "title\nChairs\n");
    // Whoever sees only some of the tasks gets those alone, however few there are.
    let staff = env.user("sipho", "staff");
    env.line("task add cleaning Sweep --room Middle --priority low")
        .ok();
    env.line("task add cleaning Mop --assign sipho --priority low")
        .ok();
    let run = env
        .line_as(&staff, "task list --limit 2 --fields title -f csv")
        .ok();
    assert_eq!(run.stdout, "title\nSweep\nMop\n");
    // What was read, or is over, is unread no more.
    env.line("notify check").ok();
    let all = listed(env, "notify list", "id");
    assert!(all.len() > 2, "{all:?}");
    env.line(&format!("notify read {}", all[0])).ok();
    assert_eq!(listed(env, "notify list --unread", "id"), all[1..]);
    assert_eq!(listed(env, "notify list --unread --limit 1", "id"), all[1..2]);
}

fn what_is_found_is_written_as_it_is_read(env: &Env) {
    numbers(env);
    for (list, found) in [
        (
            "task list --fields title --search a",
            &["Chairs", "Tables", "Walls", "Lamp", "Yard"][..],
        ),
        ("task list --fields title --search zzz", &[]),
        (
            "requisition list --fields purpose --search a",
            &["Paper", "Chairs"],
        ),
        (
            "payment list --fields number --from 2026-01-01",
            &["RC-2026-0001", "RC-2026-0002"],
        ),
        ("file list --fields name --search b.txt", &["b.txt"]),
        (
            "booking list --fields client_name --sort id --search umoya",
            &["Umoya Energy", "Umoya"],
        ),
    ] {
        let field = list
            .split(' ')
            .skip_while(|word| *word != "--fields")
            .nth(1)
            .unwrap();
        let all = listed(env, list, field);
        for one in found {
            assert!(all.iter().any(|row| row == one), "{list}: {all:?}");
        }
        let text: String = std::iter::once(field)
            .chain(all.iter().map(String::as_str))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(env.line(&format!("{list} -f csv")).ok().stdout, text, "{list}");
        let first = env.line(&format!("{list} -f csv --limit 1")).ok().stdout;
        assert!(text.starts_with(&first), "{list}: {first}");
        assert_eq!(first.lines().count(), 1 + all.len().min(1), "{list}: {first}");
        let quiet = env.line(&format!("{list} -f csv -q")).ok().stdout;
        assert_eq!(quiet, if all.is_empty() { String::new() } else { text }, "{list}");
        env.line(&format!("{list} -o found.xlsx")).ok();
        assert_eq!(rows(env, "found.xlsx").len(), 1 + all.len(), "{list}");
        std::fs::remove_file(env.work_dir().join("found.xlsx")).unwrap();
    }
}

fn bookings_and_rentals_are_found_by_what_people_know(env: &Env) {
    day(env);
    let found = |list: &str, search: &str| {
        let line = [&list.split(' ').collect::<Vec<_>>()[..], &["--search", search]].concat();
        env.json(&line).as_array().unwrap().len()
    };
    for (search, count) in [
        ("umoya", 2),
        ("energy", 1),
        ("thandi", 1),
        ("0825550100", 1),
        ("555-01", 1),
        ("GROUND  floor", 1),
        ("nobody", 0),
    ] {
        assert_eq!(found("booking list", search), count, "{search}");
    }
    for (search, count) in [
        ("oak", 1),
        ("sam", 1),
        ("0820000000", 1),
        ("fragile", 1),
        ("rn-2026-0001", 1),
        ("thandi", 0),
    ] {
        assert_eq!(found("rental list", search), count, "{search}");
    }
    let exact = env.json(&["booking", "list", "--client-exact", "umoya"]);
    assert_eq!((exact.as_array().unwrap().len(), &exact[0]["id"]), (1, &json!(2)));
    assert_eq!(env.json(&["rental", "list", "--client-exact", "Umo"]), json!([]));
}

fn a_narrow_terminal_leaves_columns_out_and_breaks_no_number(env: &Env) {
    day(env);
    for columns in [40, 60, 80, 200] {
        let (text, code) = on_terminal(
            &env.call(&["rental", "overdue", "--as-of", "2026-01-20"]),
            columns,
        );
        assert_eq!(code, Some(0));
        assert!(text.contains("RN-2026-0001"), "{columns}: {text}");
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= usize::from(columns)),
            "{columns}: {text}"
        );
        assert_eq!(
            text.contains("too narrow for"),
            columns < 200,
            "{columns}: {text}"
        );
    }
    let (text, _) = on_terminal(&env.call(&["booking", "list"]), 60);
    assert!(
        text.contains("confirmed") && text.contains("2026-03-02"),
        "{text}"
    );
    let (text, _) = on_terminal(&env.call(&["booking", "list"]), 40);
    assert!(
        text.contains("2026-03-02") && text.contains("08:00–12:00"),
        "{text}"
    );
    let (text, _) = on_terminal(&env.call(&["rental", "list"]), 40);
    assert!(text.contains("2026-01-16"), "{text}");
    // Without these nobody knows what a row is.
    let (text, _) = on_terminal(&env.call(&["pricing", "list"]), 40);
    assert!(text.contains("Success"), "{text}");
    let (text, _) = on_terminal(&env.call(&["pricing", "quote", "1"]), 40);
    assert!(
        text.matches("R750.30").count() > 1 && text.contains("too narrow for"),
        "{text}"
    );
    let (text, _) = on_terminal(&env.call(&["booking", "list"]).variable("COLUMNS", "44"), 120);
    assert!(text.lines().all(|line| line.chars().count() <= 44), "{text}");
    let piped = env.line("booking list").ok().stdout;
    assert!(piped.contains("2026-03-02 08:00–12:00"), "the day once: {piped}");
}

/// What no terminal may break or leave out: numbers, days, times and amounts that a wide one shows.
fn facts(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| {
        let bare: String = word.chars().filter(|c| !"-:.,–".contains(*c)).collect();
        bare.chars().all(|c| c.is_ascii_digit()) && bare.len() > 2
    });
    words.map(str::to_owned).collect()
}

fn no_list_breaks_a_fact_on_a_narrow_terminal(env: &Env) {
    env.line("import demo --bookings 60").ok();
    for line in REPORTS {
        let words: Vec<&str> = line.split(' ').chain(["--no-pager"]).collect();
        let wide = facts(&on_terminal(&env.call(&words), 400).0);
        for columns in [40, 60, 80] {
            let (text, code) = on_terminal(&env.call(&words), columns);
            assert_eq!(code, Some(0), "{line}: {text}");
            let broken = facts(&text).into_iter().find(|fact| !wide.contains(fact));
            assert_eq!(broken, None, "{line} at {columns}: {text}");
        }
    }
    for line in NARROW {
        let words: Vec<&str> = line.split(' ').chain(["--no-pager"]).collect();
        let wide = facts(&on_terminal(&env.call(&words), 400).0);
        for columns in [40, 60, 80] {
            let (text, code) = on_terminal(&env.call(&words), columns);
            assert_eq!(code, Some(0), "{line}: {text}");
            let told = text.contains("too narrow for");
            for line in text.lines() {
                assert!(line.chars().count() <= usize::from(columns), "{columns}: {text}");
            }
            let broken = facts(&text).into_iter().find(|fact| !wide.contains(fact));
            assert_eq!(broken, None, "{line} at {columns}: {text}");
            assert!(
                told || facts(&text).len() == wide.len(),
                "{line} at {columns}: {text}"
            );
        }
    }
}

/// What is laid out as more than one table.
const REPORTS: &[&str] = &[
    "dashboard",
    "booking catering --date 2026-01-01..2026-02-28",
    "pricing quote 17",
    "pricing show room Focus",
    "import show 1",
    "notify check",
];

const NARROW: &[&str] = &[
    "booking list --limit 9",
    "booking conflicts",
    "room list",
    "room queue",
    "room free --date 2026-01-20",
    "room utilisation --month 2026-01",
    "device list --limit 9",
    "device queue",
    "device free --date 2026-01-20",
    "rental list",
    "rental overdue",
    "pricing list",
    "pricing ledger --limit 9",
    "notify list",
    "notify messages",
    "history --limit 9",
    "import list",
    "user list",
    "config get",
    "config show",
    "audit list --limit 9",
];

fn amounts_stand_to_the_right(env: &Env) {
    day(env);
    env.line("room add Annex").ok();
    env.line("pricing set room Annex --daily 5").ok();
    let text = env.line("pricing list").ok().stdout;
    let end = |room: &str, amount: &str| {
        let line = text.lines().find(|line| line.contains(room)).unwrap();
        line.find(amount).unwrap() + amount.len()
    };
    assert_eq!(end("Success", "250.50"), end("Annex", "5.00"), "{text}");
}

fn what_is_longer_than_the_screen_goes_through_the_pager(env: &Env) {
    for number in 0..60 {
        env.line(&format!("room add R{number}")).ok();
    }
    let pager = "sed s/^/PAGED/";
    let list = || env.call(&["room", "list"]).variable("COLAB_PAGER", pager);
    let paged = |call| on_terminal(&call, 120).0.contains("PAGED");
    assert!(paged(list()));
    assert!(!paged(list().argument("--no-pager")));
    assert!(!paged(list().argument("--limit=5")), "it fits");
    assert!(paged(env.call(&["room", "list"]).variable("PAGER", pager)));
    assert!(!list().run().ok().stdout.contains("PAGED"), "no pager in a pipe");
    assert!(!paged(
        env.call(&["room", "list"])
            .variable("COLAB_PAGER", "")
            .variable("PAGER", pager)
    ));
    // Ctrl-C while it shows is the pager's.
    let interrupting = "sh -c 'kill -INT $PPID; sed s/^/PAGED/'";
    let call = env.call(&["room", "list"]).variable("COLAB_PAGER", interrupting);
    let (text, code) = on_terminal(&call, 120);
    assert!(code == Some(0) && text.contains("R59"), "{code:?} {text}");
    let (text, code) = on_terminal(
        &env.call(&["room", "list"]).variable("COLAB_PAGER", "/no/pager"),
        120,
    );
    assert!(text.contains("R59") && code == Some(0), "{text}");
}

fn a_history_reads_as_sentences(env: &Env) {
    env.line("room add Ambition").ok();
    env.line("room add Focus").ok();
    let id = env.book("Ambition", "2026-03-02", "08:00-12:00");
    env.line(&format!("booking reschedule {id} --room Focus")).ok();
    env.line(&format!("booking reschedule {id} --date 2026-03-03"))
        .ok();
    let text = env.line(&format!("booking show {id}")).ok().stdout;
    assert!(
        text.contains(&format!(
            "15 Jan 2026 10:00 {} moved booking {id} from Ambition to Focus",
            actor(env)
        )),
        "{text}"
    );
    assert!(
        text.contains(&format!(
            "moved booking {id} from 2026-03-02 08:00 to 2026-03-03 08:00"
        )),
        "{text}"
    );
    assert!(!text.contains('{'), "{text}");
    let facts = &env.json(&["booking", "show", &id.to_string()])["history"][1];
    assert_eq!(facts["before"], "{\"room\":\"Ambition\"}");
    let log = env.line("audit list").ok().stdout;
    assert!(
        log.contains(&format!("moved booking {id} from Ambition to Focus")) && !log.contains('{'),
        "{log}"
    );
    assert!(
        env.line("audit list --fields seq,before,after")
            .ok()
            .stdout
            .contains('{')
    );
}

fn actor(env: &Env) -> String {
    env.json(&["user", "whoami"])["username"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn months_are_named_as_people_do(env: &Env) {
    for month in ["last", "this", "next", "2026-03"] {
        env.line(&format!("room utilisation --month {month}")).ok();
        env.line(&format!("booking calendar --month {month}")).ok();
        env.line(&format!("pricing ledger --month {month}")).ok();
        env.line(&format!("room queue --month {month}")).ok();
    }
    env.line("pricing ledger --month 2026-01..2026-03 --by client")
        .ok();
    env.line("pricing ledger --month 2026-03..2026-01").fails(2);
    env.line("pricing ledger --month 2026-13")
        .fails(2)
        .says("last, this or next");
}

fn times_are_written_as_people_do(env: &Env) {
    env.line("room add Focus").ok();
    for (day, time, starts, ends) in [
        (2, "8-12", "08:00", "12:00"),
        (3, "08h00-12h30", "08:00", "12:30"),
        (4, "8h-9h", "08:00", "09:00"),
        (5, "8:15-9:45", "08:15", "09:45"),
    ] {
        let line = format!(
            "booking create --client X --room Focus --learners 2 --date 2026-03-0{day} --time {time} -f json"
        );
        let booking = env.line(&line).ok().json();
        assert_eq!(booking["starts_at"], format!("2026-03-0{day}T{starts}:00+02:00"));
        assert_eq!(booking["ends_at"], format!("2026-03-0{day}T{ends}:00+02:00"));
    }
    for time in ["8-", "-12", "eight-nine", "8.5-9", "25-26"] {
        env.line(&format!(
            "booking create --client X --learners 2 --date 2026-03-06 --time={time}"
        ))
        .fails(2);
    }
    for (from, to) in [
        ("tomorrow 08:00", "tomorrow 12:00"),
        ("tomorrowT08:00", "tomorrowT12:00"),
        ("fri 8:00", "fri 9:00"),
    ] {
        env.colab(&["room", "free", "--from", from, "--to", to]).ok();
    }
    env.colab(&["room", "free", "--from", "someday 08:00", "--to", "tomorrow"])
        .fails(2);
    env.line("user token create --name t --expires 1y")
        .fails(2)
        .says("365d, 8w, 12h");
    env.line("pricing set device Laptop --daily 5")
        .fails(2)
        .says("device-category");
}

fn help_and_version_are_commands_too(env: &Env) {
    assert_eq!(env.line("version").ok().stdout, env.line("--version").ok().stdout);
    assert_eq!(env.line("help").ok().stdout, env.line("--help").ok().stdout);
    assert_eq!(
        env.line("help booking create").ok().stdout,
        env.line("booking create --help").ok().stdout
    );
    env.line("help booking crate").fails(2).says("create");
}

fn a_number_that_is_none_is_told_in_plain_words(env: &Env) {
    for line in [
        "booking show abc",
        "booking create --client X --date 2026-03-02 --learners five",
        "room add X --capacity many",
        "room list --limit ten",
        "import show x",
        "device request 1 --quantity two --category any",
        "room list --after x",
        "import template rooms --year soon -o x.xlsx",
        "notify thresholds --warn-count x",
        "db backup x/ --keep all",
    ] {
        for format in ["", " -f json"] {
            let run = env.line(&format!("{line}{format}")).fails(2);
            assert!(!run.stderr.contains("digit"), "{run}");
            run.says("write a whole number, such as 17");
        }
    }
    env.line("booking create --client X --date 2026-03-02 --learners -5")
        .fails(2)
        .says("'-5' for '--learners <N>': write 0 or more");
    for list in ["booking list", "history", "room list", "task list", "user list"] {
        env.line(&format!("{list} --limit -1"))
            .fails(2)
            .says(": write 0 or more");
    }
    env.line("booking create --client X --date 2026-03-02 --learners 5000000000")
        .fails(2)
        .says("the number is too large");
    let run = env
        .line("booking reschedule 17")
        .fails(2)
        .says("a required argument is missing");
    assert!(!run.stderr.contains("For more information"), "{run}");
}

fn an_option_of_another_command_leads_there(env: &Env) {
    for (line, way) in [
        (
            "booking edit 17 --date 2026-03-09",
            "colab booking reschedule 17 --date",
        ),
        ("booking calendar --date today", "--from today --to today"),
        (
            "pricing ledger --by client --from 2026-01-01",
            "--month 2026-01..this",
        ),
        ("room show Focus --amenity x", "room edit"),
        ("booking reschedule 17", "--date, --by, --time or --room"),
        (
            "booking edit 143 --date 2026-03-09 --time=9-10",
            "colab booking reschedule 143 --date 2026-03-09 --time 9-10",
        ),
        (
            "booking reschedule 143 144 --from 2026-03-10",
            "colab booking reschedule 143 144 --date 2026-03-10",
        ),
        (
            "booking calendar --date fri",
            "colab booking calendar --from fri --to fri",
        ),
        (
            "pricing ledger --from 2026-02-01 --to 2026-05-31",
            "colab pricing ledger --month 2026-02..2026-05",
        ),
        (
            "booking create --client X --learners 3 --from 2026-03 --to 2026-04",
            "`2026-03` is a month",
        ),
        ("pricing quote", "--room ROOM --date DAY"),
    ] {
        let run = env.line(line).fails(2);
        assert!(!run.stderr.contains("--database"), "{run}");
        run.says(way);
    }
}

/// Runs a script in a shell, with the program as `colab`; `None`, and a word about it, where there is no such shell.
fn in_shell(env: &Env, shell: &str, flags: &[&str], script: &str) -> Option<String> {
    let call = env.call(&[]);
    let command = call.command();
    let folder = std::path::Path::new(command.get_program()).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut run = std::process::Command::new(shell);
    run.env_clear().current_dir(env.work_dir());
    run.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    run.env("PATH", format!("{}:{path}", folder.display()))
        .env("TERM", "dumb");
    match run.args(flags).args(["-c", script]).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
            assert!(!ci, "completion in {shell}: {error}");
            eprintln!("not tried: completion in {shell} ({error}); apt-get install {shell}");
            None
        }
    }
}

/// Each is a line, and what one of the offers for its last word is; the second with its description in fish.
const OFFERED: &[(&str, &str)] = &[
    ("colab booking show ", "1\tUmoya Energy, 2026-03-02 08:00–12:00"),
    ("colab booking list --client Umoya", "Umoya Energy"),
    ("colab booking list --status conf", "confirmed"),
    ("colab booking list --fields client_n", "client_name"),
    ("colab room free --date fri --fields free_u", "free_until"),
    ("colab history --fields rec", "records"),
    ("colab rental show --fields seri", ""),
    ("colab rental show RN-2026", "RN-2026-0001"),
    ("colab config get timez", "timezone"),
    ("colab help booking resch", "reschedule"),
    ("colab help repo", "report"),
    ("colab help repoz", ""),
    ("colab room show Suc", "Success 10"),
    ("colab room free --date fri --sort free_u", "free_until"),
    ("colab room free --date fri --sort=-free_u", "--sort=-free_until"),
    ("colab booking list --sort=-start", "--sort=-starts_at"),
    ("colab history --sort=-", "--sort=-records"),
    ("colab rental return RN-2026-0001 --condition mis", ""),
    ("colab rental return RN-2026-0001 --condition los", "lost"),
    ("colab man booking resch", "reschedule"),
    ("colab user token create --scope dash", "dashboard"),
    ("colab room show Success\\ 1", "Success 10"),
    ("colab history --record booking:", "booking:1"),
    ("colab history --record ", "device:"),
    ("colab import list --source week", "weekly"),
    ("colab import rooms --source week", "weekly"),
    ("colab config set quiet_h", "quiet_hours"),
    ("colab room list --database rooms", "rooms.csv"),
    ("colab room list --token-file rooms", "rooms.csv"),
    ("colab booking cancel 1 --reason ", ""),
    ("colab booking create --date ", ""),
    ("colab user token create --name roo", ""),
];

fn every_shell_is_offered_the_same(env: &Env) {
    day(env);
    std::fs::write(env.work_dir().join("rooms.csv"), "name\nGrowth\n").unwrap();
    env.line("import rooms rooms.csv --source weekly").ok();
    for (line, offer) in OFFERED {
        let typed = line.replace('\\', "\\\\");
        let fish = format!("COMPLETE=fish colab | source; complete -C '{typed}'");
        if let Some(text) = in_shell(env, "fish", &["--no-config"], &fish) {
            let is_offered = text
                .lines()
                .any(|one| one == *offer || one.split('\t').next() == Some(offer));
            assert!(
                is_offered || offer.is_empty() && text.trim().is_empty(),
                "fish: {line}: {text}"
            );
        }
        // What zsh would show: its own functions for that are stood in for.
        let words: Vec<&str> = line.split(' ').collect();
        let zsh = format!(
            "compdef() {{ }}; _describe() {{ print -rl -- ${{(P)3}} }}; source <(COMPLETE=zsh colab); \
             words=({line}{}); CURRENT={}; _clap_dynamic_completer_colab",
            if line.ends_with(' ') { "''" } else { "" },
            words.len() - usize::from(line.contains("\\ ")),
        );
        if let Some(text) = in_shell(env, "zsh", &["-f"], &zsh) {
            let offer = offer.split('\t').next().unwrap();
            // Zsh writes what it is offered as VALUE:DESCRIPTION, with the colons of the value behind backslashes.
            let value = offer.replace(':', "\\:");
            let begins = |one: &str| {
                one.strip_prefix(&value)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
            };
            let is_offered = text.lines().any(begins);
            assert!(
                is_offered || offer.is_empty() && text.trim().is_empty(),
                "zsh: {line}: {text}"
            );
        }
    }
    // A word that was begun with a quote.
    let zsh = "compdef() { }; _describe() { print -rl -- ${(P)3} }; source <(COMPLETE=zsh colab); \
               words=(colab room show \"'Suc\"); CURRENT=4; _clap_dynamic_completer_colab";
    if let Some(text) = in_shell(env, "zsh", &["-f"], zsh) {
        assert!(text.contains("Success 10"), "{text}");
    }
}

/// What bash would insert for a line.
fn completed(env: &Env, words: &[&str], typed: &str) -> Vec<String> {
    let script = r#"
        source <(COMPLETE=bash "$0")
        COMP_WORDS=(colab "$@") COMP_CWORD=$(( $# )) COMP_TYPE=9
        _clap_complete_colab colab "$TYPED" colab
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let call = env.call(&[]);
    let command = call.command();
    let mut bash = std::process::Command::new("bash");
    bash.env_clear().current_dir(env.work_dir());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            bash.env(name, value);
        }
    }
    let output = bash
        .args(["--norc", "-c", script])
        .arg(command.get_program())
        .args(words)
        .env("TYPED", typed)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn bash_completion_quotes_and_describes(env: &Env) {
    day(env);
    env.line("room add \"Innovation (12)\"").ok();
    assert_eq!(completed(env, &["room", "show", "Suc"], "Suc"), ["Success\\ 10"]);
    assert_eq!(
        completed(env, &["room", "show", "Inn"], "Inn"),
        ["Innovation\\ \\(12\\)"]
    );
    assert_eq!(completed(env, &["room", "show", "\"Suc"], "Suc"), ["Success 10"]);
    assert_eq!(
        completed(env, &["room", "show", "Success\\ 1"], "Success\\ 1"),
        ["Success\\ 10"]
    );
    assert_eq!(
        completed(
            env,
            &["booking", "list", "--fields", "id,client_n"],
            "id,client_n"
        ),
        ["id,client_name"]
    );
    // Bash cuts words at a colon.
    for (typed, expected) in [
        (&["history", "--record", "booking", ":", "2"][..], "2"),
        (&["history", "--record", "booking", ":"], "1"),
        (&["history", "--record", "boo"], "booking:1"),
        (&["booking", "list", "--room", "=", "Suc"], "Success\\ 10"),
        (
            &["config", "set", "timezone", "Africa/Joh"],
            "Africa/Johannesburg",
        ),
    ] {
        let last = typed.last().unwrap().trim_start_matches([':', '=']);
        let offered = completed(env, typed, last);
        assert!(
            offered.iter().any(|one| one == expected),
            "{typed:?}: {offered:?}"
        );
    }
    let offered = |words: &[&str]| {
        let mut offered = completed(env, words, "");
        offered.retain(|word| !word.is_empty() && !word.starts_with('-'));
        offered
    };
    assert_eq!(offered(&["booking", "show", ""]), ["1", "2"]);
    // What the line says of the database and of who acts holds for what it is offered.
    env.line("user add chef --role kitchen_staff --no-password").ok();
    assert!(offered(&["--as", "chef", "booking", "show", ""]).is_empty());
    assert!(offered(&["--database", "none.db", "booking", "show", ""]).is_empty());
    assert_eq!(
        completed(env, &["booking", "list", "--status", "conf"], "conf"),
        ["confirmed"]
    );
    assert_eq!(completed(env, &["config", "get", "time"], "time"), ["timezone"]);
    assert_eq!(
        completed(env, &["booking", "list", "--fields", "client_n"], "client_n"),
        ["client_name"]
    );
    assert_eq!(completed(env, &["pricing", "set", "cat"], "cat"), ["catering"]);
    assert!(
        !completed(env, &["pricing", "set", "catering", ""], "")
            .iter()
            .any(|item| item.starts_with("Success"))
    );
    let run = env
        .call(&["--", "colab", "booking", "show", ""])
        .variable("COMPLETE", "fish")
        .run();
    assert!(
        run.stdout.contains("1\tUmoya Energy, 2026-03-02 08:00–12:00"),
        "{run}"
    );
}

fn completion_is_installed_where_the_shell_looks(env: &Env) {
    day(env);
    let install = |shell: &str| env.line(&format!("completions {shell} --install")).ok();
    env.line("completions bash --install --dry-run").ok();
    assert!(!env.dir().join("data/bash-completion").exists());
    install("bash").says("wrote ");
    install("fish");
    let zsh = install("zsh").says("fpath=(~/.zfunc $fpath)");
    assert_eq!(zsh.stdout, "");
    std::fs::write(env.dir().join("home/.zshrc"), "fpath=(~/.zfunc $fpath)\n").unwrap();
    assert!(!install("zsh").stderr.contains("fpath"));
    let file = env.dir().join("data/bash-completion/completions/colab");
    let bash = format!(
        "source {}; COMP_WORDS=(colab room show Suc) COMP_CWORD=3; _clap_complete_colab colab Suc show; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        file.display()
    );
    if let Some(text) = in_shell(env, "bash", &["--norc"], &bash) {
        assert_eq!(text, "Success\\ 10\n");
    }
    let fish = "source ~/.config/fish/completions/colab.fish 2>/dev/null; \
                source $XDG_CONFIG_HOME/fish/completions/colab.fish 2>/dev/null; complete -C 'colab room show Suc'";
    if let Some(text) = in_shell(env, "fish", &["--no-config"], fish) {
        assert!(text.starts_with("Success 10"), "{text}");
    }
    let zsh = "compdef() { }; _describe() { print -rl -- ${(P)3} }; words=(colab room show Suc); CURRENT=4; \
               fpath=(~/.zfunc $fpath); autoload -Uz _colab; _colab";
    if let Some(text) = in_shell(env, "zsh", &["-f"], zsh) {
        assert!(text.contains("Success 10"), "{text}");
    }
    // Without a name it is the user's own shell.
    let own = env
        .call(&["completions", "--install"])
        .variable("SHELL", "/usr/bin/fish");
    own.run().ok().says("colab.fish");
    env.call(&["completions", "--install"])
        .variable("SHELL", "/bin/dash")
        .run()
        .fails(2)
        .says("colab completions bash --install");
    env.line("completions").fails(2);
    env.line("completions elvish --install").fails(2);
}

fn what_is_written_is_opened(env: &Env) {
    use std::os::unix::fs::PermissionsExt;
    day(env);
    let opener = env.path("bin/xdg-open");
    std::fs::create_dir_all(env.path("bin")).unwrap();
    let seen = env.path("seen");
    make_fifo(&seen);
    std::fs::write(
        &opener,
        format!("#!/bin/sh\nprintf '%s\\n' \"$1\" > {}\n", seen.display()),
    )
    .unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", env.path("bin").display());
    let opened = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        env.call(&words).variable("PATH", &path).run()
    };
    for (line, file) in [
        ("booking list -o b.xlsx --open", "b.xlsx"),
        ("booking calendar --month 2026-03 -o m.html --open", "m.html"),
        ("rental form RN-2026-0001 -o form.pdf --open", "form.pdf"),
        ("export all.xlsx --open", "all.xlsx"),
    ] {
        opened(line).ok();
        // Waits for whoever opens it.
        let told = std::fs::read_to_string(&seen).unwrap();
        assert!(
            told.ends_with(&format!("/{file}\n")) && told.starts_with('/'),
            "{told}"
        );
    }
    env.line("booking list --open").fails(2);
    env.line("booking calendar --month 2026-03 -o - --open").fails(2);
    env.call(&["booking", "list", "-o", "c.xlsx", "--open"])
        .variable("PATH", "/nowhere")
        .run()
        .fails(8)
        .says("is written, but xdg-open cannot be started");
    assert!(env.work_dir().join("c.xlsx").exists());
    env.line("rental list --open -o open.xlsx").ok();
}

/// Makes a FIFO: whoever reads it waits for a writer.
fn make_fifo(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

fn a_setting_gets_its_default_again(env: &Env) {
    env.line("config set day_end 17:00").ok();
    let unset = env.get("config unset day_end");
    assert_eq!(
        (&unset["value"], &unset["changed"]),
        (&json!("16:30"), &json!(false))
    );
    env.line("config set day_end 17:00").ok();
    let unset = env.line("config unset day_end").ok();
    assert!(unset.stdout.contains("to the default"), "{unset}");
    env.line("config unset nothing").fails(3);
    let path = env.line("config path").ok().stdout;
    assert!(path.ends_with("/colab/config.toml\n"), "{path}");
    assert_eq!(env.line("booking ls --json").ok().json(), json!([]));
}
