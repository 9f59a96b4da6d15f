/*
 * Asks a usbdevfs node questions and prints the answers, one a line. The questions and the expected answers in
 * usbfs.spec.ts are those put to a Linux 6.1 kernel with a USB/IP device. The device at the other end is told
 * what to do next by a line on our standard output that starts with '!'; it answers with a line on our input.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define OUT_ENDPOINT 0x01
#define IN_ENDPOINT 0x82

static const char *name_of(int error) {
  static char other[16];
  switch (error) {
#define NAME(code) case code: return #code
    NAME(EAGAIN); NAME(EBUSY); NAME(EINVAL); NAME(ENODATA); NAME(ENODEV); NAME(ENOENT); NAME(ENOMEM); NAME(ENOTTY);
    NAME(EPIPE); NAME(EPROTO); NAME(ESHUTDOWN); NAME(ETIMEDOUT); NAME(EOVERFLOW);
#undef NAME
  }
  snprintf(other, sizeof other, "%d", error);
  return other;
}

static void say(const char *question, const char *format, ...) {
  printf("%s: ", question);
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  printf("\n");
}

/* An ioctl's answer. */
static void ask(const char *question, int fd, unsigned long request, void *argument) {
  int result = ioctl(fd, request, argument);
  if (result < 0) say(question, "%s", name_of(errno));
  else say(question, "%d", result);
}

/* Has the device do something, and waits until it has. */
static void direct(const char *wish) {
  char line[16];
  printf("!%s\n", wish);
  fflush(stdout);
  if (fgets(line, sizeof line, stdin) == NULL) exit(2);
}

static const char *poll_mask(int fd, int wait_ms) {
  static char text[32];
  struct pollfd watched = {fd, POLLOUT | POLLIN, 0};
  poll(&watched, 1, wait_ms);
  snprintf(text, sizeof text, "%s%s%s", watched.revents & POLLOUT ? "OUT" : "", watched.revents & POLLIN ? "IN" : "",
           watched.revents & POLLERR ? "+ERR" : "");
  return *text == '\0' ? "-" : text;
}

static unsigned char buffer[17 << 20];

static struct usbdevfs_urb *urb_for(unsigned char type, unsigned char endpoint, int length) {
  struct usbdevfs_urb *urb = calloc(1, sizeof *urb);
  urb->type = type;
  urb->endpoint = endpoint;
  urb->buffer = buffer;
  urb->buffer_length = length;
  return urb;
}

/* What can be reaped within two seconds. */
static void reap(const char *question, int fd) {
  const char *mask = poll_mask(fd, 2000);
  struct usbdevfs_urb *urb = NULL;
  if (ioctl(fd, USBDEVFS_REAPURBNDELAY, &urb) < 0) say(question, "%s %s", mask, name_of(errno));
  else say(question, "%s %s %d", mask, urb->status == 0 ? "0" : name_of(-urb->status), urb->actual_length);
  free(urb);
}

static void submit_and_reap(const char *question, int fd, unsigned char endpoint, int length) {
  struct usbdevfs_urb *urb = urb_for(USBDEVFS_URB_TYPE_BULK, endpoint, length);
  if (ioctl(fd, USBDEVFS_SUBMITURB, urb) < 0) say(question, "%s", name_of(errno));
  else reap(question, fd);
}

static void refuse(const char *question, int fd, unsigned char type, unsigned char endpoint, int length) {
  struct usbdevfs_urb *urb = urb_for(type, endpoint, length);
  ask(question, fd, USBDEVFS_SUBMITURB, urb);
  free(urb);
}

static int control(int fd, int type, int request, int index, int length) {
  struct usbdevfs_ctrltransfer transfer = {(unsigned char)type, (unsigned char)request, 0, (unsigned short)index,
                                           (unsigned short)length, 1000, buffer};
  int result = ioctl(fd, USBDEVFS_CONTROL, &transfer);
  return result < 0 ? -errno : result;
}

static void ask_control(const char *question, int fd, int type, int request, int index, int length) {
  int result = control(fd, type, request, index, length);
  if (result < 0) say(question, "%s", name_of(-result));
  else say(question, "%d", result);
}

static void get_driver(const char *question, int fd, unsigned interface) {
  struct usbdevfs_getdriver driver = {.interface = interface};
  if (ioctl(fd, USBDEVFS_GETDRIVER, &driver) < 0) say(question, "%s", name_of(errno));
  else say(question, "%s", driver.driver);
}

static void interface_ioctl(const char *question, int fd, int interface, int code) {
  struct usbdevfs_ioctl wanted = {interface, code, NULL};
  ask(question, fd, USBDEVFS_IOCTL, &wanted);
}

