/* What the two libraries of ICU have in common: its names end in a number, such as 73, which is ICU here. */

#include <stddef.h>
#include <stdint.h>

#define JOINED_2(name, number) name##_##number
#define JOINED(name, number) JOINED_2(name, number)
#define NAMED(name) JOINED(name, ICU)

typedef uint16_t UChar;
typedef int32_t UErrorCode;
enum { U_FILE_ACCESS_ERROR = 4 };

static void refuse(UErrorCode *status)
{
    if (status && *status <= 0)
        *status = U_FILE_ACCESS_ERROR;
}
