refused-notice-empty = Please write a title and a text, with words that can be read aloud.
refused-notice-ends-before = The last day cannot come before the first.
refused-notice-past = The last day has passed: nobody would see it.
refused-notice-of-county = This notice is the county's: the station cannot change it.
refused-notice-withdrawn = This notice has been withdrawn: please write a new one.