static void with_usblp(int fd) {
  unsigned one = 1, zero = 0, configuration = 1;
  get_driver("usblp GETDRIVER", fd, 1);
  ask("usblp CLAIM 1", fd, USBDEVFS_CLAIMINTERFACE, &one);
  refuse("usblp bulk OUT", fd, USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, 10);
  ask("usblp CLAIM 0", fd, USBDEVFS_CLAIMINTERFACE, &zero);
  ask("usblp SETCONFIGURATION", fd, USBDEVFS_SETCONFIGURATION, &configuration);
  interface_ioctl("usblp DISCONNECT", fd, 1, USBDEVFS_DISCONNECT);
  interface_ioctl("usblp DISCONNECT again", fd, 1, USBDEVFS_DISCONNECT);
  ask("usblp CLAIM 1 now", fd, USBDEVFS_CLAIMINTERFACE, &one);
  interface_ioctl("usblp CONNECT while claimed", fd, 1, USBDEVFS_CONNECT);
  ask("usblp RELEASE 1", fd, USBDEVFS_RELEASEINTERFACE, &one);
  interface_ioctl("usblp CONNECT", fd, 1, USBDEVFS_CONNECT);
  get_driver("usblp GETDRIVER after", fd, 1);
}

static void claims(int fd, const char *path) {
  unsigned one = 1, nine = 9, configuration = 1;
  int other = open(path, O_RDWR);
  get_driver("GETDRIVER of a free interface", fd, 1);
  ask("RELEASE what is not claimed", fd, USBDEVFS_RELEASEINTERFACE, &one);
  ask("CLAIM 9", fd, USBDEVFS_CLAIMINTERFACE, &nine);
  ask_control("GET_DEVICE_ID unclaimed", fd, 0xa1, 0, 0x0100, 1024);
  ask("CLAIM 1", fd, USBDEVFS_CLAIMINTERFACE, &one);
  ask("CLAIM 1 again", fd, USBDEVFS_CLAIMINTERFACE, &one);
  get_driver("GETDRIVER of a claimed interface", fd, 1);
  ask("CLAIM 1 on another descriptor", other, USBDEVFS_CLAIMINTERFACE, &one);
  refuse("bulk OUT on another descriptor", other, USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, 10);
  ask("SETCONFIGURATION while claimed", fd, USBDEVFS_SETCONFIGURATION, &configuration);
  struct usbdevfs_setinterface alternate = {1, 0};
  ask("SETINTERFACE 1 alt 0", fd, USBDEVFS_SETINTERFACE, &alternate);
  alternate.altsetting = 5;
  ask("SETINTERFACE 1 alt 5", fd, USBDEVFS_SETINTERFACE, &alternate);
  ask("RELEASE 1", fd, USBDEVFS_RELEASEINTERFACE, &one);
  ask("CLAIM 1 on the other now", other, USBDEVFS_CLAIMINTERFACE, &one);
  close(other);
  ask("CLAIM 1 after that was closed", fd, USBDEVFS_CLAIMINTERFACE, &one);
}

