/* Kerberos, which no station has: every call fails, and the reason is an empty text that nobody frees. */

#include <stddef.h>
#include <stdint.h>

struct buffer {
    size_t length;
    void *value;
};

uint32_t gss_display_status(
    uint32_t *minor, uint32_t status, int kind, void *mechanism, uint32_t *more, struct buffer *text)
{
    *minor = *more = 0;
    text->length = 0;
    text->value = NULL;
    return 0;
}

uint32_t gss_release_buffer(uint32_t *minor, struct buffer *text)
{
    *minor = 0;
    return 0;
}
