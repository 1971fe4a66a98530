"""How central's database came to be, step by step; see `sync.central.schema`."""
