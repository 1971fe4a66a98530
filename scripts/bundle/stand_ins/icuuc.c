/* ICU's converters and letters by language, of which there are none: who asks is told so, and Qt takes its own. */

#include "icu.h"

int32_t NAMED(u_strToLower)(
    UChar *result, int32_t room, const UChar *text, int32_t length, const char *locale, UErrorCode *status)
{
    refuse(status);
    return 0;
}

int32_t NAMED(u_strToUpper)(
    UChar *result, int32_t room, const UChar *text, int32_t length, const char *locale, UErrorCode *status)
{
    refuse(status);
    return 0;
}

void *NAMED(ucnv_open)(const char *name, UErrorCode *status)
{
    refuse(status);
    return NULL;
}

void NAMED(ucnv_close)(void *converter) {}

void NAMED(ucnv_reset)(void *converter) {}

int32_t NAMED(ucnv_countAvailable)(void)
{
    return 0;
}

const char *NAMED(ucnv_getAvailableName)(int32_t number)
{
    return NULL;
}

const char *NAMED(ucnv_getName)(const void *converter, UErrorCode *status)
{
    refuse(status);
    return NULL;
}

const char *NAMED(ucnv_getStandardName)(const char *name, const char *standard, UErrorCode *status)
{
    refuse(status);
    return NULL;
}

int8_t NAMED(ucnv_getMaxCharSize)(const void *converter)
{
    return 1;
}

void NAMED(ucnv_fromUnicode)(
    void *converter, char **target, const char *limit, const UChar **source, const UChar *end, int32_t *offsets,
    int8_t is_last, UErrorCode *status)
{
    refuse(status);
}

void NAMED(ucnv_toUnicode)(
    void *converter, UChar **target, const UChar *limit, const char **source, const char *end, int32_t *offsets,
    int8_t is_last, UErrorCode *status)
{
    refuse(status);
}

int32_t NAMED(ucnv_fromUCountPending)(const void *converter, UErrorCode *status)
{
    refuse(status);
    return 0;
}

int32_t NAMED(ucnv_toUCountPending)(const void *converter, UErrorCode *status)
{
    refuse(status);
    return 0;
}

void NAMED(ucnv_getFromUCallBack)(const void *converter, void **action, const void **context)
{
    *action = NULL;
    *context = NULL;
}

void NAMED(ucnv_getToUCallBack)(const void *converter, void **action, const void **context)
{
    *action = NULL;
    *context = NULL;
}

void NAMED(ucnv_setFromUCallBack)(
    void *converter, void *action, const void *context, void **old_action, const void **old_context,
    UErrorCode *status)
{
    refuse(status);
}

void NAMED(ucnv_setToUCallBack)(
    void *converter, void *action, const void *context, void **old_action, const void **old_context,
    UErrorCode *status)
{
    refuse(status);
}

void NAMED(ucnv_cbFromUWriteUChars)(
    void *arguments, const UChar **source, const UChar *end, int32_t offset, UErrorCode *status)
{
    refuse(status);
}

void NAMED(ucnv_cbToUWriteUChars)(
    void *arguments, const UChar *source, int32_t length, int32_t offset, UErrorCode *status)
{
    refuse(status);
}

void NAMED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)(
    const void *context, void *arguments, const UChar *units, int32_t length, int32_t point, int32_t reason,
    UErrorCode *status)
{
    refuse(status);
}

void NAMED(UCNV_TO_U_CALLBACK_SUBSTITUTE)(
    const void *context, void *arguments, const char *units, int32_t length, int32_t reason, UErrorCode *status)
{
    refuse(status);
}
