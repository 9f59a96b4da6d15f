/*
 * usbdevfs nodes that are not there. Answers follow what a real 6.1 kernel said to the same questions;
 * see the list in usbfs-check.c.
 */
#define _GNU_SOURCE
#include "rig.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 4096
#define MAX_OUTSTANDING (16u << 20) /* usbfs_memory_mb */
#define PAGE_BYTES 4096
#define SPEED_HIGH 3
#define DIRECTION_IN 0x80
enum { RECIPIENT_INTERFACE = 1, RECIPIENT_ENDPOINT = 2, RECIPIENT_MASK = 0x1f };
enum { CLASS_PRINTER = 7, TYPE_INTERRUPT = 3 };

static struct handle *handles[MAX_DESCRIPTORS];

/* ---- devices and claims; rig_lock held throughout ---- */

static void parse_descriptors(struct device *device, const uint8_t *bytes, size_t length) {
  int current = -1;
  for (size_t at = 0; at + 2 <= length && bytes[at] >= 2 && at + bytes[at] <= length; at += bytes[at]) {
    const uint8_t *item = bytes + at;
    if (item[1] == 4 && item[0] >= 9 && item[2] < MAX_INTERFACES) {
      current = item[2];
      device->has_interface[current] = true;
      device->interface_class[current] = item[5];
    } else if (item[1] == 5 && item[0] >= 7 && current >= 0 && device->endpoint_count < MAX_ENDPOINTS) {
      device->endpoints[device->endpoint_count++] =
          (struct endpoint){.address = item[2], .type = item[3] & 3, .interface_number = (uint8_t)current};
    }
  }
}

static struct device *device_of(const char *folder, int bus, int number) {
  for (int fd = 0; fd < MAX_DESCRIPTORS; fd++) {
    struct device *known = handles[fd] == NULL ? NULL : handles[fd]->device;
    if (known != NULL && known->bus == bus && known->number == number) {
      known->users++;
      return known;
    }
  }
  struct device *device = calloc(1, sizeof *device);
  device->bus = bus;
  device->number = number;
  device->users = 1;
  size_t length = 0;
  char *bytes = folder_read(folder, "descriptors", &length);
  if (bytes != NULL) parse_descriptors(device, (uint8_t *)bytes, length);
  free(bytes);
  for (int each = 0; each < MAX_INTERFACES; each++) {
    char file[32];
    snprintf(file, sizeof file, "driver.%d", each);
    char *driver = folder_read(folder, file, NULL);
    if (driver == NULL) continue;
    strncpy(device->driver[each], driver, DRIVER_NAME_BYTES - 1);
    strncpy(device->native_driver[each], driver, DRIVER_NAME_BYTES - 1);
    free(driver);
  }
  return device;
}

void device_release(struct handle *handle) {
  struct device *device = handle->device;
  if (device == NULL) return;
  for (int each = 0; each < MAX_INTERFACES; each++) {
    if (device->claimed_by[each] == handle) device->claimed_by[each] = NULL;
  }
  handle->device = NULL;
  if (--device->users == 0) free(device);
}

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

static bool is_closed(struct handle *handle) {
  struct pollfd watched = {handle->gate, 0, 0};
  return handle->gate < 0 || (poll(&watched, 1, 0) > 0 && (watched.revents & POLLHUP));
}

static int claim(struct handle *handle, unsigned number) {
  struct device *device = handle->device;
  if (device == NULL) return -ENODEV;
  if (number >= MAX_INTERFACES || !device->has_interface[number]) return -ENOENT;
  struct handle *owner = device->claimed_by[number];
  if (owner == handle) return 0;
  if (device->driver[number][0] != '\0') return -EBUSY;
  /* Its thread may not have noticed yet that the owner was closed. */
  if (owner != NULL && !is_closed(owner)) return -EBUSY;
  device->claimed_by[number] = handle;
  return 0;
}

static const struct endpoint *endpoint_at(struct handle *handle, unsigned address) {
  const struct device *device = handle->device; /* NULL once the cable is out */
  for (int each = 0; device != NULL && each < device->endpoint_count; each++) {
    if (device->endpoints[each].address == address) return &device->endpoints[each];
  }
  return NULL;
}

/* Like the kernel, using an endpoint or interface claims it when nobody has it. */
static int claim_endpoint(struct handle *handle, unsigned address) {
  const struct endpoint *endpoint = endpoint_at(handle, address);
  return endpoint == NULL ? -ENOENT : claim(handle, endpoint->interface_number);
}

