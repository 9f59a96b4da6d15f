/*
 * A USB device that is not there, for a browser that does not know: shared declarations.
 *
 * The library is preloaded. It stands in for libudev (udev.c), for usbdevfs nodes (nodes.c, usbfs.c, devices.c), and
 * carries transfers over USB/IP on a unix socket to the simulator (transport.c). What it needs is in the folder named
 * by PLATEN_RIG_DIR: devices/NAME/ with the files of a sysfs device folder, and the sockets usbip and monitor.
 */
#ifndef PLATEN_RIG_H
#define PLATEN_RIG_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MAX_INTERFACES 16
#define MAX_ENDPOINTS 32
#define DRIVER_NAME_BYTES 32

/* ---- device folders (folder.c) ---- */

/* NULL unless the rig is in use. */
const char *rig_directory(void);

/* The device folder's file without its line end, malloc'ed; NULL when there is none. */
char *folder_read(const char *folder, const char *file, size_t *length);

/* A number from such a file, or -1. */
int folder_number(const char *folder, const char *file);

/* Calls `visit` with each device folder's path until it returns true; true when it did. */
bool folder_each(bool (*visit)(const char *folder, void *context), void *context);

int rig_connect(const char *socket_name);

/* ---- USB/IP (transport.c) ---- */

struct endpoint {
  uint8_t address;
  uint8_t type; /* bmAttributes: 0 control, 2 bulk, 3 interrupt */
  uint8_t interface_number;
};

struct handle;

/* One plugged-in device, shared by all descriptors of this process. */
struct device {
  struct device *next;
  int bus, number, users;
  bool has_interface[MAX_INTERFACES];
  uint8_t interface_class[MAX_INTERFACES];
  struct endpoint endpoints[MAX_ENDPOINTS];
  int endpoint_count;
  struct handle *claimed_by[MAX_INTERFACES];
  char driver[MAX_INTERFACES][DRIVER_NAME_BYTES];       /* the system's driver that is bound now */
  char native_driver[MAX_INTERFACES][DRIVER_NAME_BYTES]; /* the one that would bind */
};

/* A transfer. Belongs to its handle's `pending` or `finished` list. */
struct urb {
  struct urb *next;
  void *user; /* the program's struct usbdevfs_urb; NULL for synchronous transfers */
  uint32_t sequence;
  uint8_t endpoint;
  bool is_in;
  bool discarded;
  bool ended;
  uint8_t *data; /* IN: what arrived */
  int length, status, actual;
};

/* One open descriptor: one USB/IP connection. */
struct handle {
  int fd;        /* the program's descriptor: the write end of a pipe of one page */
  int gate;      /* its read end: hangs up when the program closes */
  ino_t inode;   /* of the pipe, to know a reused descriptor number */
  int socket;
  bool gone;
  struct device *device;
  uint32_t next_sequence;
  size_t outstanding;
  struct urb *pending, *finished;
  pthread_mutex_t sending;
  pthread_cond_t change;
};

/* Guards every handle, device and list. Never held while writing to a socket. */
extern pthread_mutex_t rig_lock;

/* Imports the device on a new connection; a descriptor, or -1 with errno. */
int transport_import(const char *bus_id);

/* Starts the thread that receives for `handle`. */
void transport_start(struct handle *handle);

/* Sends a transfer; `setup` is NULL but on endpoint 0. rig_lock must not be held. Returns 0 or -errno. */
int transport_submit(struct handle *handle, struct urb *urb, const uint8_t *setup, const uint8_t *out);

/* Asks for a transfer back and waits until it has ended. rig_lock held. */
void transport_discard(struct handle *handle, struct urb *urb);

/* Takes `urb` off a list; false when it is not on it. rig_lock held. */
bool list_remove(struct urb **list, struct urb *urb);
void list_append(struct urb **list, struct urb *urb);

/* The program may reap (an empty gate polls writable), or there is nothing to reap. rig_lock held. */
void gate_open(struct handle *handle);
void gate_shut(struct handle *handle);

/* ---- devices and claims (devices.c); rig_lock held ---- */

/* The device with these numbers, described by `folder`; the caller uses it until device_release. */
struct device *device_of(const char *folder, int bus, int number);

/* Lets go of all interfaces and of the device. */
void device_release(struct handle *handle);

/* 0, or -EBUSY when somebody else has the interface, or -ENOENT. */
int claim(struct handle *handle, unsigned number);

/* NULL when the device has no such endpoint. */
const struct endpoint *endpoint_at(struct handle *handle, unsigned address);

/* Like the kernel, using an endpoint or interface claims it when nobody has it. */
int claim_endpoint(struct handle *handle, unsigned address);
int check_recipient(struct handle *handle, const uint8_t *setup);

/* ---- usbdevfs (usbfs.c, nodes.c); rig_lock held ---- */

/* An ioctl's result, or -errno. */
int usbfs_ioctl(struct handle *handle, unsigned long request, void *argument);

/* Frees a handle whose descriptor the program closed. */
void handle_forget(struct handle *handle);

#endif
