/* Device folders as sysfs lays them out, and the sockets beside them. */
#define _GNU_SOURCE
#include "rig.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

const char *rig_directory(void) {
  const char *path = getenv("PLATEN_RIG_DIR");
  return path != NULL && *path != '\0' ? path : NULL;
}

char *folder_read(const char *folder, const char *file, size_t *length) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  FILE *stream = fopen(path, "re");
  if (stream == NULL) return NULL;
  char *text = malloc(4097);
  size_t got = text == NULL ? 0 : fread(text, 1, 4096, stream);
  fclose(stream);
  if (text == NULL) return NULL;
  text[got] = '\0';
  if (length != NULL) *length = got;
  else if (got > 0 && text[got - 1] == '\n') text[got - 1] = '\0';
  return text;
}

int folder_number(const char *folder, const char *file) {
  char *text = folder_read(folder, file, NULL);
  int number = text == NULL ? -1 : atoi(text);
  free(text);
  return number;
}

bool folder_each(bool (*visit)(const char *, void *), void *context) {
  if (rig_directory() == NULL) return false;
  char path[512];
  snprintf(path, sizeof path, "%s/devices", rig_directory());
  DIR *directory = opendir(path);
  if (directory == NULL) return false;
  bool found = false;
  struct dirent *entry;
  while (!found && (entry = readdir(directory)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    char folder[800];
    snprintf(folder, sizeof folder, "%s/%s", path, entry->d_name);
    found = visit(folder, context);
  }
  closedir(directory);
  return found;
}

int rig_connect(const char *socket_name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", rig_directory(), socket_name);
  if (length >= (int)sizeof address.sun_path) return -1;
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
  close(fd);
  return -1;
}
