waiting-text = Looking, one moment please.
no-work-text = There is no work at all right now. Come back a little later, or ask the staff.
