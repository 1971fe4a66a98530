/* ICU's calendars and collations, of which there are none: who opens one is told so, as ICU does without its data. */

#include "icu.h"

void *NAMED(ucal_open)(const UChar *zone, int32_t length, const char *locale, int32_t kind, UErrorCode *status)
{
    refuse(status);
    return NULL;
}

void NAMED(ucal_close)(void *calendar) {}

int32_t NAMED(ucal_getTimeZoneDisplayName)(
    const void *calendar, int32_t kind, const char *locale, UChar *result, int32_t room, UErrorCode *status)
{
    refuse(status);
    return 0;
}

int32_t NAMED(ucal_getCanonicalTimeZoneID)(
    const UChar *id, int32_t length, UChar *result, int32_t room, int8_t *is_system_id, UErrorCode *status)
{
    refuse(status);
    return 0;
}

void *NAMED(ucol_open)(const char *locale, UErrorCode *status)
{
    refuse(status);
    return NULL;
}

void NAMED(ucol_close)(void *collator) {}

void NAMED(ucol_setAttribute)(void *collator, int32_t attribute, int32_t value, UErrorCode *status)
{
    refuse(status);
}

int32_t NAMED(ucol_strcoll)(
    const void *collator, const UChar *one, int32_t length, const UChar *other, int32_t other_length)
{
    return 0;
}

int32_t NAMED(ucol_getSortKey)(
    const void *collator, const UChar *text, int32_t length, uint8_t *result, int32_t room)
{
    return 0;
}