static void transfers(int fd) {
  unsigned endpoint = OUT_ENDPOINT, nowhere = 0x0f;
  submit_and_reap("bulk OUT 100000", fd, OUT_ENDPOINT, 100000);
  say("poll after", "%s", poll_mask(fd, 0));
  submit_and_reap("bulk OUT 0 bytes", fd, OUT_ENDPOINT, 0);
  submit_and_reap("512 KiB in one transfer", fd, OUT_ENDPOINT, 512 << 10);
  refuse("17 MiB in one transfer", fd, USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, 17 << 20);
  refuse("endpoint that is not there", fd, USBDEVFS_URB_TYPE_BULK, 0x0f, 10);
  refuse("IN to an OUT endpoint number", fd, USBDEVFS_URB_TYPE_BULK, 0x81, 10);
  refuse("interrupt type to a bulk endpoint", fd, USBDEVFS_URB_TYPE_INTERRUPT, OUT_ENDPOINT, 10);
  memcpy(buffer, (unsigned char[]){0xa1, 0, 0, 0, 0, 1, 64, 0}, 8);
  struct usbdevfs_urb *request = urb_for(USBDEVFS_URB_TYPE_CONTROL, 0, 8 + 64);
  ask("SUBMIT control", fd, USBDEVFS_SUBMITURB, request);
  reap("control reaped", fd);
  refuse("control with a short buffer", fd, USBDEVFS_URB_TYPE_CONTROL, 0, 20);

  struct usbdevfs_urb *waiting = urb_for(USBDEVFS_URB_TYPE_BULK, IN_ENDPOINT, 64);
  ask("bulk IN, nothing to read", fd, USBDEVFS_SUBMITURB, waiting);
  say("poll meanwhile", "%s", poll_mask(fd, 100));
  ask("DISCARD it", fd, USBDEVFS_DISCARDURB, waiting);
  say("poll after DISCARD", "%s", poll_mask(fd, 0));
  reap("discarded", fd);
  ask("DISCARD an unknown urb", fd, USBDEVFS_DISCARDURB, &endpoint);
  direct("say hello");
  submit_and_reap("bulk IN that gets 5 bytes", fd, IN_ENDPOINT, 64);
  say("data", "%.5s", buffer);

  direct("stall at 1000");
  submit_and_reap("stall at 1000 of 2500", fd, OUT_ENDPOINT, 2500);
  submit_and_reap("next transfer while halted", fd, OUT_ENDPOINT, 10);
  ask("CLEAR_HALT", fd, USBDEVFS_CLEAR_HALT, &endpoint);
  ask("CLEAR_HALT of no endpoint", fd, USBDEVFS_CLEAR_HALT, &nowhere);
  submit_and_reap("after CLEAR_HALT", fd, OUT_ENDPOINT, 10);
  direct("short at 100");
  submit_and_reap("short at 100 of 2500", fd, OUT_ENDPOINT, 2500);
  direct("error at 100");
  submit_and_reap("error", fd, OUT_ENDPOINT, 2500);
  struct usbdevfs_bulktransfer bulk = {OUT_ENDPOINT, 5000, 1000, buffer};
  ask("BULK OUT", fd, USBDEVFS_BULK, &bulk);
  bulk = (struct usbdevfs_bulktransfer){IN_ENDPOINT, 64, 100, buffer};
  ask("BULK IN that times out", fd, USBDEVFS_BULK, &bulk);
  int lengths[] = {70000, 5, 300};
  for (int each = 0; each < 3; each++) ioctl(fd, USBDEVFS_SUBMITURB, urb_for(USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, lengths[each]));
  for (int each = 0; each < 3; each++) reap("three at once", fd);
}

static void unplugging(int fd) {
  unsigned one = 1;
  direct("hang");
  for (int each = 0; each < 3; each++) ioctl(fd, USBDEVFS_SUBMITURB, urb_for(USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, 4096));
  say("poll of a hanging device", "%s", poll_mask(fd, 100));
  direct("unplug");
  /* A pipe cannot turn writable and broken in one step; a program that is quick may see the first alone. */
  for (int tries = 0; tries < 200 && strstr(poll_mask(fd, 10), "ERR") == NULL; tries++) usleep(10000);
  for (int each = 0; each < 3; each++) reap("urb in flight when unplugged", fd);
  reap("then", fd);
  ask("CLAIM of a gone device", fd, USBDEVFS_CLAIMINTERFACE, &one);
  refuse("SUBMIT to a gone device", fd, USBDEVFS_URB_TYPE_BULK, OUT_ENDPOINT, 10);
}

int main(int count, char **arguments) {
  const char *path = count > 1 ? arguments[1] : "";
  int fd = open(path, O_RDWR);
  if (fd < 0) {
    perror(path);
    return 1;
  }
  if (count > 2 && strcmp(arguments[2], "usblp") == 0) {
    with_usblp(fd);
    return 0;
  }
  unsigned capabilities = 0;
  ioctl(fd, USBDEVFS_GET_CAPABILITIES, &capabilities);
  say("reaps after disconnect", "%d", (capabilities & USBDEVFS_CAP_REAP_AFTER_DISCONNECT) != 0);
  ask("GET_SPEED", fd, USBDEVFS_GET_SPEED, NULL);
  say("poll of an idle device", "%s", poll_mask(fd, 0));
  reap("REAPURBNDELAY, nothing there", fd);
  claims(fd, path);
  ask_control("GET_DEVICE_ID short buffer", fd, 0xa1, 0, 0x0100, 10);
  ask_control("GET_PORT_STATUS", fd, 0xa1, 1, 1, 1);
  ask_control("vendor request that stalls", fd, 0xc0, 99, 0, 1);
  ask("unknown ioctl", fd, _IO('U', 99), NULL);
  transfers(fd);
  ask("RESET", fd, USBDEVFS_RESET, NULL);
  ask_control("port status after RESET", fd, 0xa1, 1, 1, 1);
  unplugging(fd);
  return 0;
}
