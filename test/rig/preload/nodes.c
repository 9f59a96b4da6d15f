/* Nodes under /dev/bus/usb that are not there: the functions of the C library that open and control them. */
#define _GNU_SOURCE
#include "rig.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 4096
#define PAGE_BYTES 4096

/* By the program's descriptor. */
static struct handle *handles[MAX_DESCRIPTORS];

void handle_forget(struct handle *handle) {
  if (handles[handle->fd] == handle) handles[handle->fd] = NULL;
  for (struct urb *lists[] = {handle->pending, handle->finished}, **list = lists; list < lists + 2; list++) {
    for (struct urb *next; *list != NULL; *list = next) {
      next = (*list)->next;
      free((*list)->data);
      free(*list);
    }
  }
  if (handle->gate >= 0) close(handle->gate);
  pthread_mutex_destroy(&handle->sending);
  pthread_cond_destroy(&handle->change);
  free(handle);
}

struct node {
  int bus, number;
  char folder[800];
};

static bool is_node(const char *folder, void *context) {
  struct node *node = context;
  if (folder_number(folder, "busnum") != node->bus || folder_number(folder, "devnum") != node->number) return false;
  snprintf(node->folder, sizeof node->folder, "%s", folder);
  return true;
}

static int open_node(struct node *node) {
  if (!folder_each(is_node, node)) {
    errno = ENOENT;
    return -1;
  }
  int ends[2];
  int connection = transport_import(strrchr(node->folder, '/') + 1);
  if (connection < 0) return -1;
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0 || ends[1] >= MAX_DESCRIPTORS) {
    close(connection);
    errno = EMFILE;
    return -1;
  }
  fcntl(ends[1], F_SETPIPE_SZ, PAGE_BYTES);
  struct stat about;
  fstat(ends[1], &about);
  struct handle *handle = calloc(1, sizeof *handle);
  handle->fd = ends[1];
  handle->gate = ends[0];
  handle->inode = about.st_ino;
  handle->socket = connection;
  handle->next_sequence = 1;
  pthread_mutex_init(&handle->sending, NULL);
  pthread_cond_init(&handle->change, NULL);
  pthread_mutex_lock(&rig_lock);
  handle->device = device_of(node->folder, node->bus, node->number);
  struct handle *before = handles[handle->fd];
  /* Its device vanished and its descriptor was closed since: nobody else will free it. */
  if (before != NULL && before->gone && before->socket < 0) handle_forget(before);
  handles[handle->fd] = handle;
  gate_shut(handle);
  pthread_mutex_unlock(&rig_lock);
  transport_start(handle);
  return handle->fd;
}

/* Whether `path` is a node of ours, and then its descriptor. */
static bool intercept(const char *path, int *fd) {
  struct node node;
  int end = 0;
  if (path == NULL || rig_directory() == NULL) return false;
  if (sscanf(path, "/dev/bus/usb/%3d/%3d%n", &node.bus, &node.number, &end) != 2 || path[end] != '\0') return false;
  *fd = open_node(&node);
  return true;
}

#define SYSFS "/sys/bus/usb/devices/"

/* libusb reads what devices say about themselves in sysfs: there the rig's folders stand in. */
static const char *really(const char *path, char *buffer, size_t size) {
  if (path == NULL || rig_directory() == NULL || strncmp(path, SYSFS, strlen(SYSFS)) != 0) return path;
  snprintf(buffer, size, "%s/devices/%s", rig_directory(), path + strlen(SYSFS));
  return buffer;
}

/* ---- interposed functions of the C library ---- */

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

static mode_t mode_of(int flags, va_list arguments) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;
}

#define INTERPOSE_OPEN(name)                                                         \
  int name(const char *path, int flags, ...) {                                       \
    int fd;                                                                          \
    if (intercept(path, &fd)) return fd;                                             \
    va_list arguments;                                                               \
    va_start(arguments, flags);                                                      \
    mode_t mode = mode_of(flags, arguments);                                         \
    va_end(arguments);                                                               \
    char elsewhere[800];                                                             \
    path = really(path, elsewhere, sizeof elsewhere);                                \
    return REAL(#name, int (*)(const char *, int, ...))(path, flags, mode);          \
  }

#define INTERPOSE_OPENAT(name)                                                       \
  int name(int directory, const char *path, int flags, ...) {                        \
    int fd;                                                                          \
    if (intercept(path, &fd)) return fd;                                             \
    va_list arguments;                                                               \
    va_start(arguments, flags);                                                      \
    mode_t mode = mode_of(flags, arguments);                                         \
    va_end(arguments);                                                               \
    return REAL(#name, int (*)(int, const char *, int, ...))(directory, path, flags, mode); \
  }

#define INTERPOSE_CHECKED_OPEN(name)                                                 \
  int name(const char *path, int flags) {                                            \
    int fd;                                                                          \
    if (intercept(path, &fd)) return fd;                                             \
    return REAL(#name, int (*)(const char *, int))(path, flags);                     \
  }

int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
INTERPOSE_OPEN(open)
INTERPOSE_OPEN(open64)
INTERPOSE_OPENAT(openat)
INTERPOSE_OPENAT(openat64)
INTERPOSE_CHECKED_OPEN(__open_2)
INTERPOSE_CHECKED_OPEN(__open64_2)

/* The handle behind a descriptor, unless its number has been reused for something else. rig_lock held. */
static struct handle *handle_of(int fd) {
  struct handle *handle = fd >= 0 && fd < MAX_DESCRIPTORS ? handles[fd] : NULL;
  struct stat about;
  return handle != NULL && fstat(fd, &about) == 0 && about.st_ino == handle->inode ? handle : NULL;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  if (_IOC_TYPE(request) == 'U') {
    pthread_mutex_lock(&rig_lock);
    struct handle *handle = handle_of(fd);
    int result = handle == NULL ? 0 : usbfs_ioctl(handle, request, argument);
    pthread_mutex_unlock(&rig_lock);
    if (handle != NULL) {
      if (result >= 0) return result;
      errno = -result;
      return -1;
    }
  }
  return REAL("ioctl", int (*)(int, unsigned long, ...))(fd, request, argument);
}
