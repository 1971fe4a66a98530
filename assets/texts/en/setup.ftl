error-setup-no-file = There are no prepared settings: { $file }
setup-done = This machine is set up: { $name }, its slips begin with { $prefix }.
setup-again = All else is set up. When the county can be reached, run the same command again.
setup-alone = The file names no address and code of the county: the station works alone for now.
setup-next = Next: look it over with yizhan-kiosk doctor, then open the station and have its head choose a PIN.
setup-no-regions = The station knows no towns of its county yet: put a regions.toml beside the file (docs/regions.md), or there is no map of near work.