static int check_recipient(struct handle *handle, const uint8_t *setup) {
  unsigned index = setup[4], high = setup[5];
  /* GET_DEVICE_ID has the interface in the high byte, and needs no claim. */
  bool is_device_id = setup[0] == 0xa1 && setup[1] == 0;
  if (is_device_id && high < MAX_INTERFACES && handle->device->interface_class[high] == CLASS_PRINTER) return 0;
  switch (setup[0] & RECIPIENT_MASK) {
    case RECIPIENT_INTERFACE:
      return (setup[0] & 0x60) == 0x40 ? 0 : claim(handle, index);
    case RECIPIENT_ENDPOINT:
      return (index & 0x0f) == 0 ? 0 : claim_endpoint(handle, index);
    default:
      return 0;
  }
}

/* ---- transfers; called and left with rig_lock held ---- */

static int submit(struct handle *handle, struct urb *urb, const uint8_t *setup, const uint8_t *out) {
  pthread_mutex_unlock(&rig_lock);
  int result = transport_submit(handle, urb, setup, out);
  pthread_mutex_lock(&rig_lock);
  return result;
}

/* Returns the bytes moved, or -errno. `timeout_ms` 0 waits for ever. */
static int transfer(struct handle *handle, struct urb *urb, const uint8_t *setup, uint8_t *bytes, unsigned timeout_ms) {
  if (urb->is_in) urb->data = malloc((size_t)urb->length + 1);
  int result = submit(handle, urb, setup, bytes);
  if (result == 0) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    int waited = 0;
    while (!urb->ended && waited != ETIMEDOUT) {
      waited = timeout_ms == 0 ? pthread_cond_wait(&handle->change, &rig_lock)
                               : pthread_cond_timedwait(&handle->change, &rig_lock, &until);
    }
    if (!urb->ended) transport_discard(handle, urb);
    if (urb->is_in && urb->actual > 0) memcpy(bytes, urb->data, (size_t)urb->actual);
    if (urb->status == 0) result = urb->actual;
    else result = waited == ETIMEDOUT ? -ETIMEDOUT : urb->status;
  }
  free(urb->data);
  return result;
}

static int control(struct handle *handle, const uint8_t setup[8], uint8_t *bytes, unsigned timeout_ms) {
  struct urb urb = {.is_in = setup[0] & DIRECTION_IN, .length = setup[6] | setup[7] << 8};
  return transfer(handle, &urb, setup, bytes, timeout_ms);
}

/* ---- the ioctls, by their names; rig_lock held ---- */

static int do_control(struct handle *handle, struct usbdevfs_ctrltransfer *wanted) {
  uint8_t setup[8] = {wanted->bRequestType,        wanted->bRequest,
                      wanted->wValue & 0xff,       (uint8_t)(wanted->wValue >> 8),
                      wanted->wIndex & 0xff,       (uint8_t)(wanted->wIndex >> 8),
                      wanted->wLength & 0xff,      (uint8_t)(wanted->wLength >> 8)};
  if (wanted->wLength > PAGE_BYTES) return -EINVAL;
  int refused = check_recipient(handle, setup);
  return refused != 0 ? refused : control(handle, setup, wanted->data, wanted->timeout);
}

static int do_bulk(struct handle *handle, struct usbdevfs_bulktransfer *wanted) {
  int refused = claim_endpoint(handle, wanted->ep);
  if (refused != 0) return refused;
  if (wanted->len > MAX_OUTSTANDING) return -ENOMEM;
  struct urb urb = {
      .endpoint = (uint8_t)wanted->ep, .is_in = wanted->ep & DIRECTION_IN, .length = (int)wanted->len};
  return transfer(handle, &urb, NULL, wanted->data, wanted->timeout);
}

static int do_submit(struct handle *handle, struct usbdevfs_urb *wanted) {
  const uint8_t *bytes = wanted->buffer, *setup = NULL;
  int length = wanted->buffer_length;
  bool is_in = wanted->endpoint & DIRECTION_IN;
  if (length < 0) return -EINVAL;
  if (wanted->type == USBDEVFS_URB_TYPE_CONTROL) {
    if (length < 8) return -EINVAL;
    setup = bytes;
    int data_length = setup[6] | setup[7] << 8;
    if (length < data_length + 8) return -EINVAL;
    int refused = check_recipient(handle, setup);
    if (refused != 0) return refused;
    is_in = setup[0] & DIRECTION_IN;
    length = data_length;
    bytes += 8;
  } else {
    const struct endpoint *endpoint = endpoint_at(handle, wanted->endpoint);
    if (endpoint == NULL) return -ENOENT;
    int refused = claim(handle, endpoint->interface_number);
    if (refused != 0) return refused;
    bool interrupt = wanted->type == USBDEVFS_URB_TYPE_INTERRUPT;
    if (!interrupt && wanted->type != USBDEVFS_URB_TYPE_BULK) return -EINVAL;
    if (interrupt && endpoint->type != TYPE_INTERRUPT) return -EINVAL;
  }
  if (handle->outstanding + (size_t)length > MAX_OUTSTANDING) return -ENOMEM;
  struct urb *urb = calloc(1, sizeof *urb);
  urb->user = wanted;
  urb->endpoint = setup == NULL ? wanted->endpoint : 0;
  urb->is_in = is_in;
  urb->length = length;
  if (is_in) urb->data = malloc((size_t)length + 1);
  int result = submit(handle, urb, setup, bytes);
  if (result == 0) return 0;
  free(urb->data);
  free(urb);
  return result;
}

