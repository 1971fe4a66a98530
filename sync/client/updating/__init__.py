"""A new program is looked for, believed where its signatures hold, and fetched; `kiosk.updating` takes it in turn."""
