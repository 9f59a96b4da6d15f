/*
 * The functions of libudev that browsers call, over device folders of the rig. Only subsystem "usb" exists;
 * monitors hear of plugging over a socket, a line for each event: "add NAME BUS NUMBER" or "remove ...".
 */
#define _GNU_SOURCE
#include "rig.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct udev {
  int users;
};

struct udev_list_entry {
  struct udev_list_entry *next;
  char *name, *value;
};

struct udev_device {
  int users;
  struct udev *udev;
  char syspath[800], node[64];
  const char *action;
  struct udev_list_entry *attributes; /* values that were asked for live as long as the device */
};

struct udev_enumerate {
  struct udev *udev;
  bool filtered, usb;
  struct udev_list_entry *found;
};

struct udev_monitor {
  struct udev *udev;
  int fd;
  bool filtered, usb;
};

static struct udev_list_entry *entry_new(struct udev_list_entry *next, const char *name, char *value) {
  struct udev_list_entry *entry = calloc(1, sizeof *entry);
  entry->next = next;
  entry->name = strdup(name);
  entry->value = value;
  return entry;
}

static void entries_free(struct udev_list_entry *entry) {
  while (entry != NULL) {
    struct udev_list_entry *next = entry->next;
    free(entry->name);
    free(entry->value);
    free(entry);
    entry = next;
  }
}

struct udev *udev_new(void) {
  struct udev *udev = calloc(1, sizeof *udev);
  udev->users = 1;
  return udev;
}

struct udev *udev_ref(struct udev *udev) {
  udev->users++;
  return udev;
}

struct udev *udev_unref(struct udev *udev) {
  if (udev != NULL && --udev->users == 0) free(udev);
  return NULL;
}

struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry) {
  return entry == NULL ? NULL : entry->next;
}

const char *udev_list_entry_get_name(struct udev_list_entry *entry) {
  return entry == NULL ? NULL : entry->name;
}

const char *udev_list_entry_get_value(struct udev_list_entry *entry) {
  return entry == NULL ? NULL : entry->value;
}

/* ---- devices ---- */

static struct udev_device *device_new(struct udev *udev, const char *syspath, int bus, int number) {
  struct udev_device *device = calloc(1, sizeof *device);
  device->users = 1;
  device->udev = udev;
  snprintf(device->syspath, sizeof device->syspath, "%s", syspath);
  snprintf(device->node, sizeof device->node, "/dev/bus/usb/%03d/%03d", bus, number);
  return device;
}

struct udev_device *udev_device_new_from_syspath(struct udev *udev, const char *syspath) {
  const char *rig = rig_directory();
  if (rig == NULL || strncmp(syspath, rig, strlen(rig)) != 0) return NULL;
  int bus = folder_number(syspath, "busnum"), number = folder_number(syspath, "devnum");
  return bus < 0 || number < 0 ? NULL : device_new(udev, syspath, bus, number);
}

struct udev_device *udev_device_new_from_devnum(struct udev *udev, char type, dev_t number) {
  (void)udev, (void)type, (void)number;
  return NULL;
}

struct udev_device *udev_device_new_from_subsystem_sysname(struct udev *udev, const char *subsystem, const char *name) {
  if (rig_directory() == NULL || strcmp(subsystem, "usb") != 0) return NULL;
  char path[800];
  snprintf(path, sizeof path, "%s/devices/%s", rig_directory(), name);
  return udev_device_new_from_syspath(udev, path);
}

struct udev_device *udev_device_ref(struct udev_device *device) {
  device->users++;
  return device;
}

struct udev_device *udev_device_unref(struct udev_device *device) {
  if (device != NULL && --device->users == 0) {
    entries_free(device->attributes);
    free(device);
  }
  return NULL;
}

struct udev_device *udev_device_get_parent(struct udev_device *device) {
  (void)device;
  return NULL;
}

struct udev_device *udev_device_get_parent_with_subsystem_devtype(struct udev_device *device, const char *subsystem, const char *type) {
  (void)device, (void)subsystem, (void)type;
  return NULL;
}

const char *udev_device_get_syspath(struct udev_device *device) { return device->syspath; }
const char *udev_device_get_sysname(struct udev_device *device) { return strrchr(device->syspath, '/') + 1; }
const char *udev_device_get_devnode(struct udev_device *device) { return device->node; }
const char *udev_device_get_action(struct udev_device *device) { return device->action; }

const char *udev_device_get_subsystem(struct udev_device *device) {
  (void)device;
  return "usb";
}

const char *udev_device_get_devtype(struct udev_device *device) {
  (void)device;
  return "usb_device";
}

const char *udev_device_get_driver(struct udev_device *device) {
  (void)device;
  return "usb";
}

