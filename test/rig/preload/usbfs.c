/*
 * The ioctls of usbdevfs. Answers follow what a real 6.1 kernel said to the same questions; usbfs-check.c asks
 * them again.
 */
#define _GNU_SOURCE
#include "rig.h"

#include <errno.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#define MAX_OUTSTANDING (16u << 20) /* usbfs_memory_mb */
#define PAGE_BYTES 4096
#define SPEED_HIGH 3
#define DIRECTION_IN 0x80
#define TYPE_INTERRUPT 3

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

int usbfs_ioctl(struct handle *handle, unsigned long request, void *argument) {
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
