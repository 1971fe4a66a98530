regions-unreadable = { $file } cannot be read as a list of towns; see whether it is an ordinary file of at most a megabyte.
regions-not-utf8 = { $file }, line { $line }: there are letters that cannot be read; save the file as UTF-8.
regions-not-toml = { $file }, line { $line } cannot be understood; docs/regions.md shows how it is written.
regions-none = { $file } has to hold 1 to { $most } places, each beginning with [[regions]]; docs/regions.md shows how it is written.
regions-unknown-word = { $file }, place { $number } ({ $name }): "{ $word }" is no word of such a list; these are: { $known }.
regions-needs-name = { $file }, place { $number } ({ $name }) needs name = "…" of at most { $most } characters; name_en may have { $most_en }.
regions-needs-code = { $file }, place { $number } ({ $name }) needs code = "…" in quotes: 6 digits for a county, 9 for a town, 12 for a village.
regions-code-twice = { $file }, place { $number } ({ $name }): the code { $code } is there already.
regions-needs-place = { $file }, place { $number } ({ $name }): latitude (-90 to 90) and longitude (-180 to 180) are two numbers in degrees without quotes, or both are left out.
regions-taken = The station knows { $count } places now, { $towns } of them towns.
regions-well = Nothing is wrong: { $count } places, { $towns } of them towns.
regions-not-here = The station's own place ({ $region }) is not among them: how far work is cannot be told.
regions-unplaced = { $count } towns have no latitude and longitude: how far they are cannot be told.
regions-no-file = There is no such file: { $file }
regions-line = { $code } { $name }
