/* Devices as this process knows them, and who has claimed what. rig_lock is held throughout. */
#define _GNU_SOURCE
#include "rig.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECIPIENT_INTERFACE = 1, RECIPIENT_ENDPOINT = 2, RECIPIENT_MASK = 0x1f };
enum { CLASS_PRINTER = 7 };

static struct device *devices;

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

struct device *device_of(const char *folder, int bus, int number) {
  for (struct device *known = devices; known != NULL; known = known->next) {
    if (known->bus == bus && known->number == number) {
      known->users++;
      return known;
    }
  }
  struct device *device = calloc(1, sizeof *device);
  device->bus = bus;
  device->number = number;
  device->users = 1;
  device->next = devices;
  devices = device;
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
  if (--device->users > 0) return;
  struct device **place = &devices;
  while (*place != device) place = &(*place)->next;
  *place = device->next;
  free(device);
}

static bool is_closed(struct handle *handle) {
  struct pollfd watched = {handle->gate, 0, 0};
  return handle->gate < 0 || (poll(&watched, 1, 0) > 0 && (watched.revents & POLLHUP));
}

int claim(struct handle *handle, unsigned number) {
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

const struct endpoint *endpoint_at(struct handle *handle, unsigned address) {
  const struct device *device = handle->device; /* NULL once the cable is out */
  for (int each = 0; device != NULL && each < device->endpoint_count; each++) {
    if (device->endpoints[each].address == address) return &device->endpoints[each];
  }
  return NULL;
}

int claim_endpoint(struct handle *handle, unsigned address) {
  const struct endpoint *endpoint = endpoint_at(handle, address);
  return endpoint == NULL ? -ENOENT : claim(handle, endpoint->interface_number);
}

int check_recipient(struct handle *handle, const uint8_t *setup) {
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