const char *udev_device_get_sysattr_value(struct udev_device *device, const char *name) {
  for (struct udev_list_entry *known = device->attributes; known != NULL; known = known->next) {
    if (strcmp(known->name, name) == 0) return known->value;
  }
  char *value = folder_read(device->syspath, name, NULL);
  if (value == NULL) return NULL;
  device->attributes = entry_new(device->attributes, name, value);
  return value;
}

const char *udev_device_get_property_value(struct udev_device *device, const char *name) {
  if (strcmp(name, "SUBSYSTEM") == 0) return "usb";
  if (strcmp(name, "DEVTYPE") == 0) return "usb_device";
  if (strcmp(name, "DEVNAME") == 0) return device->node;
  if (strcmp(name, "ACTION") == 0) return device->action;
  return NULL;
}

struct udev_list_entry *udev_device_get_properties_list_entry(struct udev_device *device) {
  (void)device;
  return NULL;
}

/* ---- enumeration ---- */

struct udev_enumerate *udev_enumerate_new(struct udev *udev) {
  struct udev_enumerate *enumerate = calloc(1, sizeof *enumerate);
  enumerate->udev = udev;
  return enumerate;
}

struct udev_enumerate *udev_enumerate_unref(struct udev_enumerate *enumerate) {
  if (enumerate != NULL) entries_free(enumerate->found);
  free(enumerate);
  return NULL;
}

int udev_enumerate_add_match_subsystem(struct udev_enumerate *enumerate, const char *subsystem) {
  enumerate->filtered = true;
  if (strcmp(subsystem, "usb") == 0) enumerate->usb = true;
  return 0;
}

/* Everything here is a whole device, which is what libusb asks for. */
int udev_enumerate_add_match_property(struct udev_enumerate *enumerate, const char *name, const char *value) {
  (void)enumerate, (void)name, (void)value;
  return 0;
}

static bool collect(const char *folder, void *context) {
  struct udev_enumerate *enumerate = context;
  enumerate->found = entry_new(enumerate->found, folder, NULL);
  return false;
}

int udev_enumerate_scan_devices(struct udev_enumerate *enumerate) {
  if (enumerate->usb || !enumerate->filtered) folder_each(collect, enumerate);
  return 0;
}

struct udev_list_entry *udev_enumerate_get_list_entry(struct udev_enumerate *enumerate) { return enumerate->found; }

/* ---- monitors ---- */

struct udev_monitor *udev_monitor_new_from_netlink(struct udev *udev, const char *name) {
  (void)name;
  struct udev_monitor *monitor = calloc(1, sizeof *monitor);
  monitor->udev = udev;
  monitor->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return monitor;
}

struct udev_monitor *udev_monitor_unref(struct udev_monitor *monitor) {
  if (monitor != NULL) close(monitor->fd);
  free(monitor);
  return NULL;
}

int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *monitor, const char *subsystem, const char *type) {
  monitor->filtered = true;
  if (strcmp(subsystem, "usb") == 0 && (type == NULL || strcmp(type, "usb_device") == 0)) monitor->usb = true;
  return 0;
}

/* The descriptor was given out before: the socket takes its place. Without USB it stays silent. */
int udev_monitor_enable_receiving(struct udev_monitor *monitor) {
  if (rig_directory() == NULL || (monitor->filtered && !monitor->usb)) return 0;
  int connection = rig_connect("monitor");
  if (connection < 0) return -1;
  dup3(connection, monitor->fd, O_CLOEXEC);
  close(connection);
  return 0;
}

int udev_monitor_get_fd(struct udev_monitor *monitor) { return monitor->fd; }

struct udev_device *udev_monitor_receive_device(struct udev_monitor *monitor) {
  char line[128], name[32];
  size_t length = 0;
  struct pollfd watched = {monitor->fd, POLLIN, 0};
  if (poll(&watched, 1, 0) <= 0) return NULL;
  /* Lines are short and written whole; none is ever left half read. */
  while (length < sizeof line - 1 && recv(monitor->fd, line + length, 1, 0) == 1 && line[length] != '\n') length++;
  if (length == 0) {
    /* The simulator is gone. A socket at its end would poll readable for ever. */
    int silent = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    dup3(silent, monitor->fd, O_CLOEXEC);
    close(silent);
    return NULL;
  }
  line[length] = '\0';
  char action[8];
  int bus, number;
  if (sscanf(line, "%7s %31s %d %d", action, name, &bus, &number) != 4) return NULL;
  char path[800];
  snprintf(path, sizeof path, "%s/devices/%s", rig_directory(), name);
  struct udev_device *device = device_new(monitor->udev, path, bus, number);
  device->action = strcmp(action, "add") == 0 ? "add" : "remove";
  return device;
}
