lesson-no-folder = There is no folder { $file }; see whether its name is right.
lesson-is-link = { $file } is a shortcut; put the real folder or file here.
lesson-unreadable = { $file } cannot be opened; see whether it is an ordinary file.
lesson-folder-unreadable = { $file } cannot be looked into; let everybody read this folder and what is in it.
lesson-too-big = { $file } is too large; { $most } KB at most.
lesson-name = The folder's name { $file } will not do: small letters a to z, digits and dashes only, as in fish-pond.
lesson-no-sheet = There is no lesson.toml in { $file }. Copy one of another lesson and change its words.
lesson-not-utf8 = { $file }, line { $line }: the letters cannot be read; save it again with the encoding UTF-8.
lesson-not-toml = { $file }, line { $line }, cannot be understood: write each line as name = "words", with plain quotes at both ends.
lesson-unknown-word = { $file }, line { $line }: { $word } is not known here; there may be { $known }.
lesson-needs-order = { $file }, line { $line }: order needs a whole number from 1 to { $most }; small ones come first.
lesson-needs-trade = { $file }, line { $line }: there is no trade { $word }. Write trades = ["loading", "driver"]; the names stand in docs/lessons.md.
lesson-needs-title = { $file }, line { $line }: below [title] write zh-CN = "the lesson's name", { $most } characters at most.
lesson-needs-english-title = { $file }, line { $line }: en below [title] needs the English name, { $most } letters at most; without English, delete this line.
lesson-needs-pages = { $file }, line { $line }: there must be one page at least and { $most } at most, each begun by a line [[pages]].
lesson-needs-text = { $file }, line { $line }: page { $page } needs zh-CN = "what is said", on one line, { $most } characters at most.
lesson-needs-english = { $file }, line { $line }: en of page { $page } needs one line of English, { $most } words at most; without English, delete this line.
lesson-half-english = { $file }, line { $line }: page { $page } does not go with the name. Either the name and all pages are there in English, or none.
lesson-needs-picture = { $file }, line { $line }: page { $page } needs picture = "1.svg", a name of plain letters and digits that ends in .svg or .png.
lesson-needs-sources = { $file }, line { $line }: sources of page { $page } are written as ["Labour Contract Law, Article 10"]; { $most } at most, each of { $longest } characters at most.
lesson-needs-source = { $file }, line { $line }: page { $page } states a number, a phone or a law; add a line sources that says where it stands.
lesson-numbers-differ = { $file }, line { $line }: on page { $page } the Chinese has the numbers { $here } and the English { $there }.
lesson-no-cover = There is no cover in { $file }; put a cover.svg or cover.png there.
lesson-no-picture = There is no picture { $file }.
lesson-picture-broken = The picture { $file } is broken; save it again.
lesson-picture-large = The picture { $file } is too large: { $most } million dots at most. Make it smaller and save it again.
lesson-picture-unsafe = The picture { $file } holds { $what } and is not used. Save it as PNG with the program that draws it.
lesson-many = There are too many in { $file }; only the first { $most } are looked at.

lessons-well = { $lesson }: nothing is wrong, pages: { $pages }.
lessons-line = { $order }  { $lesson }  { $title } (pages: { $pages })
lessons-line-own = { $order }  { $lesson }  { $title } (pages: { $pages }, the station's own)

lessons-title = Choose what to hear
