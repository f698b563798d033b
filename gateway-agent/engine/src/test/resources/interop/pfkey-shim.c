/*
 * Preloaded into charon (LD_PRELOAD): its AF_KEY sockets are connected to the Unix socket PFKEY_SOCKET, and what goes through
 * them is appended to PFKEY_LOG as lines "> hex" and "< hex". ESP that arrives on charon's UDP port 4500 is noted as "E hex" and
 * sent on to port 4501 of ENGINE_ADDRESS, where the engine listens. cc -shared -fPIC -o pfkey-shim.so pfkey-shim.c -ldl
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define DESCRIPTORS_MAX 1024
#define IKE_PORT 4500
#define ENGINE_PORT 4501
#define IPSEC_POLICY_V4 16
#define IPSEC_POLICY_V6 34
#define UDP_ENCAP 100

static int pfkey[DESCRIPTORS_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int is_pfkey(int fd) { return fd >= 0 && fd < DESCRIPTORS_MAX && pfkey[fd]; }

static void note(char kind, const void *data, ssize_t bytes) {
    static FILE *log;
    pthread_mutex_lock(&lock);
    if (!log)
        log = fopen(getenv("PFKEY_LOG"), "a");
    fprintf(log, "%c ", kind);
    for (ssize_t i = 0; i < bytes; i++)
        fprintf(log, "%02x", ((const unsigned char *)data)[i]);
    fputc('\n', log);
    fflush(log);
    pthread_mutex_unlock(&lock);
}

static int real_socket(int domain, int type, int protocol) {
    int (*real)(int, int, int) = dlsym(RTLD_NEXT, "socket");
    return real(domain, type, protocol);
}

int socket(int domain, int type, int protocol) {
    if (domain != AF_KEY)
        return real_socket(domain, type, protocol);
    int fd = real_socket(AF_UNIX, SOCK_SEQPACKET, 0);
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    strncpy(to.sun_path, getenv("PFKEY_SOCKET"), sizeof to.sun_path - 1);
    if (fd < 0 || fd >= DESCRIPTORS_MAX || connect(fd, (struct sockaddr *)&to, sizeof to)) {
        close(fd);
        return -1;
    }
    pfkey[fd] = 1;
    return fd;
}

ssize_t send(int fd, const void *data, size_t bytes, int flags) {
    ssize_t (*real)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");
    if (is_pfkey(fd))
        note('>', data, bytes);
    return real(fd, data, bytes, flags);
}

ssize_t recvfrom(int fd, void *data, size_t bytes, int flags, struct sockaddr *from, socklen_t *length) {
    ssize_t (*real)(int, void *, size_t, int, struct sockaddr *, socklen_t *) = dlsym(RTLD_NEXT, "recvfrom");
    ssize_t got = real(fd, data, bytes, flags, from, length);
    if (is_pfkey(fd) && got > 0 && !(flags & MSG_PEEK))
        note('<', data, got);
    return got;
}

ssize_t recv(int fd, void *data, size_t bytes, int flags) { return recvfrom(fd, data, bytes, flags, NULL, NULL); }

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    static int out = -1;
    ssize_t (*real)(int, struct msghdr *, int) = dlsym(RTLD_NEXT, "recvmsg");
    ssize_t got = real(fd, message, flags);
    struct sockaddr_in *from = message->msg_name;
    if (got > 28 && from && from->sin_family == AF_INET && ntohs(from->sin_port) == IKE_PORT) {
        const unsigned char *packet = message->msg_iov[0].iov_base;
        if (packet[0] | packet[1] | packet[2] | packet[3]) {
            struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(ENGINE_PORT)};
            inet_aton(getenv("ENGINE_ADDRESS"), &to.sin_addr);
            if (out < 0)
                out = real_socket(AF_INET, SOCK_DGRAM, 0);
            note('E', packet, got);
            sendto(out, packet, got, 0, (struct sockaddr *)&to, sizeof to);
        }
    }
    return got;
}

/* The kernel must leave ESP to charon's socket, and needs no policy to let IKE pass. */
int setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
    int (*real)(int, int, int, const void *, socklen_t) = dlsym(RTLD_NEXT, "setsockopt");
    int swallowed = (level == IPPROTO_UDP && name == UDP_ENCAP) || (level == IPPROTO_IP && name == IPSEC_POLICY_V4)
        || (level == IPPROTO_IPV6 && name == IPSEC_POLICY_V6);
    return swallowed ? 0 : real(fd, level, name, value, length);
}
