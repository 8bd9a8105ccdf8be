/* Ends the process, as kill -9 does, at the n-th call that changes files; every second such write gets half of its
   bytes first. Compiled and preloaded by tests/benchmarks/kill_points.py; asleep until kill_at() is called.
   fail_from() makes calls from the n-th on fail instead, as a full disk or a read-only one does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long done = 0;
static long last = -1, failing = -1;
static int failure = 0;

void kill_at(long n) { done = 0; last = n; failing = -1; }
void fail_from(long n, int error) { done = 0; failing = n; failure = error; last = -1; }
long n_done(void) { return done; }

static void end(void) { syscall(SYS_kill, getpid(), SIGKILL); for (;;) pause(); }

/* Returns 1 where the call is to be ended, 2 where it is to fail. */
static int reached(void) {
  long now = atomic_fetch_add(&done, 1) + 1;
  if (last >= 0 && now == last) return 1;
  if (failing >= 0 && now >= failing) return 2;
  return 0;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define GUARD(wrong) do { int what = reached(); if (what == 1) end(); if (what == 2) { errno = failure; return wrong; } } while (0)

ssize_t write(int fd, const void *data, size_t n) {
  REAL(ssize_t, "write", int, const void *, size_t);
  int what = fd > 2 ? reached() : 0;
  if (what == 1) { if (last % 2) real(fd, data, n / 2); end(); }
  if (what == 2) { errno = failure; return -1; }
  return real(fd, data, n);
}

#define PWRITE(name, offset) ssize_t name(int fd, const void *data, size_t n, offset at) { \
  REAL(ssize_t, #name, int, const void *, size_t, offset); int what = reached(); \
  if (what == 1) { if (last % 2) real(fd, data, n / 2, at); end(); } \
  if (what == 2) { errno = failure; return -1; } return real(fd, data, n, at); }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ONE(name, type, arg) int name(type arg) { REAL(int, #name, type); GUARD(-1); return real(arg); }
/* What brings bytes to the disk, and what takes files away, does not fail for want of room. */
#define FREE(name, type, arg) int name(type arg) { REAL(int, #name, type); if (reached() == 1) end(); return real(arg); }
FREE(fsync, int, fd)
FREE(fdatasync, int, fd)
FREE(unlink, const char *, path)
FREE(rmdir, const char *, path)
#define TWO(name, a, b) int name(a one, b two) { REAL(int, #name, a, b); if (reached() == 1) end(); return real(one, two); }
TWO(rename, const char *, const char *)
TWO(link, const char *, const char *)
TWO(ftruncate, int, off_t)
TWO(ftruncate64, int, off64_t)
int mkdir(const char *path, mode_t mode) { REAL(int, "mkdir", const char *, mode_t); GUARD(-1); return real(path, mode); }
int fallocate(int fd, int how, off_t at, off_t n) { REAL(int, "fallocate", int, int, off_t, off_t); GUARD(-1); return real(fd, how, at, n); }
int unlinkat(int fd, const char *path, int flags) { REAL(int, "unlinkat", int, const char *, int); if (reached() == 1) end(); return real(fd, path, flags); }

#define OPEN(name) int name(const char *path, int flags, ...) { \
  REAL(int, #name, const char *, int, ...); va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); \
  va_end(more); if (flags & (O_CREAT | O_TRUNC)) GUARD(-1); return real(path, flags, mode); }
OPEN(open)
OPEN(open64)
#define OPENAT(name) int name(int at, const char *path, int flags, ...) { \
  REAL(int, #name, int, const char *, int, ...); va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); \
  va_end(more); if (flags & (O_CREAT | O_TRUNC)) GUARD(-1); return real(at, path, flags, mode); }
OPENAT(openat)
OPENAT(openat64)