static int do_reap(struct handle *handle, void **reaped, bool wait) {
  while (handle->finished == NULL) {
    if (handle->gone) return -ENODEV;
    if (!wait) return -EAGAIN;
    pthread_cond_wait(&handle->change, &rig_lock);
  }
  struct urb *urb = handle->finished;
  struct usbdevfs_urb *user = urb->user;
  list_remove(&handle->finished, urb);
  if (handle->finished == NULL && !handle->gone) gate_shut(handle);
  user->status = urb->status;
  user->actual_length = urb->actual;
  if (urb->is_in && urb->actual > 0) {
    uint8_t *to = user->buffer;
    memcpy(user->type == USBDEVFS_URB_TYPE_CONTROL ? to + 8 : to, urb->data, (size_t)urb->actual);
  }
  free(urb->data);
  free(urb);
  *reaped = user;
  return 0;
}

static int do_discard(struct handle *handle, const void *user) {
  struct urb *urb = handle->pending;
  while (urb != NULL && urb->user != user) urb = urb->next;
  if (urb == NULL) return -EINVAL;
  transport_discard(handle, urb);
  return 0;
}

static int do_release(struct handle *handle, unsigned number) {
  struct device *device = handle->device;
  if (number >= MAX_INTERFACES || device->claimed_by[number] != handle) return -EINVAL;
  for (struct urb *urb = handle->pending; urb != NULL;) {
    const struct endpoint *endpoint = endpoint_at(handle, urb->endpoint);
    if (endpoint != NULL && endpoint->interface_number == number && urb->user != NULL) {
      transport_discard(handle, urb);
      urb = handle->pending; /* the lock was let go meanwhile */
    } else {
      urb = urb->next;
    }
  }
  if (handle->device != NULL) handle->device->claimed_by[number] = NULL;
  return 0;
}

static int do_get_driver(struct handle *handle, struct usbdevfs_getdriver *wanted) {
  struct device *device = handle->device;
  if (wanted->interface >= MAX_INTERFACES || !device->has_interface[wanted->interface]) return -ENOENT;
  const char *name = device->claimed_by[wanted->interface] != NULL ? "usbfs" : device->driver[wanted->interface];
  if (*name == '\0') return -ENODATA;
  snprintf(wanted->driver, sizeof wanted->driver, "%s", name);
  return 0;
}

static int disconnect(struct handle *handle, unsigned number) {
  struct device *device = handle->device;
  if (number >= MAX_INTERFACES || !device->has_interface[number]) return -EINVAL;
  if (device->driver[number][0] == '\0') return -ENODATA;
  device->driver[number][0] = '\0';
  return 0;
}

static int do_interface_ioctl(struct handle *handle, struct usbdevfs_ioctl *wanted) {
  unsigned number = (unsigned)wanted->ifno;
  struct device *device = handle->device;
  if (number >= MAX_INTERFACES || !device->has_interface[number]) return -EINVAL;
  switch ((unsigned long)wanted->ioctl_code) {
    case USBDEVFS_DISCONNECT:
      return disconnect(handle, number);
    case USBDEVFS_CONNECT:
      if (device->claimed_by[number] != NULL || device->driver[number][0] != '\0') return -EBUSY;
      if (device->native_driver[number][0] == '\0') return 0;
      memcpy(device->driver[number], device->native_driver[number], DRIVER_NAME_BYTES);
      return 1;
    default:
      return -ENOTTY;
  }
}

