/* Records every change that a program makes to the files below one folder, for tests/power: loaded before libc.

   YIZHAN_POWER_ROOT  the folder, absolute
   YIZHAN_POWER_LOG   the file of records; each is a head (struct head), two names below the folder, and bytes
   YIZHAN_POWER_SEED  what the program draws by chance comes from this number, so that a run can be made again

   A record is written after the change was made, both under one lock: the order of records is that of the changes.
   What the program writes to its standard output is recorded, too: it says there what it was told is saved.
   Nothing waits for the disk here: what fsync would have made last is worked out from the records (disk.py).
   Ways past these functions (stdio, io_uring, mmap) are found out: the records, replayed, must give the same files. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
    uint8_t what, unused;
    uint16_t first, second;
    uint32_t size;
    uint64_t inode;
    int64_t at;
} __attribute__((packed));

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static uint64_t chance;
static _Thread_local int held;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("YIZHAN_POWER_ROOT"), *log = getenv("YIZHAN_POWER_LOG");
    const char *seed = getenv("YIZHAN_POWER_SEED");
    if (!folder || !log || !seed) return;
    root_length = strlen(strcpy(root, folder));
    chance = strtoull(seed, NULL, 10);
    int opened = REAL(open)(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    log_file = fcntl(opened, F_DUPFD_CLOEXEC, 900); /* out of the way of programs that close all they know */
    REAL(close)(opened);
    if (log_file < 0) abort();
}

static void lock(void) { if (!held++) pthread_mutex_lock(&turn); }
static void unlock(void) { if (!--held) pthread_mutex_unlock(&turn); }

static void record(
    char what, uint64_t inode, int64_t at, const char *first, const char *second, const void *bytes, size_t size)
{
    int before = errno;
    struct head head = {what, 0, strlen(first), strlen(second), size, inode, at};
    struct iovec parts[] = {
        {&head, sizeof head}, {(void *)first, head.first}, {(void *)second, head.second}, {(void *)bytes, size}};
    ssize_t all = sizeof head + head.first + head.second + size;
    if (REAL(writev)(log_file, parts, 4) != all) abort();
    errno = before;
}

/* The name below the folder of a path as a program gives it; NULL for one that lies elsewhere. */
static const char *below(int folder, const char *path, char *room)
{
    char link[64];
    ssize_t length = 0;
    if (log_file < 0) return NULL;
    if (path[0] != '/') {
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        if ((length = readlink(link, room, PATH_MAX - 1)) < 0) return NULL;
        room[length++] = '/';
    }
    if (length + strlen(path) >= PATH_MAX) return NULL;
    strcpy(room + length, path);
    if (strncmp(room, root, root_length) || room[root_length] != '/') return NULL;
    return room + root_length + 1;
}

/* What an open file is: its kind and number, where it lies below the folder. */
static int is_ours(int file, struct stat *found)
{
    char link[64], path[PATH_MAX];
    if (log_file < 0 || fstat(file, found) || !(S_ISREG(found->st_mode) || S_ISDIR(found->st_mode))) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int opened(int folder, const char *path, int flags, mode_t mode)
{
    char room[PATH_MAX];
    struct stat found;
    const char *name = flags & (O_CREAT | O_TRUNC) ? below(folder, path, room) : NULL;
    if (!name) return REAL(openat)(folder, path, flags, mode);
    lock();
    int is_new = fstatat(folder, path, &found, 0) != 0;
    int file = REAL(openat)(folder, path, flags, mode);
    if (file >= 0 && !fstat(file, &found)) {
        if (is_new) record('C', found.st_ino, 0, name, "", "", 0);
        else if (flags & O_TRUNC) record('T', found.st_ino, 0, "", "", "", 0);
    }
    unlock();
    return file;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list more; \
        va_start(more, flags); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...)
{ MODE(flags) return opened(folder, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

static void wrote(int file, const struct stat *found, int64_t at, const void *bytes, ssize_t size)
{
    if (size > 0) record('W', found->st_ino, at >= 0 ? at : lseek(file, 0, SEEK_CUR) - size, "", "", bytes, size);
}

ssize_t write(int file, const void *bytes, size_t size)
{
    struct stat found;
    if (log_file >= 0 && file == STDOUT_FILENO) {
        lock();
        record('A', 0, 0, "", "", bytes, size);
        ssize_t done = REAL(write)(file, bytes, size);
        unlock();
        return done;
    }
    if (!is_ours(file, &found)) return REAL(write)(file, bytes, size);
    lock();
    ssize_t done = REAL(write)(file, bytes, size);
    wrote(file, &found, -1, bytes, done);
    unlock();
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at)
{
    struct stat found;
    if (!is_ours(file, &found)) return REAL(pwrite)(file, bytes, size, at);
    lock();
    ssize_t done = REAL(pwrite)(file, bytes, size, at);
    wrote(file, &found, at, bytes, done);
    unlock();
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) { return pwrite(file, bytes, size, at); }

/* Several pieces at once are written one by one: less than was asked for is an answer that callers must take. */
ssize_t writev(int file, const struct iovec *parts, int count)
{
    struct stat found;
    if (!is_ours(file, &found)) return REAL(writev)(file, parts, count);
    return count ? write(file, parts[0].iov_base, parts[0].iov_len) : 0;
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at)
{
    struct stat found;
    if (!is_ours(file, &found)) return REAL(pwritev)(file, parts, count, at);
    return count ? pwrite(file, parts[0].iov_base, parts[0].iov_len, at) : 0;
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at)
{ return pwritev(file, parts, count, at); }

/* Copies within the kernel show no bytes; callers copy by hand then. */
static int no_copy(int to)
{
    struct stat found;
    if (!is_ours(to, &found)) return 0;
    errno = EINVAL;
    return 1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t size)
{ return no_copy(to) ? -1 : REAL(sendfile)(to, from, at, size); }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size)
{ return no_copy(to) ? -1 : REAL(sendfile64)(to, from, at, size); }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t size, unsigned flags)
{
    return no_copy(to) ? -1 : REAL(copy_file_range)(from, at, to, to_at, size, flags);
}

int ftruncate(int file, off_t size)
{
    struct stat found;
    if (!is_ours(file, &found)) return REAL(ftruncate)(file, size);
    lock();
    int done = REAL(ftruncate)(file, size);
    if (!done) record('T', found.st_ino, size, "", "", "", 0);
    unlock();
    return done;
}

int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

int truncate(const char *path, off_t size)
{
    int file = open(path, O_WRONLY);
    if (file < 0) return -1;
    int done = ftruncate(file, size);
    close(file);
    return done;
}

int truncate64(const char *path, off64_t size) { return truncate(path, size); }
int posix_fallocate(int file, off_t at, off_t size)
{ return no_copy(file) ? EINVAL : REAL(posix_fallocate)(file, at, size); }
int posix_fallocate64(int file, off64_t at, off64_t size) { return posix_fallocate(file, at, size); }

static int synced(int file, char what)
{
    struct stat found;
    char link[64], path[PATH_MAX] = "";
    if (!is_ours(file, &found)) return what == 'S' ? REAL(fsync)(file) : REAL(fdatasync)(file);
    lock();
    if (S_ISDIR(found.st_mode)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length < 0 ? 0 : length] = 0;
        record('F', 0, 0, path[root_length] ? path + root_length + 1 : "", "", "", 0);
    } else record(what, found.st_ino, 0, "", "", "", 0);
    unlock();
    return 0;
}

