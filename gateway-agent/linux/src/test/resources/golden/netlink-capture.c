/*
 * Prints every netlink message that a program sends or receives, as hex, to the file named by NETLINK_CAPTURE.
 *
 *   cc -shared -fPIC -o netlink-capture.so netlink-capture.c -ldl
 *   NETLINK_CAPTURE=out LD_PRELOAD=./netlink-capture.so ip xfrm policy
 *
 * One line a datagram: "> HEX" for sent ones, "< HEX" for received ones.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>

static void print(char direction, const struct msghdr *message, ssize_t length) {
    const char *path = getenv("NETLINK_CAPTURE");
    FILE *out = path ? fopen(path, "a") : NULL;
    if (!out || length <= 0) {
        return;
    }
    fprintf(out, "%c ", direction);
    for (size_t i = 0; i < message->msg_iovlen && length > 0; i++) {
        const unsigned char *bytes = message->msg_iov[i].iov_base;
        for (size_t j = 0; j < message->msg_iov[i].iov_len && length > 0; j++, length--) {
            fprintf(out, "%02x", bytes[j]);
        }
    }
    fputc('\n', out);
    fclose(out);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    ssize_t (*next)(int, const struct msghdr *, int) = dlsym(RTLD_NEXT, "sendmsg");
    ssize_t sent = next(fd, message, flags);
    print('>', message, sent);
    return sent;
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    ssize_t (*next)(int, struct msghdr *, int) = dlsym(RTLD_NEXT, "recvmsg");
    ssize_t received = next(fd, message, flags);
    if (!(flags & MSG_PEEK)) {
        print('<', message, received);
    }
    return received;
}

ssize_t send(int fd, const void *data, size_t length, int flags) {
    ssize_t (*next)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");
    struct iovec iov = {.iov_base = (void *) data, .iov_len = length};
    struct msghdr message = {.msg_iov = &iov, .msg_iovlen = 1};
    ssize_t sent = next(fd, data, length, flags);
    print('>', &message, sent);
    return sent;
}
