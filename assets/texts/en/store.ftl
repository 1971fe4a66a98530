error-key-missing = The data is here, but its key is gone, so it cannot be opened: please ask the technician to put the key back.
error-key-damaged = The key file is broken, so the data cannot be opened: please ask the technician.
error-keyring-closed = The computer's keyring is locked, so the key cannot be had: please ask the technician.
