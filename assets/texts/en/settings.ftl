settings-unreadable = The settings in { $file } cannot be read; the usual ones are in force. Please ask the technician.
settings-not-toml = A line of the settings in { $file } is wrong ({ $where }); the usual ones are in force. Please ask the technician.
settings-needs-section = In the settings { $file }, { $setting } has to be a line of its own, { $section }, with its contents below.
settings-unknown-key = Nobody knows { $setting } in the settings { $file }; there can be: { $known }.
settings-needs-number = { $setting } in the settings { $file } has to be a number from { $least } to { $most }; the usual one is in force.
settings-needs-whole-number = { $setting } in the settings { $file } has to be a whole number from { $least } to { $most }; the usual one is in force.
settings-needs-phones = { $setting } in the settings { $file } has to look like ["13800000000", "07420000000"], each phone in quotes.
settings-needs-words = { $setting } in the settings { $file } has to look like ["1 Example Road", "Example House"], at most { $longest } characters each.
