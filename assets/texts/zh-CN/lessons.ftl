lesson-no-folder = 没有 { $file } 这个文件夹，看看名字写对没有。
lesson-is-link = { $file } 是个快捷方式，请把真的文件夹或者文件放进来。
lesson-unreadable = { $file } 打不开，看看它是不是个平常的文件。
lesson-folder-unreadable = { $file } 看不进去，把这个文件夹和里面的东西都改成谁都能看。
lesson-too-big = { $file } 太大了，最多 { $most } KB。
lesson-name = 文件夹的名字 { $file } 不行：只用小写英文字母、数字和短横线，像 fish-pond。
lesson-no-sheet = { $file } 里没有 lesson.toml。照着一课现成的抄一份，再改里面的字。
lesson-not-utf8 = { $file } 第 { $line } 行的字认不出来，请另存一遍，编码选 UTF-8。
lesson-not-toml = { $file } 第 { $line } 行看不懂：每行写成“名字 = "字"”，要用英文的引号和等号，有头有尾。
lesson-unknown-word = { $file } 第 { $line } 行：{ $word } 认不得，能写的有 { $known }。
lesson-needs-order = { $file } 第 { $line } 行：order 要写 1 到 { $most } 的整数，小的排在前面。
lesson-needs-trade = { $file } 第 { $line } 行：没有叫 { $word } 的工种。trades 写成 ["loading", "driver"] 这样，名字看 docs/lessons.md。
lesson-needs-title = { $file } 第 { $line } 行：[title] 下面要写 zh-CN = "这一课的名字"，最多 { $most } 个字。
lesson-needs-english-title = { $file } 第 { $line } 行：[title] 下面的 en 要写英文名字，最多 { $most } 个字母；不要英文就把这一行删掉。
lesson-needs-pages = { $file } 第 { $line } 行：至少写一页，最多 { $most } 页，每页前面写一行 [[pages]]。
lesson-needs-text = { $file } 第 { $line } 行：第 { $page } 页要写 zh-CN = "要说的话"，写在一行里，最多 { $most } 个字。
lesson-needs-english = { $file } 第 { $line } 行：第 { $page } 页的 en 要写一行英文，最多 { $most } 个词；不要英文就把这一行删掉。
lesson-half-english = { $file } 第 { $line } 行：第 { $page } 页跟名字对不上。名字和每一页，要么都有英文，要么都没有。
lesson-needs-picture = { $file } 第 { $line } 行：第 { $page } 页要写 picture = "1.svg" 这样的图片名，只用英文字母和数字，.svg 或 .png 结尾。
lesson-needs-sources = { $file } 第 { $line } 行：第 { $page } 页的 sources 写成 ["劳动合同法 第十条"] 这样，最多 { $most } 条，每条最多 { $longest } 个字。
lesson-needs-source = { $file } 第 { $line } 行：第 { $page } 页说到了数字、电话或者法律，要加一行 sources，写明是从哪里来的。
lesson-numbers-differ = { $file } 第 { $line } 行：第 { $page } 页中文里的数是 { $here }，英文里的是 { $there }，对不上。
lesson-no-cover = { $file } 里没有封面，放一张 cover.svg 或者 cover.png。
lesson-no-picture = 没有 { $file } 这张图。
lesson-picture-broken = 图片 { $file } 是坏的，请重新存一遍。
lesson-picture-large = 图片 { $file } 太大了，最多 { $most } 百万个点，缩小再存。
lesson-picture-unsafe = 图片 { $file } 里有 { $what }，不敢用。请在画图的程序里另存成 PNG。
lesson-many = { $file } 里太多了，只看头 { $most } 课。

lessons-well = { $lesson }：没毛病，{ $pages } 页。
lessons-line = { $order }  { $lesson }  { $title }（{ $pages } 页）
lessons-line-own = { $order }  { $lesson }  { $title }（{ $pages } 页，本站自己做的）

lessons-title = 点一课来听
