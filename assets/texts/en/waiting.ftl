waiting-text = Looking, one moment please.
no-work-text = There is no work at all right now. Come back a little later, or ask the staff.
no-lessons-text = There is no lesson right now. Tell the staff what you would like to learn.
