import-done = Imported: { $file }
import-dry-run = Looked at, nothing stored: { $file }
import-count-accepted = { $count } accepted
import-count-warned = { $count } accepted, please look at them
import-count-refused = { $count } refused
import-count-unchanged = { $count } already known
import-no-rows = There is no posting in this table.
import-no-postings = There are no postings yet.
import-unknown-trade = There is no such trade: { $what }.
import-row = Row { $row }
import-row-of-sheet = Sheet "{ $sheet }", row { $row }
import-row-refused = { $where } refused: { $reasons }
import-row-warned = { $where } accepted, please look: { $reasons }

import-file-missing = There is no such file: { $file }.
import-file-not-a-file = { $file } is not a file. Please choose a table.
import-file-cannot-open = { $file } cannot be opened. Please see whether another program holds it or permission is missing.
import-file-empty = { $file } is empty.
import-file-too-big = { $file } is too big. Please cut it into smaller tables.
import-file-torn = { $file } is damaged or was not copied completely. Please copy it again.
import-file-encrypted = { $file } has a password. Please save a copy without one.
import-file-old-xls = { $file } is an old spreadsheet (.xls). Please save it as .xlsx with your spreadsheet program.
import-file-web-page = { $file } is really a web page. Please open it with your spreadsheet program and save it as .xlsx.
import-file-pdf = { $file } is a PDF, not a table. Please ask for the spreadsheet.
import-file-picture = { $file } is a picture, not a table. Please ask for the spreadsheet.
import-file-not-a-table = { $file } is not a table. Please save it as .xlsx or .csv with your spreadsheet program.
import-file-no-header = No row of headings was found in { $file }. Please name the columns (trade, pay, phone …) in the first row.

import-fee-asked = It says "{ $words }", which asks the worker for money. That may not be posted.
import-trade-missing = It does not say what the work is.
import-employer-missing = It does not say who offers the work.
import-employer-suspended = { $employer } is suspended and may not post.
import-pay-missing = It does not say what is paid.
import-pay-unreadable = The pay cannot be understood: { $written }.
import-pay-zero = The pay is zero or less.
import-pay-under-floor = That is { $hourly } yuan an hour, under the county's floor of { $floor }.
import-pay-foreign = The pay is not in yuan: { $written }.
import-pay-weekly = The pay is by the week. Please give it by the day or month: { $written }.
import-pay-half-day = The pay is by the half day. Please give it by the hour or day: { $written }.
import-headcount-unreadable = The number of people cannot be understood: { $written }.
import-headcount-under-one = The number of people is under one: { $written }.
import-day-unreadable = The date cannot be understood: { $written }.
import-end-before-start = The end ({ $last }) is before the start ({ $first }).
import-days-past = The days are over; the last was { $last }.
import-place-missing = It does not say where the work is.
import-place-blocked = This address is on the county's block list.
import-phone-missing = There is no phone number.
import-phone-malformed = The phone number is not right: { $written }.
import-phone-cut-off = The spreadsheet program lost the last digits of the phone number: { $written }. Please type it again.
import-phone-blocked = This phone number is on the county's block list.
import-age-unreadable = The age cannot be understood: { $written }.
import-age-under-16 = The age goes down to { $age }; nobody under 16 may be hired.
import-text-too-long = A cell has more than { $count } characters.
import-struck-out = This row is struck out in the table.

import-trade-unknown = Unknown trade: { $written }. It is put under "other" for now.
import-employer-from-contact = It does not say who offers the work; { $name } is put for now.
import-pay-negotiable = The pay is to be agreed; no amount is given.
import-pay-unit-guessed = { $unit ->
    [hour] It does not say what the pay is for; taken as by the hour.
    [month] It does not say what the pay is for; taken as by the month.
   *[day] It does not say what the pay is for; taken as by the day.
}
import-pay-unusual = That is about { $daily } yuan a day, while { $low } to { $high } are usual for this work. Please check.
import-headcount-missing = It does not say how many people are needed; taken as 1.
import-headcount-several = The number of people is "{ $written }"; taken as { $count }.
import-headcount-range = The number of people is "{ $written }"; taken as { $count }.
import-days-missing = It does not say which days; taken as today to { $last }.
import-days-long-term = It does not say which day is the last; shown until { $last }.
import-hours-unreadable = The hours cannot be understood: { $written }.
import-heavy-for-age = Heavy work that takes people over 60. Please ask.
import-outdoors-at-night = Outdoor work at night. Please ask.
import-duplicate = { $employer } already has the same work on { $day }; this may be a repetition.
import-hidden-row = This row is hidden in the table.
import-no-backup = The postings are saved, but no backup could be made: { $why }
