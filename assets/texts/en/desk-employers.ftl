employers-column-name = Name
employers-column-phone = Phone
employers-column-mark = State
employer-suspended = Suspended
employer-verified = Verified
employer-not-verified = Not verified
