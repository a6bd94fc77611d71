"""Clocks on the wall that are wrong, for programs that know nothing of it.

A few lines of C that stand before libc, where there is a compiler. libfaketime does more, and what
it does to waiting makes an event loop spin.
"""

import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

_SOURCE = r"""
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long ahead(void) { const char *s = getenv("TRIAL_AHEAD"); return s ? atol(s) : 0; }

int clock_gettime(clockid_t which, struct timespec *at) {
    int failed = syscall(SYS_clock_gettime, which, at);
    if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        at->tv_sec += ahead();
    return failed;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    int failed = syscall(SYS_gettimeofday, at, zone);
    if (!failed && at) at->tv_sec += ahead();
    return failed;
}

time_t time(time_t *to) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    if (to) *to = at.tv_sec;
    return at.tv_sec;
}
"""
_COMPILER = shutil.which("cc")
HAVE = _COMPILER is not None
MISSING = "no C compiler: every clock is right"


def ahead(seconds: int) -> Mapping[str, str]:
    """The environment of a program whose clock is that much ahead; none where it cannot be."""
    if not HAVE or not seconds:
        return {}
    return {"LD_PRELOAD": str(_library()), "TRIAL_AHEAD": str(seconds)}


@cache
def _library() -> Path:
    assert _COMPILER is not None
    made = Path(mkdtemp(prefix="linja-trial-")) / "clock.so"
    command = (_COMPILER, "-shared", "-fPIC", "-O2", "-x", "c", "-", "-o", str(made))
    subprocess.run(command, input=_SOURCE.encode(), check=True)
    return made
