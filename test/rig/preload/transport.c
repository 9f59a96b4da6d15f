/* URBs over USB/IP (Linux kernel documentation, usbip_protocol), one connection for each open descriptor. */
#define _GNU_SOURCE
#include "rig.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CMD_SUBMIT = 1, CMD_UNLINK = 2, RET_SUBMIT = 3, RET_UNLINK = 4 };
enum { OPERATION_BYTES = 8, BUS_ID_BYTES = 32, DEVICE_BYTES = 312 };

struct header {
  uint32_t command, sequence, device, direction, endpoint;
  union {
    struct {
      uint32_t flags, length, start_frame, packets, interval;
      uint8_t setup[8];
    } submit;
    struct {
      uint32_t status, actual, start_frame, packets, errors;
      uint8_t padding[8];
    } submitted;
    struct {
      uint32_t sequence_or_status;
      uint8_t padding[24];
    } unlink;
  };
};
_Static_assert(sizeof(struct header) == 48, "USB/IP headers have 48 bytes");

pthread_mutex_t rig_lock = PTHREAD_MUTEX_INITIALIZER;

static bool read_all(int fd, void *buffer, size_t length) {
  uint8_t *at = buffer;
  while (length > 0) {
    ssize_t got = recv(fd, at, length, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    length -= (size_t)got;
  }
  return true;
}

static bool write_all(int fd, struct iovec *parts, int count) {
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
  while (message.msg_iovlen > 0) {
    ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    while (message.msg_iovlen > 0 && (size_t)sent >= message.msg_iov[0].iov_len) {
      sent -= (ssize_t)message.msg_iov[0].iov_len;
      message.msg_iov++;
      message.msg_iovlen--;
    }
    if (message.msg_iovlen > 0) {
      message.msg_iov[0].iov_base = (uint8_t *)message.msg_iov[0].iov_base + sent;
      message.msg_iov[0].iov_len -= (size_t)sent;
    }
  }
  return true;
}

int transport_import(const char *bus_id) {
  int fd = rig_connect("usbip");
  if (fd < 0) return -1;
  uint8_t request[OPERATION_BYTES + BUS_ID_BYTES] = {0x01, 0x11, 0x80, 0x03};
  strncpy((char *)request + OPERATION_BYTES, bus_id, BUS_ID_BYTES - 1);
  struct iovec part = {request, sizeof request};
  uint8_t reply[OPERATION_BYTES + DEVICE_BYTES];
  if (write_all(fd, &part, 1) && read_all(fd, reply, OPERATION_BYTES)) {
    uint32_t status;
    memcpy(&status, reply + 4, 4);
    if (status == 0 && read_all(fd, reply + OPERATION_BYTES, DEVICE_BYTES)) return fd;
  }
  close(fd);
  errno = ENODEV;
  return -1;
}

bool list_remove(struct urb **list, struct urb *urb) {
  for (; *list != NULL; list = &(*list)->next) {
    if (*list != urb) continue;
    *list = urb->next;
    urb->next = NULL;
    return true;
  }
  return false;
}

void list_append(struct urb **list, struct urb *urb) {
  while (*list != NULL) list = &(*list)->next;
  urb->next = NULL;
  *list = urb;
}

void gate_open(struct handle *handle) {
  char bytes[16];
  while (handle->gate >= 0 && read(handle->gate, bytes, sizeof bytes) > 0) continue;
}

void gate_shut(struct handle *handle) {
  /* One byte fills the pipe's only page as far as poll() is concerned. */
  if (write(handle->fd, "", 1) < 0) return;
}

/* rig_lock held. */
static void finish(struct handle *handle, struct urb *urb, int status, int actual) {
  list_remove(&handle->pending, urb);
  urb->status = status;
  urb->actual = actual;
  urb->ended = true;
  handle->outstanding -= (size_t)urb->length;
  if (urb->user != NULL) {
    list_append(&handle->finished, urb);
    gate_open(handle);
  }
  pthread_cond_broadcast(&handle->change);
}

static struct urb *pending_by_sequence(struct handle *handle, uint32_t sequence) {
  struct urb *urb = handle->pending;
  while (urb != NULL && urb->sequence != sequence) urb = urb->next;
  return urb;
}

/* One message of the server; false when the connection is no good any more. */
static bool receive(struct handle *handle) {
  struct header header;
  if (!read_all(handle->socket, &header, sizeof header)) return false;
  uint32_t sequence = ntohl(header.sequence);
  if (ntohl(header.command) == RET_UNLINK) {
    /* Our UNLINK carried the victim's own number with the top bit set. Status 0: it had ended before. */
    pthread_mutex_lock(&rig_lock);
    struct urb *urb = pending_by_sequence(handle, sequence & 0x7fffffff);
    if (urb != NULL && header.unlink.sequence_or_status != 0) finish(handle, urb, -ENOENT, 0);
    pthread_mutex_unlock(&rig_lock);
    return true;
  }
  if (ntohl(header.command) != RET_SUBMIT) return false;
  int actual = (int)ntohl(header.submitted.actual);
  /* Only this thread takes URBs off the pending list, so the pointer stays good without the lock. */
  pthread_mutex_lock(&rig_lock);
  struct urb *urb = pending_by_sequence(handle, sequence);
  pthread_mutex_unlock(&rig_lock);
  if (urb == NULL || actual < 0 || actual > urb->length) return false;
  if (urb->is_in && !read_all(handle->socket, urb->data, (size_t)actual)) return false;
  pthread_mutex_lock(&rig_lock);
  finish(handle, urb, (int)ntohl(header.submitted.status), actual);
  pthread_mutex_unlock(&rig_lock);
  return true;
}

/* The cable is out. rig_lock held. */
static void vanish(struct handle *handle) {
  handle->gone = true;
  gate_open(handle);
  /* A closed gate polls as an error for ever, like a usbdevfs node whose device went away. */
  close(handle->gate);
  handle->gate = -1;
  while (handle->pending != NULL) finish(handle, handle->pending, -ESHUTDOWN, 0);
  device_release(handle);
  pthread_cond_broadcast(&handle->change);
}

static void *receiver(void *argument) {
  struct handle *handle = argument;
  struct pollfd watched[] = {{handle->socket, POLLIN, 0}, {handle->gate, 0, 0}};
  bool closed = false;
  while (!closed) {
    if (poll(watched, 2, -1) < 0) continue;
    if (watched[1].revents & POLLHUP) closed = true;
    else if ((watched[0].revents & (POLLIN | POLLHUP)) && !receive(handle)) break;
  }
  pthread_mutex_lock(&rig_lock);
  close(handle->socket);
  handle->socket = -1;
  if (closed) {
    device_release(handle);
    handle_forget(handle);
  } else {
    vanish(handle);
  }
  pthread_mutex_unlock(&rig_lock);
  return NULL;
}

void transport_start(struct handle *handle) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  if (pthread_create(&thread, NULL, receiver, handle) == 0) pthread_detach(thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int transport_submit(struct handle *handle, struct urb *urb, const uint8_t *setup, const uint8_t *out) {
  struct header header = {
      .command = htonl(CMD_SUBMIT),
      .direction = htonl(urb->is_in ? 1 : 0),
      .endpoint = htonl(urb->endpoint & 0x0f),
      .submit = {.length = htonl((uint32_t)urb->length)},
  };
  if (setup != NULL) memcpy(header.submit.setup, setup, 8);
  /* Held from numbering to sending: transfers reach an endpoint in the order they were submitted. */
  pthread_mutex_lock(&handle->sending);
  pthread_mutex_lock(&rig_lock);
  bool gone = handle->gone;
  if (!gone) {
    urb->sequence = handle->next_sequence++;
    handle->outstanding += (size_t)urb->length;
    list_append(&handle->pending, urb);
  }
  int fd = handle->socket;
  pthread_mutex_unlock(&rig_lock);
  if (!gone) {
    header.sequence = htonl(urb->sequence);
    struct iovec parts[] = {{&header, sizeof header}, {(void *)out, urb->is_in ? 0 : (size_t)urb->length}};
    /* When the server hung up in between, the receiver notices and ends the transfer. */
    write_all(fd, parts, parts[1].iov_len > 0 ? 2 : 1);
  }
  pthread_mutex_unlock(&handle->sending);
  return gone ? -ENODEV : 0;
}

void transport_discard(struct handle *handle, struct urb *urb) {
  if (!urb->discarded) {
    urb->discarded = true;
    struct header header = {
        .command = htonl(CMD_UNLINK),
        .sequence = htonl(urb->sequence | 0x80000000u),
        .unlink = {.sequence_or_status = htonl(urb->sequence)},
    };
    int fd = handle->socket;
    pthread_mutex_unlock(&rig_lock);
    pthread_mutex_lock(&handle->sending);
    struct iovec part = {&header, sizeof header};
    write_all(fd, &part, 1);
    pthread_mutex_unlock(&handle->sending);
    pthread_mutex_lock(&rig_lock);
  }
  /* Only the caller's thread frees URBs, so the pointer stays good. */
  while (!urb->ended) pthread_cond_wait(&handle->change, &rig_lock);
}