static int do_disconnect_claim(struct handle *handle, struct usbdevfs_disconnect_claim *wanted) {
  unsigned number = wanted->interface;
  if (number >= MAX_INTERFACES || !handle->device->has_interface[number]) return -EINVAL;
  const char *bound = handle->device->driver[number];
  if (*bound != '\0') {
    bool same = strncmp(bound, wanted->driver, sizeof wanted->driver) == 0;
    if ((wanted->flags & USBDEVFS_DISCONNECT_CLAIM_IF_DRIVER) && !same) return -EBUSY;
    if ((wanted->flags & USBDEVFS_DISCONNECT_CLAIM_EXCEPT_DRIVER) && same) return -EBUSY;
    disconnect(handle, number);
  }
  return claim(handle, number);
}

static int do_set_configuration(struct handle *handle, unsigned value) {
  struct device *device = handle->device;
  for (int each = 0; each < MAX_INTERFACES; each++) {
    if (device->claimed_by[each] != NULL || device->driver[each][0] != '\0') return -EBUSY;
  }
  int result = control(handle, (uint8_t[]){0x00, 9, (uint8_t)value, 0, 0, 0, 0, 0}, NULL, 5000);
  return result < 0 ? -EINVAL : 0;
}

static int do_set_interface(struct handle *handle, const struct usbdevfs_setinterface *wanted) {
  int refused = claim(handle, wanted->interface);
  if (refused != 0) return refused;
  if (wanted->altsetting != 0) return -EINVAL;
  int result = control(handle, (uint8_t[]){0x01, 11, 0, 0, (uint8_t)wanted->interface, 0, 0, 0}, NULL, 5000);
  return result < 0 ? result : 0;
}

static int do_clear_halt(struct handle *handle, unsigned endpoint) {
  int refused = claim_endpoint(handle, endpoint);
  if (refused != 0) return refused;
  int result = control(handle, (uint8_t[]){0x02, 1, 0, 0, (uint8_t)endpoint, 0, 0, 0}, NULL, 5000);
  return result < 0 ? result : 0;
}

static int do_reset(struct handle *handle) {
  /* A port reset, the way USB/IP clients ask for one: SET_FEATURE(PORT_RESET) as to a hub's port. */
  int result = control(handle, (uint8_t[]){0x23, 3, 4, 0, 0, 0, 0, 0}, NULL, 5000);
  return result < 0 ? result : 0;
}

static int dispatch(struct handle *handle, unsigned long request, void *argument) {
  switch (request) {
    case USBDEVFS_REAPURB:
      return do_reap(handle, argument, true);
    case USBDEVFS_REAPURBNDELAY:
      return do_reap(handle, argument, false);
  }
  if (handle->gone || handle->device == NULL) return -ENODEV;
  switch (request) {
    case USBDEVFS_CONTROL:
      return do_control(handle, argument);
    case USBDEVFS_BULK:
      return do_bulk(handle, argument);
    case USBDEVFS_SUBMITURB:
      return do_submit(handle, argument);
    case USBDEVFS_DISCARDURB:
      return do_discard(handle, argument);
    case USBDEVFS_CLAIMINTERFACE:
      return claim(handle, *(unsigned *)argument);
    case USBDEVFS_RELEASEINTERFACE:
      return do_release(handle, *(unsigned *)argument);
    case USBDEVFS_SETINTERFACE:
      return do_set_interface(handle, argument);
    case USBDEVFS_SETCONFIGURATION:
      return do_set_configuration(handle, *(unsigned *)argument);
    case USBDEVFS_CLEAR_HALT:
      return do_clear_halt(handle, *(unsigned *)argument);
    case USBDEVFS_RESET:
      return do_reset(handle);
    case USBDEVFS_GETDRIVER:
      return do_get_driver(handle, argument);
    case USBDEVFS_IOCTL:
      return do_interface_ioctl(handle, argument);
    case USBDEVFS_DISCONNECT_CLAIM:
      return do_disconnect_claim(handle, argument);
    case USBDEVFS_GET_SPEED:
      return SPEED_HIGH;
    case USBDEVFS_GET_CAPABILITIES:
      *(uint32_t *)argument = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                              USBDEVFS_CAP_BULK_SCATTER_GATHER | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
      return 0;
    case USBDEVFS_CONNECTINFO:
      *(struct usbdevfs_connectinfo *)argument =
          (struct usbdevfs_connectinfo){.devnum = (unsigned)handle->device->number, .slow = 0};
      return 0;
    default:
      return -ENOTTY;
  }
}

/* ---- opening nodes ---- */

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
    int result = handle == NULL ? 0 : dispatch(handle, request, argument);
    pthread_mutex_unlock(&rig_lock);
    if (handle != NULL) {
      if (result >= 0) return result;
      errno = -result;
      return -1;
    }
  }
  return REAL("ioctl", int (*)(int, unsigned long, ...))(fd, request, argument);
}
