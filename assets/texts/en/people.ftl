
walk-in-name-missing = What to call the person is missing: a nickname will do.
walk-in-text-too-long = That is too long: at most { $count } characters.
walk-in-text-unreadable = There are odd characters in it that cannot be kept: please type it again.
walk-in-phone-malformed = The phone number does not look right: please see whether a digit is missing.
walk-in-phone-several = There is room for one phone number: please put others into the note.
walk-in-trade-unknown = There is no such trade: please choose by the pictures.
walk-in-birth-year-odd = The birth year does not look right: please look again.
walk-in-too-young = Not yet { $age }: nobody so young may be registered for work.
walk-in-region-unknown = There is no such village or town: please choose from the list.
walk-in-identity-old = This is an old number of 15 digits, which no longer counts: please look for the 18 digits of the new card. It may also stay empty.
walk-in-identity-length = An identity number has 18 characters: please look again. It may also stay empty.
walk-in-identity-region = The identity number begins with a region that does not exist: please look again.
walk-in-identity-birth = The date of birth in the identity number is not right: please look again.
walk-in-identity-check = One character of the identity number is wrong: please compare again.
walk-in-pictures-three = Please choose three different pictures, or none.
walk-in-pictures-taken = Somebody has these three pictures already: please change one.
walk-in-birth-year-differs = The identity card says born in { $year }, which is not what was filled in: please ask.
walk-in-not-kept = There was no consent, so this is not kept.

refused-phone-known = This phone is registered already ({ $card }). The same person need not be registered again; a couple with one phone is "somebody else".
refused-identity-known = This identity number is registered already ({ $card }): there is no need to do it again.
refused-same-person = These two registrations are one person already.
refused-merge-consent = One agreed that data are kept, the other did not, so they cannot be put together. Please ask, make both the same and try again.
refused-merge-identity = The two identity numbers differ, so these are hardly one person and cannot be put together.
refused-not-merged = This registration was not merged with another.
refused-draft-too-long = That is too much to be kept: please shorten it.

card-number-label = Your card number
card-name = { $name }
card-station-phone = Station phone { $phone }
card-pictures-hint = Without the card, remember these three pictures
card-qr-hint = Scan it when you come again
card-torn = A part of this card is missing, so nobody can tell whether it is real.
card-foreign = This card is not from this station.
card-forged = This card is forged, or was changed.