int fsync(int file) { return synced(file, 'S'); }
int fdatasync(int file) { return synced(file, 'D'); }

/* Names: `change` is made under the lock, and recorded where the name lies below the folder. */
#define CHANGE(change, what, folder, path, second) \
    char room[PATH_MAX], other_room[PATH_MAX]; \
    const char *name = below(folder, path, room), *other_name = second; \
    (void)other_room; \
    lock(); \
    int done = change; \
    if (!done && (name || (other_name && *other_name))) { \
        if (!name || !other_name) abort(); /* into the folder or out of it: nobody here does that */ \
        record(what, 0, 0, name, other_name, "", 0); \
    } \
    unlock(); \
    return done;

int renameat2(int from, const char *path, int to, const char *other, unsigned flags)
{ CHANGE(REAL(renameat2)(from, path, to, other, flags), 'R', from, path, below(to, other, other_room)) }
int renameat(int from, const char *path, int to, const char *other) { return renameat2(from, path, to, other, 0); }
int rename(const char *path, const char *other) { return renameat2(AT_FDCWD, path, AT_FDCWD, other, 0); }
int linkat(int from, const char *path, int to, const char *other, int flags)
{ CHANGE(REAL(linkat)(from, path, to, other, flags), 'L', from, path, below(to, other, other_room)) }
int link(const char *path, const char *other) { return linkat(AT_FDCWD, path, AT_FDCWD, other, 0); }
int unlinkat(int folder, const char *path, int flags)
{ CHANGE(REAL(unlinkat)(folder, path, flags), flags & AT_REMOVEDIR ? 'X' : 'U', folder, path, "") }
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int mkdirat(int folder, const char *path, mode_t mode)
{ CHANGE(REAL(mkdirat)(folder, path, mode), 'M', folder, path, "") }
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int symlinkat(const char *to, int folder, const char *path)
{
    char room[PATH_MAX];
    const char *name = below(folder, path, room);
    lock();
    int done = REAL(symlinkat)(to, folder, path);
    if (!done && name) record('K', 0, 0, name, to, "", 0);
    unlock();
    return done;
}

int symlink(const char *to, const char *path) { return symlinkat(to, AT_FDCWD, path); }

/* Ids and keys that a program draws are the same in each run with one seed (splitmix64). */
static void drawn(uint8_t *to, size_t size)
{
    lock();
    for (size_t at = 0; at < size; at++) {
        uint64_t z = (chance += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        to[at] = (uint8_t)(z ^ (z >> 31));
    }
    unlock();
}

ssize_t getrandom(void *to, size_t size, unsigned flags)
{
    if (log_file < 0) return REAL(getrandom)(to, size, flags);
    drawn(to, size);
    return size;
}

int getentropy(void *to, size_t size)
{
    if (log_file < 0) return REAL(getentropy)(to, size);
    drawn(to, size);
    return 0;
}
