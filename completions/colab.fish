# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_colab_global_optspecs
    string join \n database= token-file= as= f/format= json fields= no-header n/dry-run q/quiet no-input yes no-pager color= v/verbose log-format= h/help V/version
end

function __fish_colab_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_colab_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_colab_using_subcommand
    set -l cmd (__fish_colab_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c colab -n "__fish_colab_needs_command" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_needs_command" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_needs_command" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_needs_command" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_needs_command" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_needs_command" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_needs_command" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_needs_command" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_needs_command" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_needs_command" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_needs_command" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_needs_command" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_needs_command" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_needs_command" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_needs_command" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_needs_command" -s V -l version -d 'Print version'
complete -c colab -n "__fish_colab_needs_command" -f -a "dashboard" -d 'Show the day on one screen: bookings, requests, devices, what is late, this month\'s use'
complete -c colab -n "__fish_colab_needs_command" -f -a "booking" -d 'Create, list and change bookings; show the calendar'
complete -c colab -n "__fish_colab_needs_command" -f -a "room" -d 'Manage rooms, their aliases and combinations'
complete -c colab -n "__fish_colab_needs_command" -f -a "location" -d 'Manage locations: the buildings and sites of rooms and devices'
complete -c colab -n "__fish_colab_needs_command" -f -a "site" -d 'Close the whole site for days, and list public holidays'
complete -c colab -n "__fish_colab_needs_command" -f -a "client" -d 'Manage clients: their names, contacts and details'
complete -c colab -n "__fish_colab_needs_command" -f -a "device" -d 'Manage IT devices: stock, assignments, movements'
complete -c colab -n "__fish_colab_needs_command" -f -a "task" -d 'Manage work on devices and rooms: repairs, cleaning, inspections'
complete -c colab -n "__fish_colab_needs_command" -f -a "vendor" -d 'Manage vendors: who repairs, cleans and delivers'
complete -c colab -n "__fish_colab_needs_command" -f -a "rental" -d 'Manage off-site rentals of devices'
complete -c colab -n "__fish_colab_needs_command" -f -a "pricing" -d 'Manage prices, quotes and the costing ledger'
complete -c colab -n "__fish_colab_needs_command" -f -a "billing" -d 'Manage billing: invoice what is approved, close months, list what clients owe'
complete -c colab -n "__fish_colab_needs_command" -f -a "invoice" -d 'List, show and credit invoices'
complete -c colab -n "__fish_colab_needs_command" -f -a "payment" -d 'Add, list, assign, reverse and refund payments'
complete -c colab -n "__fish_colab_needs_command" -f -a "file" -d 'Add, list, fetch and remove files of devices, bookings, rentals, tasks and invoices'
complete -c colab -n "__fish_colab_needs_command" -f -a "import" -d 'Import schedules and tables from files'
complete -c colab -n "__fish_colab_needs_command" -f -a "vault" -d 'List, show, index, search and import the files of replaced systems'
complete -c colab -n "__fish_colab_needs_command" -f -a "plan" -d 'Show and apply saved plans: commands that are done together or not at all'
complete -c colab -n "__fish_colab_needs_command" -f -a "export" -d 'Write every list that you may see as a workbook, a sheet each'
complete -c colab -n "__fish_colab_needs_command" -f -a "notify" -d 'Check, list, acknowledge and send notifications'
complete -c colab -n "__fish_colab_needs_command" -f -a "history" -d 'List what was done: who, when, with which command, and what it touched'
complete -c colab -n "__fish_colab_needs_command" -f -a "undo" -d 'Undo an operation'
complete -c colab -n "__fish_colab_needs_command" -f -a "user" -d 'Manage users, sessions and tokens'
complete -c colab -n "__fish_colab_needs_command" -f -a "config" -d 'Show this machine\'s configuration; read and change the site\'s settings'
complete -c colab -n "__fish_colab_needs_command" -f -a "audit" -d 'List and verify the audit log'
complete -c colab -n "__fish_colab_needs_command" -f -a "db" -d 'Upgrade, back up, restore and check the database'
complete -c colab -n "__fish_colab_needs_command" -f -a "doctor" -d 'Check this machine and the database, and suggest fixes'
complete -c colab -n "__fish_colab_needs_command" -f -a "completions" -d 'Print or install a shell completion script'
complete -c colab -n "__fish_colab_needs_command" -f -a "man" -d 'Print a manual page, or write all of them to a folder'
complete -c colab -n "__fish_colab_needs_command" -f -a "help" -d 'Show the help of a command'
complete -c colab -n "__fish_colab_needs_command" -f -a "version" -d 'Show the program\'s version'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand dashboard" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l date -d 'Day to show' -r
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand dashboard" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "create" -d 'Create bookings for a day, several days, a series or exact segments'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "list" -d 'List bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "ls" -d 'List bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "show" -d 'Show one booking with its device requests and its history'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "edit" -d 'Change the details of bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "assign" -d 'Assign a room to pending bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "unassign" -d 'Release the room and return bookings to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "confirm" -d 'Confirm bookings that have a room or need devices only'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "reject" -d 'Reject pending bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "reschedule" -d 'Move bookings to another day, time or room'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "move" -d 'Move bookings to another day, time or room'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "cancel" -d 'Cancel bookings'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "check-in" -d 'Check a booking in'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "check-out" -d 'Check a booking out'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "no-show" -d 'Mark a booking as a no-show'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "reopen" -d 'Reopen bookings: take a check-in, check-out or no-show back'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "calendar" -d 'Show the calendar of a month or week, or write it as HTML, iCalendar or a workbook'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "suggest" -d 'Suggest free rooms for a booking or a proposed time, best first'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "conflicts" -d 'List what conflicts with a booking or a proposed time; without arguments, all upcoming conflicts'
complete -c colab -n "__fish_colab_using_subcommand booking; and not __fish_seen_subcommand_from create list ls show edit assign unassign confirm reject reschedule move cancel check-in check-out no-show reopen calendar suggest conflicts catering" -f -a "catering" -d 'Show the catering of a day or a week'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l room -d 'Room, by name or alias; repeatable, rooms then share the people [default: none, the room boss assigns one]' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l date -d 'Day, or days as A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l from -d 'First day of a daily booking, or the start of one booking, such as 2026-03-02T22:00' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l to -d 'Last day of a daily booking, or the end of one booking' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l repeat -d 'Repeat the days of --date by an RRULE with COUNT or UNTIL, such as FREQ=WEEKLY;COUNT=6' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l segment -d 'One segment as KEY=VALUE pairs; repeatable; missing keys take the values of the other flags' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l time -d 'Time as START-END, such as 08:00-12:00 or 22:00-02:00 [default: the whole site day]' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l repeated-hour -d 'Hour to take where the clocks go back and show it twice: first or second' -r -f -a "first\t''
second\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l wish -d 'Room wished for by a booking without one; "" clears it, as it clears every text' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l headcount -d 'Number of people in the room, if it is not learners plus facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l devices -d 'Number of devices' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l device-type -d 'Kind of devices' -r -f -a "any\t''
laptops\t''
desktops\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l long-term -d 'Long-term office: needs no headcount and is left out of the calendar' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l contact-person -d 'Contact person' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l email -d 'Contact email' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l phone -d 'Contact phone' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l coffee -d 'Coffee and tea station' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l morning -d 'Morning catering' -r -f -a "none\t''
pastry\t''
sandwiches\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l lunch -d 'Lunch' -r -f -a "none\t''
self_catered\t''
in_house\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l catering-notes -d 'Notes for the kitchen' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l stationery -d 'Stationery for everybody' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l water-bottles -d 'Water bottles per day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l amenity -d 'Amenity with its number, such as "Flip chart=2", or "Mic=1 each" for each of several rooms; repeatable, "" clears them' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l printed-pages -d 'Printed pages per day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l notes -d 'Notes of the requester' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l room-boss-notes -d 'Notes of the room boss' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l reason -d 'Reason, kept in the history' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l idempotency-key -d 'Idempotency key: a repeated request returns the first booking' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l client -d 'Client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l tenant -d 'Tenant that books; rooms are shared' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l weekdays -d 'Book Mondays to Fridays only'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l device-only -d 'Book devices only, without a room'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l tentative -d 'Hold the room without confirming the booking'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l skip-conflicts -d 'Skip what is taken or breaks a rule of its day, book the rest and exit with code 8'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l allow-past -d 'Allow a period in the past, and a change of bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l allow-over-capacity -d 'Allow more people than seats'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l override-rules -d 'Allow a period outside the room\'s opening hours, durations, notice or horizon'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -l displace -d 'Return the bookings in the way to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l status -d 'Status, such as pending or confirmed (also: approved); repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l client -d 'Part of the client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l client-exact -d 'Whole client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l search -d 'Text to find in client, contact, phone, email and notes' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l from -d 'First day or time' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l to -d 'Last day or time; a day counts as a whole' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l date -d 'Day, month or range A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l series -d 'Series number' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l import -d 'Number of the import that created the bookings' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l long-term -d 'Only long-term offices (true) or none of them (false)' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "starts_at\t''
id\t''
client_name\t''
created_at\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of bookings' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l after -d 'Booking to start after, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l status -d 'Status, such as pending or confirmed (also: approved); repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l client -d 'Part of the client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l client-exact -d 'Whole client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in client, contact, phone, email and notes' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l from -d 'First day or time' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l to -d 'Last day or time; a day counts as a whole' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l date -d 'Day, month or range A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l tenant -d 'Tenant' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l series -d 'Series number' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l import -d 'Number of the import that created the bookings' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l long-term -d 'Only long-term offices (true) or none of them (false)' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "starts_at\t''
id\t''
client_name\t''
created_at\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of bookings' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l after -d 'Booking to start after, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l room -d 'New room, for a booking that has one' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l client -d 'Client name' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l wish -d 'Room wished for by a booking without one; "" clears it, as it clears every text' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l tenant -d 'Tenant that books; rooms are shared' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l headcount -d 'Number of people in the room, if it is not learners plus facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l devices -d 'Number of devices' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l device-type -d 'Kind of devices' -r -f -a "any\t''
laptops\t''
desktops\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l long-term -d 'Long-term office: needs no headcount and is left out of the calendar' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l contact-person -d 'Contact person' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l email -d 'Contact email' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l phone -d 'Contact phone' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l coffee -d 'Coffee and tea station' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l morning -d 'Morning catering' -r -f -a "none\t''
pastry\t''
sandwiches\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l lunch -d 'Lunch' -r -f -a "none\t''
self_catered\t''
in_house\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l catering-notes -d 'Notes for the kitchen' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l stationery -d 'Stationery for everybody' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l water-bottles -d 'Water bottles per day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l amenity -d 'Amenity with its number, such as "Flip chart=2", or "Mic=1 each" for each of several rooms; repeatable, "" clears them' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l printed-pages -d 'Printed pages per day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l notes -d 'Notes of the requester' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l room-boss-notes -d 'Notes of the room boss' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l reason -d 'Reason, kept in the history' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l allow-past -d 'Allow a period in the past, and a change of bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l allow-over-capacity -d 'Allow more people than seats'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l override-rules -d 'Allow a period outside the room\'s opening hours, durations, notice or horizon'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -l displace -d 'Return the bookings in the way to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l notes -d 'Notes of the room boss' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l reason -d 'Reason, kept in the history' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l allow-past -d 'Allow a period in the past, and a change of bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l allow-over-capacity -d 'Allow more people than seats'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l override-rules -d 'Allow a period outside the room\'s opening hours, durations, notice or horizon'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -l displace -d 'Return the bookings in the way to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l notes -d 'Notes of the room boss' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l reason -d 'Reason; needed for a confirmed booking' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -l allow-past -d 'Also change bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l notes -d 'Notes of the room boss' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -l allow-past -d 'Also change bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from confirm" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -l allow-past -d 'Also change bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l date -d 'New day; the others of a series move by as many days' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l by -d 'Days or weeks to move by, such as 7d, -1d or 2w' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l time -d 'New time as START-END, such as 08:00-12:00' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l repeated-hour -d 'Hour to take where the clocks go back and show it twice: first or second' -r -f -a "first\t''
second\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l room -d 'New room, for a booking that has one' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l reason -d 'Reason, kept in the history' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l allow-past -d 'Allow a period in the past, and a change of bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l allow-over-capacity -d 'Allow more people than seats'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l override-rules -d 'Allow a period outside the room\'s opening hours, durations, notice or horizon'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -l displace -d 'Return the bookings in the way to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reschedule" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l date -d 'New day; the others of a series move by as many days' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l by -d 'Days or weeks to move by, such as 7d, -1d or 2w' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l time -d 'New time as START-END, such as 08:00-12:00' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l repeated-hour -d 'Hour to take where the clocks go back and show it twice: first or second' -r -f -a "first\t''
second\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l room -d 'New room, for a booking that has one' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l reason -d 'Reason, kept in the history' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l allow-past -d 'Allow a period in the past, and a change of bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l allow-over-capacity -d 'Allow more people than seats'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l override-rules -d 'Allow a period outside the room\'s opening hours, durations, notice or horizon'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -l displace -d 'Return the bookings in the way to pending'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from move" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -l allow-past -d 'Also change bookings that have ended'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-in" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from check-out" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from no-show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l series -d 'Apply to the whole series of each'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -l rest -d 'Apply to each and to the later ones of its series'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from reopen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l month -d 'Month, such as 2026-03, last, this or next, or a range A..B [default: this]' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l week -d 'Week, such as 2026-W10, last, this, next or a day in it' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l from -d 'First day; the last one is --to, or the end of its month' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l to -d 'Last day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l room -d 'Room, by name or alias; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l tenant -d 'Tenant' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s o -l output -d 'File to write: .html to print, .ics for calendar programs, .xlsx as a schedule; `-` prints as -f says' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l all -d 'Include long-term offices'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from calendar" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l from -d 'Start, such as 2026-03-02T08:00; a day alone begins with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l to -d 'End; a day alone ends with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l date -d 'Day, instead of --from and --to' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l time -d 'Time on --date as START-END, such as 08:00-12:00 [default: the whole site day]' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l people -d 'Number of people' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l amenity -d 'Amenity that the room must have, such as projector; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l room -d 'Preferred room: first if it is free, else with its nearest free times' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l limit -d 'Maximum number of suggestions' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from suggest" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l from -d 'Start, such as 2026-03-02T08:00; a day alone begins with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l to -d 'End; a day alone ends with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l date -d 'Day, instead of --from and --to' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l time -d 'Time on --date as START-END, such as 08:00-12:00 [default: the whole site day]' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l people -d 'Number of people' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l amenity -d 'Amenity that the room must have, such as projector; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l room -d 'Room to check, in the period of --date or of --from and --to' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l exit-code -d 'Exit with code 9 if there are conflicts'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from conflicts" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l date -d 'Day, or a range A..B' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l week -d 'Week, such as 2026-W10, last, this, next or a day in it' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand booking; and __fish_seen_subcommand_from catering" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "list" -d 'List rooms'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "ls" -d 'List rooms'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "show" -d 'Show a room with its names, parts, rules and history'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "add" -d 'Add a room'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "activate" -d 'Activate a room again'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "alias" -d 'Manage other spellings of room names'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "edit" -d 'Change a room'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "deactivate" -d 'Deactivate a room; its upcoming bookings must be moved first'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "combine" -d 'Combine rooms into one that is booked as a whole'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "free" -d 'List rooms that are free in a period, best fit first'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "queue" -d 'List bookings that wait for a room, oldest first, with rooms that fit'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "solve" -d 'Assign rooms to all waiting bookings of a period at once'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "utilisation" -d 'Show how much rooms are used, by room and month or as a heat map'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "block" -d 'Block rooms for a period, so that nobody can book them'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "unblock" -d 'Lift blocks of rooms; one that is under way ends now'
complete -c colab -n "__fish_colab_using_subcommand room; and not __fish_seen_subcommand_from list ls show add activate alias edit deactivate combine free queue solve utilisation block unblock blocks" -f -a "blocks" -d 'List blocks of rooms and closed days that are not over'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l min-capacity -d 'Minimum capacity' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "id\t''
name\t''
capacity\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rooms' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l after -d 'Start after the room with this id' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l all -d 'Include rooms that are out of use'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l min-capacity -d 'Minimum capacity' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "id\t''
name\t''
capacity\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rooms' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l after -d 'Start after the room with this id' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l all -d 'Include rooms that are out of use'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l capacity -d 'Number of seats; 0 if unknown' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l has-devices -d 'Whether the room has devices of its own: true or false' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l location -d 'Location; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l setup-minutes -l setup -d 'Minutes to set up before each booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l teardown-minutes -l teardown -d 'Minutes to tear down after each booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l opens-at -d 'Opening time, HH:MM' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l closes-at -d 'Closing time, HH:MM up to 24:00' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l min-minutes -d 'Shortest booking allowed' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l max-minutes -d 'Longest booking allowed' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l notice-hours -d 'Minimum notice for a booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l horizon-days -d 'Days ahead that the room may be booked' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l amenity -d 'Amenity; repeatable; replaces the present list' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l alias -d 'Another spelling of the name; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if the room exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l idempotency-key -d 'Idempotency key: a repeated request returns the first room' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from activate" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -f -a "add" -d 'Add a spelling of a room\'s name'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -f -a "list" -d 'List spellings of room names'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -f -a "ls" -d 'List spellings of room names'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from alias" -f -a "remove" -d 'Remove a spelling'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l name -d 'New name' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l capacity -d 'Number of seats; 0 if unknown' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l has-devices -d 'Whether the room has devices of its own: true or false' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l location -d 'Location; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l setup-minutes -l setup -d 'Minutes to set up before each booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l teardown-minutes -l teardown -d 'Minutes to tear down after each booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l opens-at -d 'Opening time, HH:MM' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l closes-at -d 'Closing time, HH:MM up to 24:00' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l min-minutes -d 'Shortest booking allowed' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l max-minutes -d 'Longest booking allowed' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l notice-hours -d 'Minimum notice for a booking' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l horizon-days -d 'Days ahead that the room may be booked' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l amenity -d 'Amenity; repeatable; replaces the present list' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -l no-rules -d 'Remove opening hours, lengths, notice and horizon, except those given with it'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -l keep-bookings -d 'Leave bookings to come in place and list them'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from deactivate" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l capacity -d 'Number of seats as a whole; 0 if unknown [default: those of the parts together]' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from combine" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l from -d 'Start, such as 2026-03-02T08:00; a day alone begins with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l to -d 'End; a day alone ends with the site day' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l date -d 'Day, instead of --from and --to' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l time -d 'Time on --date as START-END, such as 08:00-12:00 [default: the whole site day]' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l people -d 'Number of people' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l amenity -d 'Amenity that the room must have, such as projector; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l room-type -l type -d 'Room type' -r -f -a "training\t''
office\t''
boardroom\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from free" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l from -d 'Earliest start, as a day or time' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l to -d 'Latest start, as a day or time; a day counts as a whole' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l limit -d 'Maximum number of bookings' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l all -d 'Include bookings whose time has passed'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from queue" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l from -d 'Earliest start, as a day or time [default: now]' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l to -d 'Latest start, as a day or time; a day counts as a whole' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l keep -d 'Booking that must not change rooms; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l move -d 'Allow unconfirmed bookings to change rooms, as few as possible'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from solve" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l month -d 'Month, such as 2026-03, last, this or next [default: this]' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l from -d 'First day' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l to -d 'Last day' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l room -d 'Room, by name or alias; a combined room counts by its parts; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l by -d 'Sum by room or location' -r -f -a "room\t''
location\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s o -l output -d 'SVG file for a heat map, by day for up to two months, else by month; or a workbook (.xlsx)' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l all -d 'Include long-term offices'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from utilisation" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l from -d 'First day, or start such as 2026-03-02T08:00' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l to -d 'Last day, or end [default: the end of the day in --from]' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l reason -d 'Reason, shown to whoever wants the room' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l kind -d 'Kind of block' -r -f -a "closed\t'The room, or the site, is closed'
holiday\t'A public holiday'
maintenance\t'Work on the room'"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l plan-out -d 'Save the moves and the block as a plan instead, for `plan apply`' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l allow-past -d 'Record a block that is over'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -l replan -d 'Move the bookings in the way to other rooms, or else to other times, together with the block'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from block" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from unblock" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l room -d 'Room, by name or alias, with the blocks of all rooms' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l kind -d 'Kind of block' -r -f -a "closed\t'The room, or the site, is closed'
holiday\t'A public holiday'
maintenance\t'Work on the room'"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l from -d 'Start of a period that blocks lie in, as a day or time' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l to -d 'End of it, as a day or time; a day counts as a whole' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "starts_at\t''
id\t''
ends_at\t''"
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l limit -d 'Maximum number of blocks' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l after -d 'Start after the block with this number' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l all -d 'Include blocks that are over or were lifted'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand room; and __fish_seen_subcommand_from blocks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -f -a "add" -d 'Add a location'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -f -a "list" -d 'List locations'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -f -a "ls" -d 'List locations'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -f -a "show" -d 'Show a location with its history'
complete -c colab -n "__fish_colab_using_subcommand location; and not __fish_seen_subcommand_from add list ls show edit" -f -a "edit" -d 'Change a location\'s name or details'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l city -d 'City' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l address -d 'Street address' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l zone -d 'Time zone, such as Africa/Johannesburg; times are always shown in the site\'s' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if the location exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l all -d 'Include locations that are out of use'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l all -d 'Include locations that are out of use'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l name -d 'New name' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l city -d 'City' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l address -d 'Street address' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l zone -d 'Time zone, such as Africa/Johannesburg; times are always shown in the site\'s' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l active -d 'Whether the location is in use: true or false' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand location; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -f -a "close" -d 'Close all rooms for days'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -f -a "open" -d 'Open all rooms again on days that are closed'
complete -c colab -n "__fish_colab_using_subcommand site; and not __fish_seen_subcommand_from close open holidays" -f -a "holidays" -d 'List the public holidays of a country in a year, or close the site on them'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l reason -d 'Reason, shown to whoever wants a room' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l kind -d 'Kind of block' -r -f -a "closed\t'The room, or the site, is closed'
holiday\t'A public holiday'
maintenance\t'Work on the room'"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l plan-out -d 'Save the moves and the block as a plan instead, for `plan apply`' -r -F
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l allow-past -d 'Record a closure that is over'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -l replan -d 'Move the bookings in the way to other rooms, or else to other times, together with the block'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -l apply -d 'Close the site on those to come'
complete -c colab -n "__fish_colab_using_subcommand site; and __fish_seen_subcommand_from holidays" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "add" -d 'Add a client'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "edit" -d 'Change a client\'s details, or put it on hold'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "rename" -d 'Rename a client and keep the present name as an alias'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "merge" -d 'Merge a client into another one'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "alias" -d 'Manage other spellings of clients\' names'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "contact" -d 'Manage whom to reach at clients'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "list" -d 'List clients with their spellings, bookings, last booking and phone'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "ls" -d 'List clients with their spellings, bookings, last booking and phone'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "show" -d 'Show a client with its details, names, contacts and history'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "duplicates" -d 'List clients that may be one, side by side'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "statement" -d 'Show what a client was invoiced and paid, and what is not invoiced yet'
complete -c colab -n "__fish_colab_using_subcommand client; and not __fish_seen_subcommand_from add edit rename merge alias contact list ls show duplicates statement forget" -f -a "forget" -d 'Blank a client\'s name, contacts and phones everywhere'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l legal-name -d 'Legal name, as on invoices' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l tax-number -d 'Tax number' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l billing-email -d 'Email address for invoices' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l address -d 'Postal address' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l country -d 'Country as two letters, such as DE' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l terms-days -l terms -d 'Days to pay an invoice' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l tier -d 'Price tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l tenant -d 'Tenant; an empty text removes it' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l language -d 'Language of documents, such as en or en-ZA' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l alias -d 'Another spelling of the name; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if the client exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l legal-name -d 'Legal name, as on invoices' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l tax-number -d 'Tax number' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l billing-email -d 'Email address for invoices' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l address -d 'Postal address' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l country -d 'Country as two letters, such as DE' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l terms-days -l terms -d 'Days to pay an invoice' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l tier -d 'Price tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l tenant -d 'Tenant; an empty text removes it' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l language -d 'Language of documents, such as en or en-ZA' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l active -d 'Whether the client is in use: true or false' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l reason -d 'Reason of the hold' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l on-hold -d 'Take no new bookings from the client'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -l off-hold -d 'Take bookings from the client again'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -f -a "add" -d 'Add a spelling of a client\'s name'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -f -a "list" -d 'List spellings of clients\' names'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -f -a "ls" -d 'List spellings of clients\' names'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from alias" -f -a "remove" -d 'Remove a spelling'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -f -a "add" -d 'Add a contact to a client'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -f -a "list" -d 'List contacts'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -f -a "ls" -d 'List contacts'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -f -a "edit" -d 'Change a contact'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from contact" -f -a "remove" -d 'Remove a contact'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l search -d 'Text to find in names, spellings, contacts, numbers and notes' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "name\t''
id\t''
bookings\t''
last_booking\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of clients' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l after -d 'Start after the client with this id' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l all -d 'Include clients that are out of use'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l on-hold -d 'Only clients that are on hold'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in names, spellings, contacts, numbers and notes' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "name\t''
id\t''
bookings\t''
last_booking\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of clients' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l after -d 'Start after the client with this id' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l all -d 'Include clients that are out of use'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l on-hold -d 'Only clients that are on hold'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from duplicates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l from -d 'First day; what was invoiced and paid before it is the opening balance' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l to -d 'Last day' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s o -l output -d 'PDF file or workbook (.xlsx)' -r -F
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from statement" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l reason -d 'Reason, such as the client\'s request' -r
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -l texts -d 'Blank it in notes and messages too, also in those about others'
complete -c colab -n "__fish_colab_using_subcommand client; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "list" -d 'List devices'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "ls" -d 'List devices'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "show" -d 'Show a device with its timeline and who has it next'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "add" -d 'Add devices'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "edit" -d 'Edit devices'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "category" -d 'Manage device categories'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "move" -d 'Move devices to another status or place'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "found" -d 'Mark lost devices as found'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "free" -d 'List devices that are free in a period'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "request" -d 'Set how many devices of a category a booking requests'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "queue" -d 'List requests that are not filled, soonest first'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "assign" -d 'Assign devices to a booking'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "unassign" -d 'Unassign devices from a booking'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "swap" -d 'Replace a booking\'s device by another one'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "label" -d 'Write labels with a QR code of the serial number'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "stock" -d 'Show the stock of each category: out, promised and free devices'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "issue" -d 'Add an issue of a device that stays in use'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "repair" -d 'Send a device to repair, or add to its repair'
complete -c colab -n "__fish_colab_using_subcommand device; and not __fish_seen_subcommand_from list ls show add edit category move found free request queue assign unassign swap label stock issue repair repaired" -f -a "repaired" -d 'Close a device\'s repair: it is available again, or retired where it cannot be fixed'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l status -d 'Device status; repeatable' -r -f -a "new\t''
available\t''
assigned\t''
offsite\t''
returned\t''
testing\t''
maintenance\t''
lost\t''
sold\t''
retired\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l category -d 'Device category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l place -d 'Place, or part of its name' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l brand -d 'Brand, or part of it' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l model -d 'Model, or part of it' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l purchased-from -d 'Only devices bought on this day or later' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l purchased-to -d 'Only devices bought on this day or earlier' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l warranty-until -d 'Only devices whose warranty ends on this day or earlier' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l search -l text -d 'Part of the serial, name, brand, model, account, AnyDesk id, notes or client' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l attention -d 'Only devices that have been returned, in testing or in repair for too long; critical: for much too long' -r -f -a "warn\t''
critical\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "serial_number\t''
category\t''
status\t''
status_since\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of devices' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l after -d 'Start after this serial, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l exit-code -d 'Exit with 9 when a listed device needs attention'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l all -d 'Include sold and retired devices'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l status -d 'Device status; repeatable' -r -f -a "new\t''
available\t''
assigned\t''
offsite\t''
returned\t''
testing\t''
maintenance\t''
lost\t''
sold\t''
retired\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l category -d 'Device category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l place -d 'Place, or part of its name' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l brand -d 'Brand, or part of it' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l model -d 'Model, or part of it' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l purchased-from -d 'Only devices bought on this day or later' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l purchased-to -d 'Only devices bought on this day or earlier' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l warranty-until -d 'Only devices whose warranty ends on this day or earlier' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l search -l text -d 'Part of the serial, name, brand, model, account, AnyDesk id, notes or client' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l attention -d 'Only devices that have been returned, in testing or in repair for too long; critical: for much too long' -r -f -a "warn\t''
critical\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "serial_number\t''
category\t''
status\t''
status_since\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of devices' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l after -d 'Start after this serial, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l exit-code -d 'Exit with 9 when a listed device needs attention'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l all -d 'Include sold and retired devices'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l category -d 'Category, one of `colab device category list`' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l name -d 'Name or description' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l place -d 'Place where it is kept' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l location -d 'Location that it belongs to; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l office-account -d 'Office account on the device' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l anydesk-id -d 'AnyDesk number' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l brand -d 'Brand' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l model -d 'Model' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l purchased-on -d 'Day of purchase' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l price -d 'Price of purchase' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l warranty-until -d 'Last day of the warranty' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l status -d 'Status [default: available for a new device; with --if-exists update, as it is]' -r -f -a "new\t''
available\t''
assigned\t''
offsite\t''
returned\t''
testing\t''
maintenance\t''
lost\t''
sold\t''
retired\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if a device exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l idempotency-key -d 'Idempotency key: a repeated request returns the first devices' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l category -d 'New category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l name -d 'Name or description' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l place -d 'Place where it is kept' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l location -d 'Location that it belongs to; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l office-account -d 'Office account on the device' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l anydesk-id -d 'AnyDesk number' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l brand -d 'Brand' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l model -d 'Model' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l purchased-on -d 'Day of purchase' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l price -d 'Price of purchase' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l warranty-until -d 'Last day of the warranty' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -f -a "add" -d 'Add a category'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -f -a "list" -d 'List categories'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from category" -f -a "ls" -d 'List categories'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l to -d 'New status' -r -f -a "new\t''
available\t''
assigned\t''
offsite\t''
returned\t''
testing\t''
maintenance\t''
lost\t''
sold\t''
retired\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l place -d 'New place' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l reason -d 'Reason, kept in the timeline' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from move" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l to -d 'Status' -r -f -a "new\t''
available\t''
assigned\t''
offsite\t''
returned\t''
testing\t''
maintenance\t''
lost\t''
sold\t''
retired\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l place -d 'New place' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l reason -d 'Reason, kept in the timeline' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from found" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l date -d 'Day, month or range A..B' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l from -d 'First day or instant' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l to -d 'Last day or instant' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l category -d 'Device category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from free" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l category -d 'Device category, or any' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l quantity -d 'Number of devices in all; 0 withdraws the request' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -l allow-past -d 'Also change a booking that has ended'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from request" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l from -d 'First day or instant [default: now]' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l to -d 'Last day' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l category -d 'Device category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l limit -d 'Maximum number of requests' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from queue" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l serial -d 'Serial number; repeatable; `-` reads them from standard input, `@FILE` from a file' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l auto -d 'Number of devices to choose automatically [default: all that it still requests]' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l category -d 'Category to choose from with --auto' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l notes -d 'Notes, kept with the assignment' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -l allow-past -d 'Also change a booking that has ended'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l serial -d 'Serial number; repeatable; `-` reads them from standard input, `@FILE` from a file' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l reason -d 'Reason, kept in the timeline' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -l all -d 'Take back all devices that are not out on a rental'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from unassign" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l serial -d 'Device to take from the booking' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l with -d 'Device to give it instead' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l reason -d 'Reason, kept in the timeline' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -l allow-past -d 'Also change a booking that has ended'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from swap" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s o -l output -d 'File to write, ending in .png, .svg or .pdf' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from label" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l date -d 'Day, month or range A..B' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l from -d 'First day or instant' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l to -d 'Last day or instant' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l category -d 'Device category' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from stock" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l priority -d 'Priority' -r -f -a "low\t''
normal\t''
high\t''
urgent\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l assign -d 'User to assign it to' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from issue" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l vendor -d 'Vendor who repairs it' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l expected -d 'Day on which it is expected back' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l estimate -d 'Estimate of the cost' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l cost -d 'Cost of the repair' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l outcome -d 'Outcome of the repair' -r -f -a "fixed\t''
unfixable\t''"
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l note -d 'Note on the work' -r
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand device; and __fish_seen_subcommand_from repaired" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "add" -d 'Add a task'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "list" -d 'List tasks that are not over, the most urgent first'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "ls" -d 'List tasks that are not over, the most urgent first'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "show" -d 'Show a task with its history'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "edit" -d 'Change a task\'s details'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "assign" -d 'Assign a task to a user'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "start" -d 'Start a task'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "hold" -d 'Hold a task; the clock of its service level stands still until it is started again'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "done" -d 'Close a task that is done'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "cancel" -d 'Cancel a task'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "costs" -d 'List what done tasks cost, and what of it is approved'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "approve" -d 'Approve the cost of a task that somebody else ended'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "reject" -d 'Reject the cost of a task'
complete -c colab -n "__fish_colab_using_subcommand task; and not __fish_seen_subcommand_from add list ls show edit assign start hold done cancel costs approve reject agenda" -f -a "agenda" -d 'List what is to be done on a day or in a week, and what is late'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l device -d 'Device, by serial number' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l booking -d 'Booking' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l rental -d 'Rental' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l location -d 'Location' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l priority -d 'Priority' -r -f -a "low\t''
normal\t''
high\t''
urgent\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l assign -d 'User to assign it to; an empty text for nobody' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l vendor -d 'Vendor who does it; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l at -d 'Day or time at which it is planned; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l due -d 'Last day, or time, by which it is to be done; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l estimate -d 'Estimate of the cost; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l rrule -d 'Rule by which the next one follows when this one is done, cancelled or late, such as FREQ=WEEKLY;BYDAY=MO; an empty text ends the series' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l idempotency-key -d 'Idempotency key: a repeated request returns the first task' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l state -d 'State; repeatable' -r -f -a "open\t''
in_progress\t''
on_hold\t''
done\t''
cancelled\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l kind -d 'Kind of work; repeatable' -r -f -a "cleaning\t''
setup\t''
inspection\t''
maintenance\t''
repair\t'Of a device: it is in maintenance while this is open'
issue\t'Something is wrong with a device, which stays in use'
delivery\t''
collection\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l device -d 'Device, by serial number' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l booking -d 'Booking' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l rental -d 'Rental' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l user -d 'User that it is assigned to' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l vendor -d 'Vendor who does it' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l due -d 'Only tasks that are to be done by this day' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l month -d 'Only tasks that were done in this month' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l by -d 'Sum the cost of done tasks by these' -r -f -a "vendor\t''
kind\t''
month\t''
device\t''
location\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l overdue -d 'Only tasks that are late'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l all -d 'Include tasks that are over'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l exit-code -d 'Exit with 9 when a listed task is late'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l state -d 'State; repeatable' -r -f -a "open\t''
in_progress\t''
on_hold\t''
done\t''
cancelled\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l kind -d 'Kind of work; repeatable' -r -f -a "cleaning\t''
setup\t''
inspection\t''
maintenance\t''
repair\t'Of a device: it is in maintenance while this is open'
issue\t'Something is wrong with a device, which stays in use'
delivery\t''
collection\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l device -d 'Device, by serial number' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l booking -d 'Booking' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l rental -d 'Rental' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l user -d 'User that it is assigned to' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l vendor -d 'Vendor who does it' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l due -d 'Only tasks that are to be done by this day' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l month -d 'Only tasks that were done in this month' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l by -d 'Sum the cost of done tasks by these' -r -f -a "vendor\t''
kind\t''
month\t''
device\t''
location\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l overdue -d 'Only tasks that are late'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l all -d 'Include tasks that are over'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l exit-code -d 'Exit with 9 when a listed task is late'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l title -d 'Title' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l cost -d 'Cost of the work; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l priority -d 'Priority' -r -f -a "low\t''
normal\t''
high\t''
urgent\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l assign -d 'User to assign it to; an empty text for nobody' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l vendor -d 'Vendor who does it; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l at -d 'Day or time at which it is planned; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l due -d 'Last day, or time, by which it is to be done; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l estimate -d 'Estimate of the cost; an empty text for none' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l rrule -d 'Rule by which the next one follows when this one is done, cancelled or late, such as FREQ=WEEKLY;BYDAY=MO; an empty text ends the series' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from hold" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l cost -d 'Cost of the work' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l outcome -d 'Outcome of a repair [default: fixed]' -r -f -a "fixed\t''
unfixable\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l note -d 'Note on the work' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from done" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l pending -d 'Only costs that await a decision'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from costs" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l user -d 'User [default: everybody]' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l location -d 'Location, or part of its name or city' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l date -d 'Day [default: today]' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l week -d 'Week, such as 2026-W10, this, next or a day in it' -r
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s o -l output -d 'File to write for calendar programs (.ics)' -r -F
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand task; and __fish_seen_subcommand_from agenda" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -f -a "add" -d 'Add a vendor'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -f -a "list" -d 'List vendors'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -f -a "ls" -d 'List vendors'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -f -a "show" -d 'Show a vendor with its history'
complete -c colab -n "__fish_colab_using_subcommand vendor; and not __fish_seen_subcommand_from add list ls show edit" -f -a "edit" -d 'Change a vendor\'s name or details'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l contact -d 'Contact person' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l email -d 'Email address' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l phone -d 'Phone number' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if the vendor exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l idempotency-key -d 'Idempotency key: a repeated request returns the first vendor' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l all -d 'Include vendors that are out of use'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l all -d 'Include vendors that are out of use'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l name -d 'New name' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l contact -d 'Contact person' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l email -d 'Email address' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l phone -d 'Phone number' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l active -d 'Whether the vendor is in use: true or false' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vendor; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "start" -d 'Start a rental: hand devices out to a booking or a client'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "list" -d 'List rentals'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "ls" -d 'List rentals'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "show" -d 'Show a rental with its devices and its history'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "collect" -d 'Start a planned rental now: hand its devices over'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "edit" -d 'Change the client, contact, company, address or notes of a rental'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "return" -d 'Return devices of a rental, all or some of them'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "extend" -d 'Change the return date of a rental'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "overdue" -d 'List devices that are overdue'
complete -c colab -n "__fish_colab_using_subcommand rental; and not __fish_seen_subcommand_from start list ls show collect edit return extend overdue form" -f -a "form" -d 'Write the form to sign as a PDF'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l booking -d 'Booking that rents the devices; its devices become the rental\'s' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l client -d 'Client that rents the devices from now on, without a booking' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l serial -d 'Serial number of a device; repeatable; `-` reads them from standard input, `@FILE` from a file' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l contact-person -d 'Contact person [default: that of the booking, or the client\'s first contact]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l contact-number -d 'Contact phone [default: that of the contact person]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l contact-email -d 'Contact email' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l company -d 'Company that takes the devices [default: the client]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l address -d 'Address to which the devices go [default: that of the client]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l taken-on -d 'Day on which the devices were or will be handed over [default: today, or the day of a booking to come]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l return-on -l return-expected-date -d 'Return date: the last day on which the devices may come back' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l idempotency-key -d 'Idempotency key: a repeated request returns the first rental' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -l open-ended -d 'Without a return date: until the devices are returned'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l client -d 'Part of the client\'s or the company\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l client-exact -d 'Whole name of the client or the company' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l search -d 'Text to find in client, contact, phone, email and notes' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l booking -d 'Only rentals of this booking' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l from -d 'Only rentals not returned before this day or time' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l to -d 'Only rentals begun up to and including this day or time' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "rental_no\t''
return_on\t''
client_name\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rentals' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l after -d 'Only rentals that follow this one in the sort order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l open -d 'Only rentals with devices still out'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l planned -d 'Only rentals whose first day is to come'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -l returned -d 'Only rentals whose devices are all back'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l client -d 'Part of the client\'s or the company\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l client-exact -d 'Whole name of the client or the company' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in client, contact, phone, email and notes' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l booking -d 'Only rentals of this booking' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l from -d 'Only rentals not returned before this day or time' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l to -d 'Only rentals begun up to and including this day or time' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "rental_no\t''
return_on\t''
client_name\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rentals' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l after -d 'Only rentals that follow this one in the sort order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l open -d 'Only rentals with devices still out'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l planned -d 'Only rentals whose first day is to come'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -l returned -d 'Only rentals whose devices are all back'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from collect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l client -d 'New name of the client' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l contact-person -d 'New contact person' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l contact-number -d 'New contact phone' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l contact-email -d 'New contact email; an empty text removes it' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l company -d 'New name of the company that has the devices' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l address -d 'New address to which the devices go' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l notes -d 'New notes; an empty text removes them' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l serial -d 'Serial number of a returned device; repeatable; `-` reads them from standard input, `@FILE` from a file [default: all that are out]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l condition -d 'Condition of the devices: ok, needs-inspection, repair, lost' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l notes -d 'Notes on the condition' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l place -d 'Place where the devices are put [default: where they were]' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from return" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l return-on -l return-expected-date -d 'Return date: the last day on which the devices may come back' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l reason -d 'Reason for the new date' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -l open-ended -d 'Without a return date: until the devices are returned'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from extend" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l as-of -d 'Day for which to list them' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l exit-code -d 'Exit with 9 when a device is overdue'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from overdue" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s o -l output -d 'PDF file to write' -r -F
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand rental; and __fish_seen_subcommand_from form" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "set" -d 'Set the price of an item from a day on'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "list" -d 'List prices of today, of a day, or of all time'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "ls" -d 'List prices of today, of a day, or of all time'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "show" -d 'Show the past, present and future prices of an item'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "update" -d 'Change many prices by a percentage from a day on'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "remove" -d 'Remove the prices of an item from a day on; earlier days keep theirs'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "missing" -d 'List rooms, device categories and catering without a price'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "quote" -d 'Quote a booking, its series, a rental, or something not booked yet'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "quotes" -d 'List the quotes that have a number'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "accept" -d 'Accept a quote for its client, which fixes its prices'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "propose" -d 'Propose costings of bookings or rentals, or the difference after a change'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "adjust" -d 'Propose a charge or a credit after the fact: a damage, a loss, a fee, a credit'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "approve" -d 'Approve costings that others proposed'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "reject" -d 'Reject costings that others proposed'
complete -c colab -n "__fish_colab_using_subcommand pricing; and not __fish_seen_subcommand_from set list ls show update remove missing quote quotes accept propose adjust approve reject ledger" -f -a "ledger" -d 'List costings, add them up, or check that the ledger adds up'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l hourly -l hourly-rate -d 'Hourly rate (rooms), for each hour that has begun' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l minimum-hours -d 'Least number of hours that is charged for at the hourly rate' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l daily -l daily-rate -d 'Daily rate (rooms and devices)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l weekly -l weekly-rate -d 'Weekly rate (rooms and devices)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l monthly -l monthly-rate -d 'Monthly rate (rooms and devices)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l unit-price -d 'Price of one unit (catering and amenities)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l unit -d 'Unit of the unit price' -r -f -a "person\t''
item\t''
day\t''
booking\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l tier -l pricing-tier -d 'Price tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l client -d 'Client whose price it is, in the place of everybody\'s' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l from -l effective-date -d 'First day of the price' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l to -l expiry-date -d 'Last day of the price [default: until the next price]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l notes -d 'Notes' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l clear -d 'Remove this field from the price; repeatable, or separated by commas' -r -f -a "hourly\t''
minimum_hours\t''
daily\t''
weekly\t''
monthly\t''
notes\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l on -d 'Only prices in force on this day' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l type -l item-type -d 'Only prices of this type: room, device-category, catering or amenity; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l tier -l pricing-tier -d 'Only prices of this tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l item -d 'Part of the item\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "item\t'By type, then by name, tier and day'
id\t''
effective_date\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of prices' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l after -d 'Only prices that follow this one in the sort order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l all -d 'List prices of all days, replaced and removed ones included'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l on -d 'Only prices in force on this day' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l type -l item-type -d 'Only prices of this type: room, device-category, catering or amenity; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l tier -l pricing-tier -d 'Only prices of this tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l item -d 'Part of the item\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "item\t'By type, then by name, tier and day'
id\t''
effective_date\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of prices' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l after -d 'Only prices that follow this one in the sort order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l all -d 'List prices of all days, replaced and removed ones included'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l percent -d 'Change in percent: +7.5, -10' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l type -l item-type -d 'Only prices of this type: room, device-category, catering or amenity; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l tier -l pricing-tier -d 'Only prices of this tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l item -d 'Part of the item\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l from -l effective-date -d 'First day of the new prices' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l round -d 'Round to a multiple of this amount' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l tier -l pricing-tier -d 'Price tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l client -d 'Client whose price it is' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l from -d 'First day without the price' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l on -d 'Day to check' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l tier -l pricing-tier -d 'Price tier' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l exit-code -d 'Exit with 9 when a price is missing'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from missing" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l tier -d 'Price tier; standard prices apply where the tier has none' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l discount -d 'Discount in percent' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l valid-until -d 'Last day on which it can be accepted; implies --save [default: setting quote_valid_days]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s o -l output -d 'Write a PDF instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l client -d 'Client, whose own prices apply' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l room -d 'Room, by name or alias' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l date -d 'Day, or days as A..B' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l from -d 'First day of a daily use' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l to -d 'Last day of a daily use' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l time -d 'Time as START-END, such as 08:00-12:00 [default: the whole site day]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l learners -d 'Number of learners' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l facilitators -d 'Number of facilitators' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l devices -d 'Number of devices' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l device-category -d 'Device category [default: any]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l morning -d 'Morning catering' -r -f -a "none\t''
pastry\t''
sandwiches\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l lunch -d 'Lunch' -r -f -a "none\t''
self_catered\t''
in_house\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l water-bottles -d 'Number of water bottles a day' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l printed-pages -d 'Number of printed pages a day' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l amenity -d 'Amenity with its number, such as "Flip chart=2"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l series -d 'Quote its whole series together'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l rest -d 'Quote it together with the later bookings of its series'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l reprice -d 'Quote today\'s prices instead of those that were agreed on'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l partial -d 'Leave out what has no price, and list it'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l save -d 'Keep it under a number of its own'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l weekdays -d 'Leave out Saturdays and Sundays'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l coffee -d 'Add a coffee and tea station'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l stationery -d 'Add stationery for each person'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quote" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l status -d 'Only quotes in this state' -r -f -a "open\t''
accepted\t''
expired\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from quotes" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l booking -d 'Booking or rental that it is accepted for [default: what was quoted]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l month -d 'Propose all bookings and rentals of this month or these: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l tier -d 'Price tier; standard prices apply where the tier has none' -r -f -a "standard\t''
premium\t''
discounted\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l discount -d 'Discount in percent' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l idempotency-key -d 'Idempotency key: a repeated request returns the first costings' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l series -d 'Quote the whole series of each together'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l rest -d 'Quote each together with the later bookings of its series'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l reprice -d 'Charge today\'s prices instead of those that were agreed on'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from propose" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l kind -d 'Kind of adjustment: credit, damage, loss, cancellation-fee or goodwill' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l amount -d 'Amount before tax; a credit or goodwill is taken off' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l reason -d 'Reason, as the client reads it' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l tax -d 'Tax in percent [default: that of the service]' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l idempotency-key -d 'Idempotency key: a repeated request returns the first adjustment' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from adjust" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l reason -d 'Reason of the rejection' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l booking -d 'Only costings of this booking' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l rental -d 'Only costings of this rental' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l client-exact -d 'Whole name of the client' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l room -d 'Only costings in this room' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l month -d 'Only costings of this month or these: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l tenant -d 'Only costings of this tenant' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l status -d 'Only costings in this state' -r -f -a "pending\t''
approved\t''
rejected\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l by -d 'List sums by this key instead of costings' -r -f -a "booking\t''
client\t''
room\t''
month\t''
kind\t''
tenant\t''
location\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l limit -d 'Maximum number of costings' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l after -d 'Only costings after this one' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l stale -d 'Only costings whose booking or rental has changed since'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l check -d 'Check that the ledger adds up; exit with 9 when it does not'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand pricing; and __fish_seen_subcommand_from ledger" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "status" -d 'List how months stand: open, held or closed, what is booked in them, what is still open'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "run" -d 'Show or issue invoices of what is approved and not invoiced, one for each client'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "advance" -d 'Create an invoice before the work, of an amount or a percentage'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "outstanding" -d 'List what clients owe, by how long it is overdue'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "reminders" -d 'List overdue invoices to remind clients of, each stage once'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "journal" -d 'List invoices and payments as accountants book them, or write them for their programs'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "close" -d 'Close a month: nothing is booked into it any more'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "reopen" -d 'Reopen a month that was closed or held'
complete -c colab -n "__fish_colab_using_subcommand billing; and not __fish_seen_subcommand_from status run advance outstanding reminders journal close reopen show" -f -a "show" -d 'Show what is booked in a month, line by line'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l month -d 'Only this month or these: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l tenant -d 'Only what belongs to this tenant' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l month -d 'Month in which it is booked: 2026-03, last or this' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -l issue -d 'Issue the documents; without it they are only shown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l booking -d 'Booking or rental that it is for' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l quote -d 'Quote that it is for' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l tax -d 'Tax of an amount in percent [default: that of today]' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l idempotency-key -d 'Idempotency key: a repeated request returns the first invoice' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from advance" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l aging -d 'Days that divide what is overdue' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l exit-code -d 'Exit with 9 when something is overdue'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from outstanding" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l mark -d 'Record that the clients were reminded'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reminders" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l from -d 'First day' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l to -d 'Last day' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s o -l output -d 'Write a file for accounting (.csv, .journal of hledger, .beancount) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from journal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l tenant -d 'Only what belongs to this tenant [default: all]' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -l hold -d 'Take no new proposals, but let decisions go on'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l tenant -d 'Only what belongs to this tenant [default: all]' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l reason -d 'Reason of the reopening' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from reopen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l tenant -d 'Only what belongs to this tenant [default: all]' -r -f -a "TECH\t''
TRAINING\t''"
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s o -l output -d 'Write the lines as a CSV file instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand billing; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -f -a "list" -d 'List invoices and credit notes'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -f -a "ls" -d 'List invoices and credit notes'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -f -a "show" -d 'Show an invoice or a credit note, or write it as a PDF or as UBL'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -f -a "credit" -d 'Create a credit note that takes an invoice back, as a whole, some of its lines, or a part of one'
complete -c colab -n "__fish_colab_using_subcommand invoice; and not __fish_seen_subcommand_from list ls show credit write-off" -f -a "write-off" -d 'Write off what is open of an invoice'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l month -d 'Only documents that bill this month' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l status -d 'Only documents in this state' -r -f -a "open\t''
overdue\t''
partial\t'Paid in part'
paid\t''
credited\t'Taken back as a whole'
written_off\t'What was open is given up'
refunded\t'Taken back as a whole, and what had paid it went back to the client'
credit\t'Takes something back'"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l type -d 'Only documents of this kind' -r -f -a "invoice\t''
credit-note\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l month -d 'Only documents that bill this month' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l status -d 'Only documents in this state' -r -f -a "open\t''
overdue\t''
partial\t'Paid in part'
paid\t''
credited\t'Taken back as a whole'
written_off\t'What was open is given up'
refunded\t'Taken back as a whole, and what had paid it went back to the client'
credit\t'Takes something back'"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l type -d 'Only documents of this kind' -r -f -a "invoice\t''
credit-note\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s o -l output -d 'Write a PDF (.pdf) or UBL (.xml) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l line -d 'Only this line; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l amount -d 'Only so much of the line, before tax' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l quantity -d 'Only so many units of the line' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l reason -d 'Reason, as the client reads it' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from credit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l reason -d 'Reason' -r
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -l take-back -d 'Make what was written off owed again'
complete -c colab -n "__fish_colab_using_subcommand invoice; and __fish_seen_subcommand_from write-off" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "add" -d 'Add a payment, and let it pay invoices'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "import" -d 'Import the payments of a bank\'s statement (CSV or MT940), matched with open invoices'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "list" -d 'List payments, refunds and reversals'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "ls" -d 'List payments, refunds and reversals'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "show" -d 'Show a payment and what it pays'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "allocate" -d 'Assign what is left of a payment, or of a credit note that takes no invoice back, to invoices'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "reverse" -d 'Undo a payment that was entered in error, by its mirror; what it paid is open again'
complete -c colab -n "__fish_colab_using_subcommand payment; and not __fish_seen_subcommand_from add import list ls show allocate reverse refund" -f -a "refund" -d 'Return money that is on a client\'s account'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l client -d 'Client [default: that of the invoice]' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l amount -d 'Amount' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l date -d 'Day of the payment [default: today]' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l method -d 'Method of payment' -r -f -a "cash\t''
eft\t''
card\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l reference -d 'Reference, as on the bank\'s statement' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l invoice -d 'Invoice that it pays; repeatable, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l idempotency-key -d 'Idempotency key: a repeated request returns the first payment' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -l auto -d 'Pay the client\'s oldest invoices'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l map -d 'Field of a column by its heading, as "Booked=date"; "Balance=-" skips it; repeatable [default: bank_columns]' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: as the file tells]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l encoding -d 'Encoding of the file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l take -d 'Invoice that a row pays, such as 3=INV-2026-0002; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -l apply -d 'Enter what is matched'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l client -d 'Part of the client\'s name' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l invoice -d 'Invoice that it pays; repeatable, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -l auto -d 'Pay the client\'s oldest invoices'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from allocate" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l reason -d 'Reason of the reversal' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from reverse" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l client -d 'Client' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l amount -d 'Amount' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l date -d 'Day of the payment [default: today]' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l method -d 'Method of payment' -r -f -a "cash\t''
eft\t''
card\t''
other\t''"
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l reference -d 'Reference, as on the bank\'s statement' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l reason -d 'Reason of the refund' -r
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand payment; and __fish_seen_subcommand_from refund" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -f -a "add" -d 'Add a file to a device, booking, rental, task or invoice'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -f -a "list" -d 'List files of a record, or of all records'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -f -a "ls" -d 'List files of a record, or of all records'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -f -a "get" -d 'Write a file of a record to the disk or to a pipe'
complete -c colab -n "__fish_colab_using_subcommand file; and not __fish_seen_subcommand_from add list ls get remove" -f -a "remove" -d 'Remove files from their records'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l name -d 'Name of the file [default: its own]' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -l keep-private-data -d 'Keep place, time, camera and the like in a picture'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l all -d 'Also files that were removed'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l all -d 'Also files that were removed'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s o -l output -d 'File or folder to write to; `-` is standard output [default: the file\'s name, in this folder]' -r -F
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -l force -d 'Replace a file that exists'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -l for-good -d 'Delete the bytes too, for good'
complete -c colab -n "__fish_colab_using_subcommand file; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "schedule" -d 'Import the year\'s schedule from a workbook'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "apply" -d 'Apply a plan saved by `import schedule --plan-out`, exactly or not at all; short for `plan apply`'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "rooms" -d 'Create and update rooms from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "devices" -d 'Create and update devices from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "bookings" -d 'Create and update bookings from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "clients" -d 'Create and update clients from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "pricing" -d 'Set prices from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "users" -d 'Create and update users from a table'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "template" -d 'Write a workbook to fill in and import'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "list" -d 'List past imports'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "ls" -d 'List past imports'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "show" -d 'Show an import with every row it acted on'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "undo" -d 'Undo an import'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "demo" -d 'Fill a database with generated data: rooms, users, devices, rentals, a year of bookings'
complete -c colab -n "__fish_colab_using_subcommand import; and not __fish_seen_subcommand_from schedule apply rooms devices bookings clients pricing users template list ls show undo demo legacy" -f -a "legacy" -d 'Import the replaced system\'s PostgreSQL database'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l source -d 'Name of the schedule; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l year -d 'Year of dates without one, or the first and last year of dates that are far from today' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l default-client -d 'Client of cells without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l long-term -d 'Long-term client, with a room on every weekday of the year; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l reason -d 'Reason for --override-block, kept with each booking' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l layout -d 'Layout of the sheets [default: by what stands in them]' -r -f -a "grid\t'Dates on one axis, rooms on the other'
week\t'Weekdays on one axis, rooms on the other'
day\t'One day a sheet: rooms and times'
list\t'One booking a row'"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l weeks -d 'First and last day of a weekly timetable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l except -d 'Days that a weekly timetable leaves out; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l colour -d 'Meaning of cells filled with a colour: cancelled or ignored; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l plan-out -d 'Save the plan instead of applying it' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l explain -d 'Show how the sheets are read, or each step of one cell, and import nothing' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s o -l output -d 'Page to write: the sheets with each cell coloured by what becomes of it' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l month-first -d 'Read 01/02/2026 as 2 January'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l create-rooms -d 'Create a room for each unknown heading'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l prune -d 'Cancel future bookings that are gone from the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l override-block -d 'Book what stands on closed days or in blocked rooms all the same'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l theirs -d 'Take the file\'s value where a booking was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l include-hidden -d 'Read hidden rows, columns and sheets too, and keep comments as notes'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l full -d 'Report every cell, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from schedule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -l full -d 'Report every cell of an import, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l starter -d 'Built-in set instead of a file: colab has the 24 rooms of the replaced system with their spellings' -r -f -a "colab\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from rooms" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from devices" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l duration -d 'Length of bookings without an end, as 90 or 1:30' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l allow-past -d 'Import new bookings that lie in the past, too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -l create-rooms -d 'Create the rooms that are not known'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from bookings" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from clients" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from pricing" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from users" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s o -l output -d 'Workbook to write' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l year -d 'Year of a schedule [default: this year]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -l open -d 'Open the file that -o writes'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from template" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l source -d 'Source of the imports' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l kind -d 'Kind of the imports' -r -f -a "schedule\t'The workbook of a year: rooms across, days down'
rooms\t''
devices\t''
bookings\t''
clients\t''
pricing\t''
users\t''
demo\t'Made-up data of every kind'
legacy\t'The replaced system\'s database'"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l source -d 'Source of the imports' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l kind -d 'Kind of the imports' -r -f -a "schedule\t'The workbook of a year: rooms across, days down'
rooms\t''
devices\t''
bookings\t''
clients\t''
pricing\t''
users\t''
demo\t'Made-up data of every kind'
legacy\t'The replaced system\'s database'"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l reason -d 'Reason, for the audit log and the bookings that are cancelled' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -l force -d 'Undo what was edited since as well'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l seed -d 'Seed; the same number makes the same data on every machine and engine' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l bookings -d 'Number of bookings; those that do not fit in the year lie in the years before' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l year -d 'Year of the bookings [default: this year]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l as-of -d 'Day of the data: earlier bookings are over [default: today, or 1 July of --year]' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s o -l output -d 'Also write the bookings to a workbook that `import schedule` reads' -r -F
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l force -d 'Fill a database that already has bookings'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -l demo-passwords -d 'Give every demo user the password colab-demo-only; only in an empty database'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from demo" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l local-as-utc -d 'Correct local times that the old form stored as UTC; auto corrects those from 07:30 to 16:30' -r -f -a "auto\t'Those from 07:30 to 16:30 UTC are local: nobody trains from 09:30 to 18:30, and only the form wrote them so'
always\t'Every time is local'
never\t'Every time is as it stands'"
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand import; and __fish_seen_subcommand_from legacy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "list" -d 'List the files of the vault, and what the index knows of them'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "ls" -d 'List the files of the vault, and what the index knows of them'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "show" -d 'Show a file: what it names, and how an inventory differs from the devices'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "cat" -d 'Write a file\'s bytes to standard output, or to another file'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "index" -d 'Add the text of new and changed files to the index'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "search" -d 'List files by their text, rental number, client, serial number or day'
complete -c colab -n "__fish_colab_using_subcommand vault; and not __fish_seen_subcommand_from list ls show cat index search import" -f -a "import" -d 'Import a table of the vault: devices, or another kind'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l all -d 'Also files of other kinds, and those that are gone'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l all -d 'Also files of other kinds, and those that are gone'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l map -d 'Field of a column by heading or place, as "Tag=serial_number"; "Tag=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -l differences -d 'List the differences between a table of devices and the devices, a row each'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s o -l output -d 'File or folder to write to [default: standard output]' -r -F
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -l force -d 'Replace a file that exists'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from cat" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l all -d 'Read unchanged files again, too'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from index" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l kind -d 'Kind of the table' -r -f -a "schedule\t'The workbook of a year: rooms across, days down'
rooms\t''
devices\t''
bookings\t''
clients\t''
pricing\t''
users\t''
demo\t'Made-up data of every kind'
legacy\t'The replaced system\'s database'"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l source -d 'Name of the table; files of one source are versions of it [default: name of the file]' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l sheet -d 'Sheet of the workbook [default: the only one with the headings]' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l map -d 'Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l set -d 'Value of a field that the file has none for, as "role=staff"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l word -d 'Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l encoding -d 'Encoding of a text file, such as windows-1252 [default: UTF-8]' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l save-map -d 'Save --map, --word, --sheet and the like under a name, for --map-from' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l map-from -d 'Read the file as the one whose mapping was saved under this name; it is a version of the same source' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l date-order -d 'Order of day and month in dates such as 3/4/2026 [default: refuse them]' -r -f -a "dmy\t''
mdy\t''"
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l year -d 'Year of dates without one' -r
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l create-rooms -d 'Create the rooms of bookings that are not known'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l ignore-unknown -d 'Skip columns that mean nothing here [default: refuse the file]'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l include-hidden -d 'Read hidden rows too'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l clear-empty -d 'Clear fields whose cells are empty [default: leave them unchanged]'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l theirs -d 'Take the file\'s value where a record was edited by hand and changed in the file'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l prune -d 'Cancel or retire what earlier files of this source had and this one has not'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l partial -d 'Import what can be imported; exit 8 if something is left out'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -l full -d 'Report every row, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand vault; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -f -a "show" -d 'List the commands of a saved plan, each with its reason'
complete -c colab -n "__fish_colab_using_subcommand plan; and not __fish_seen_subcommand_from show apply" -f -a "apply" -d 'Apply a saved plan, as a whole or not at all'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -l full -d 'Report every cell of an import, not only those that need attention'
complete -c colab -n "__fish_colab_using_subcommand plan; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand export" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand export" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand export" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand export" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand export" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand export" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand export" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand export" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand export" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand export" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand export" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand export" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand export" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand export" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand export" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand export" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "check" -d 'Check for new conditions and events; open, update and resolve notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "list" -d 'List notifications addressed to your role or name; for an admin, all of them'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "ls" -d 'List notifications addressed to your role or name; for an admin, all of them'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "show" -d 'Show one notification'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "send" -d 'Send unread notifications as one digest per person, by mail, webhook or standard output'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "read" -d 'Mark notifications as read, for yourself alone'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "ack" -d 'Acknowledge notifications, for yourself alone; they count as read'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "snooze" -d 'Snooze notifications, for yourself alone; they come back unread'
complete -c colab -n "__fish_colab_using_subcommand notify; and not __fish_seen_subcommand_from check list ls show send read ack snooze thresholds" -f -a "thresholds" -d 'Show the thresholds of low stock, or set those of a category'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l type -d 'Only this type: low_stock, return_overdue, booking_pending …' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "opened_at\t'The newest first'
severity\t'The gravest first'
type\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of notifications' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l after -d 'Only those after this notification, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l unread -d 'Only unread notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l open -d 'Only open notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -l resolved -d 'Only resolved notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l type -d 'Only this type: low_stock, return_overdue, booking_pending …' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "opened_at\t'The newest first'
severity\t'The gravest first'
type\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of notifications' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l after -d 'Only those after this notification, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l unread -d 'Only unread notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l open -d 'Only open notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -l resolved -d 'Only resolved notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l channel -d 'Channel to use [default: all configured, or standard output]' -r -f -a "smtp\t''
webhook\t''
stdout\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l to -d 'Send only to this user; repeatable' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l now -d 'Send in quiet hours and on quiet days too'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -l retry-failed -d 'Also retry digests that were given up'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -l all -d 'All unread notifications'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from read" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l until -d 'Day or time at which they come back unread' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from snooze" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l category -d 'Only this category' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l warn-percent -d 'Warn at or below this share of free devices' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l alert-percent -d 'Alert at or below this share of free devices' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l warn-count -d 'Warn below this number of free devices' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l clear -d 'Remove the category\'s own thresholds'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand notify; and __fish_seen_subcommand_from thresholds" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand history" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand history" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand history" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand history" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand history" -l actor -d 'Only what this user did, or what was done as this user' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l record -d 'Only what changed this record: booking:17, room:Focus, device:LT-001, rental:RN-2026-0001, user:thandi, setting:timezone' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l from -d 'From this day or instant on' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l to -d 'Up to and including this day' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l after -d 'List only operations before this one' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l limit -d 'Show at most N' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand history" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand history" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand history" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand history" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand history" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand history" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand history" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand history" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand history" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand history" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand history" -l mine -d 'Only what you did yourself, or what was done as you'
complete -c colab -n "__fish_colab_using_subcommand history" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand undo" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand undo" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand undo" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand undo" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand undo" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand undo" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand undo" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand undo" -l reason -d 'Reason, for the audit log and the bookings that are cancelled' -r
complete -c colab -n "__fish_colab_using_subcommand undo" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand undo" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand undo" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand undo" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand undo" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand undo" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand undo" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand undo" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand undo" -l partial -d 'Undo what can be undone, and leave what has changed since'
complete -c colab -n "__fish_colab_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "bootstrap" -d 'Create the first admin of a server\'s database'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "add" -d 'Add a user'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "list" -d 'List users'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "ls" -d 'List users'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "show" -d 'Show a user, or yourself, and the account\'s history'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "edit" -d 'Change a user\'s full name, phone or email, or your own'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "role" -d 'Change a user\'s role; the last active admin stays admin'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "roles" -d 'Show what each role may do'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "disable" -d 'Disable a user and end every session and token at once'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "enable" -d 'Re-enable a disabled or locked-out user'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "password" -d 'Change your password, or as an admin somebody else\'s, and end the user\'s sessions'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "migrate-passwords" -d 'Hash passwords that a replaced system stored in plain text'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "login" -d 'Sign in to a database; the session is stored in a file that only you can read'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "logout" -d 'Sign out of a database'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "whoami" -d 'Show the acting user and how they signed in'
complete -c colab -n "__fish_colab_using_subcommand user; and not __fish_seen_subcommand_from bootstrap add list ls show edit role roles disable enable password migrate-passwords login logout whoami token" -f -a "token" -d 'Manage tokens for cron and scripts'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l password-stdin -d 'Read the password from standard input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -l token -d 'Set no password; print a token, and nothing else, to standard output'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from bootstrap" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'Role of the user' -r -f -a "admin\t''
training_facility_admin\t''
it_rental_admin\t''
finance\t''
training_facility_admin_viewer\t''
kitchen_staff\t''
staff\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l full-name -d 'Full name' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l phone -d 'Phone number' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l email -d 'Email address' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l if-exists -d 'What to do if the user exists' -r -f -a "error\t''
skip\t''
update\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from standard input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -l no-password -d 'Set no password; the user signs in by tokens alone'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l role -d 'Role of the users' -r -f -a "admin\t''
training_facility_admin\t''
it_rental_admin\t''
finance\t''
training_facility_admin_viewer\t''
kitchen_staff\t''
staff\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l active -d 'Only enabled (true) or disabled (false) users' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "username\t''
role\t''
created_at\t''
last_login_at\t'Users who never signed in come first'"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of users' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l after -d 'Start after this user, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l role -d 'Role of the users' -r -f -a "admin\t''
training_facility_admin\t''
it_rental_admin\t''
finance\t''
training_facility_admin_viewer\t''
kitchen_staff\t''
staff\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l active -d 'Only enabled (true) or disabled (false) users' -r -f -a "true\t''
false\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r -f -a "username\t''
role\t''
created_at\t''
last_login_at\t'Users who never signed in come first'"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of users' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l after -d 'Start after this user, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l full-name -d 'Full name' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l phone -d 'Phone number' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l email -d 'Email address' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -l keep-tokens -d 'Keep the tokens that the user made for others'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from role" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from roles" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -l keep-tokens -d 'Keep the tokens that the user made for others'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -l password-stdin -d 'Read the new password from standard input; for your own, the old one on the line before it'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from migrate-passwords" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -l password-stdin -d 'Read the password from standard input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from whoami" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "create" -d 'Create a token and print it once'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "list" -d 'List tokens with their scope, expiry and last use, but not their text'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "ls" -d 'List tokens with their scope, expiry and last use, but not their text'
complete -c colab -n "__fish_colab_using_subcommand user; and __fish_seen_subcommand_from token" -f -a "revoke" -d 'Revoke a token or a session'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -f -a "show" -d 'Show this machine\'s configuration and where each value came from'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -f -a "get" -d 'Show the site\'s settings, or one of them'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -f -a "path" -d 'Print the path of this user\'s configuration file, whether it is there or not'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -f -a "set" -d 'Change a setting of the site, or a key of this machine\'s configuration'
complete -c colab -n "__fish_colab_using_subcommand config; and not __fish_seen_subcommand_from show get path set unset" -f -a "unset" -d 'Remove the value of a setting or key, so that its default applies'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l from -d 'With tax_percent: first day of the rate [default: today]' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l keep-clock-times -d 'With a new time zone, keep the times on the clock of bookings to come: 07:30 stays 07:30'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -l keep-instants -d 'With a new time zone, keep bookings to come when they are: 07:30 becomes another time on the clock'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l keep-clock-times -d 'With a new time zone, keep the times on the clock of bookings to come: 07:30 stays 07:30'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -l keep-instants -d 'With a new time zone, keep bookings to come when they are: 07:30 becomes another time on the clock'
complete -c colab -n "__fish_colab_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -f -a "list" -d 'List what was changed, refused, and tried, oldest first'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -f -a "ls" -d 'List what was changed, refused, and tried, oldest first'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -f -a "verify" -d 'Verify the chain of hashes; exit code 9 if a row was changed, removed or added'
complete -c colab -n "__fish_colab_using_subcommand audit; and not __fish_seen_subcommand_from list ls verify checkpoint" -f -a "checkpoint" -d 'Print the head of the chain, to be kept where nobody who writes the database can write'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l record -d 'Only what happened to this record: booking:17, room:3, user:thandi, setting:timezone' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l entity -d 'Only what happened to records of this kind: booking, room, user, token, sign_in, import, setting, command' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l id -d 'Only the record with this number or name, of the kind that --entity names' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l actor -d 'Only what this user did, or what was done as this user' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l command -d 'Only this command (`room add`), or all of a noun (`room`)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l from -d 'From this day or instant on' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l to -d 'Up to and including this day' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l sort -d 'Order: oldest or newest first, or seq or -seq [default: oldest]' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'Maximum number of rows; the last ones, unless --sort or --after says where to begin' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l after -d 'List only rows after this one, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l record -d 'Only what happened to this record: booking:17, room:3, user:thandi, setting:timezone' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l entity -d 'Only what happened to records of this kind: booking, room, user, token, sign_in, import, setting, command' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l id -d 'Only the record with this number or name, of the kind that --entity names' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l actor -d 'Only what this user did, or what was done as this user' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l command -d 'Only this command (`room add`), or all of a noun (`room`)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l from -d 'From this day or instant on' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l to -d 'Up to and including this day' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l month -d 'Month or months: 2026-03, last, this, next or A..B' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l sort -d 'Order: oldest or newest first, or seq or -seq [default: oldest]' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l limit -d 'Maximum number of rows; the last ones, unless --sort or --after says where to begin' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l after -d 'List only rows after this one, in the order of --sort' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l against -d 'Checkpoint to compare with: a file, or - for standard input' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand audit; and __fish_seen_subcommand_from checkpoint" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "migrate" -d 'Upgrade the database to this version; a backup is made first'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "status" -d 'Show the version of the database'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "backup" -d 'Write the whole database, as it is at one instant, to one file'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "restore" -d 'Replace the database by a backup'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "grants" -d 'Print or apply grants for individual PostgreSQL logins'
complete -c colab -n "__fish_colab_using_subcommand db; and not __fish_seen_subcommand_from migrate status backup restore grants check" -f -a "check" -d 'Check the database for damage; exit code 9 if there is any'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l backup -d 'File or folder for the backup' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -l no-backup -d 'Make no backup'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l keep -d 'In a folder, remove all but the newest N backups of this database' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -l force -d 'Replace a file that exists'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l admin -d 'User to make an admin who gets in from here: added if the backup has none of that name' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -l accept-findings -d 'Restore a backup that was changed or breaks rules; only its rows are taken'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l prefix -d 'Prefix of the roles\' names, as roles belong to the whole server' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -l apply -d 'Run the statements, in one transaction'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from grants" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l sort -d 'Field to sort by; -FIELD sorts downwards' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l search -d 'Text to find in any field' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l limit -d 'Maximum number of rows' -r
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s o -l output -d 'Write a workbook (.xlsx) instead' -r -F
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -l open -d 'Open the workbook that is written'
complete -c colab -n "__fish_colab_using_subcommand db; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand doctor" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand doctor" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand doctor" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand doctor" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand doctor" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand doctor" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand doctor" -s o -l output -d 'File for the text of --prometheus' -r -F
complete -c colab -n "__fish_colab_using_subcommand doctor" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand doctor" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand doctor" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand doctor" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l prometheus -d 'Print text for the file collector of Prometheus\' node exporter'
complete -c colab -n "__fish_colab_using_subcommand doctor" -l exit-code -d 'Exit with code 9 when a check fails'
complete -c colab -n "__fish_colab_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c colab -n "__fish_colab_using_subcommand completions" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand completions" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand completions" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand completions" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand completions" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand completions" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand completions" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand completions" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand completions" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand completions" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand completions" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand completions" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand completions" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand completions" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand completions" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand completions" -l install -d 'Put it where bash, zsh or fish looks for yours; it asks the database for names'
complete -c colab -n "__fish_colab_using_subcommand completions" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand man" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand man" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand man" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand man" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand man" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand man" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand man" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand man" -l output-dir -d 'Write the pages of all commands into this folder' -r -F
complete -c colab -n "__fish_colab_using_subcommand man" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand man" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand man" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand man" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand man" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand man" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand man" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand man" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand man" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand help" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand help" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand help" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand help" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand help" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand help" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand help" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand help" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand help" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand help" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand help" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand help" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand help" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand help" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand help" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand help" -s h -l help -d 'Print help'
complete -c colab -n "__fish_colab_using_subcommand version" -l database -d 'Database: a file, sqlite:PATH or postgres://…' -r
complete -c colab -n "__fish_colab_using_subcommand version" -l token-file -d 'File with the token to act with' -r
complete -c colab -n "__fish_colab_using_subcommand version" -l as -d 'Act as this user (admins only; audited)' -r
complete -c colab -n "__fish_colab_using_subcommand version" -s f -l format -d 'Output format' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
tsv\t''
md\t''"
complete -c colab -n "__fish_colab_using_subcommand version" -l fields -d 'Fields to show, in this order' -r
complete -c colab -n "__fish_colab_using_subcommand version" -l color -d 'When to colour tables' -r -f -a "auto\t''
always\t''
never\t''"
complete -c colab -n "__fish_colab_using_subcommand version" -l log-format -d 'Log format' -r -f -a "text\t''
json\t''"
complete -c colab -n "__fish_colab_using_subcommand version" -l json -d 'Short for --format json'
complete -c colab -n "__fish_colab_using_subcommand version" -l no-header -d 'Leave out the heading of a table, CSV, TSV or Markdown'
complete -c colab -n "__fish_colab_using_subcommand version" -s n -l dry-run -d 'Show what would change without changing anything'
complete -c colab -n "__fish_colab_using_subcommand version" -s q -l quiet -d 'Print nothing on success'
complete -c colab -n "__fish_colab_using_subcommand version" -l no-input -d 'Never prompt for input'
complete -c colab -n "__fish_colab_using_subcommand version" -l yes -d 'Answer yes to every question'
complete -c colab -n "__fish_colab_using_subcommand version" -l no-pager -d 'Never show what is longer than the screen in a pager'
complete -c colab -n "__fish_colab_using_subcommand version" -s v -l verbose -d 'Log more to standard error (-vv for debug)'
complete -c colab -n "__fish_colab_using_subcommand version" -s h -l help -d 'Print help'
