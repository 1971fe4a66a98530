refused-notice-empty = 请写上标题和内容，要有念得出来的字。
refused-notice-ends-before = 结束的日子不能比开始的早。
refused-notice-past = 结束的日子已经过了，没人看得到。
refused-notice-of-county = 这是县里的通知，站里不能改。
refused-notice-withdrawn = 这条通知已经撤下了，请另写一条。
