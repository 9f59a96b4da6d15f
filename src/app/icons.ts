import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import arrowDown from 'lucide-static/icons/arrow-down.svg?url';
import arrowUp from 'lucide-static/icons/arrow-up.svg?url';
import bell from 'lucide-static/icons/bell.svg?url';
import bookmark from 'lucide-static/icons/bookmark.svg?url';
import chart from 'lucide-static/icons/chart-column.svg?url';
import check from 'lucide-static/icons/check.svg?url';
import chevronDown from 'lucide-static/icons/chevron-down.svg?url';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?url';
import chevronRight from 'lucide-static/icons/chevron-right.svg?url';
import chevronUp from 'lucide-static/icons/chevron-up.svg?url';
import circle from 'lucide-static/icons/circle.svg?url';
import circleAlert from 'lucide-static/icons/circle-alert.svg?url';
import circleCheck from 'lucide-static/icons/circle-check.svg?url';
import circleX from 'lucide-static/icons/circle-x.svg?url';
import copy from 'lucide-static/icons/copy.svg?url';
import download from 'lucide-static/icons/download.svg?url';
import ellipsis from 'lucide-static/icons/ellipsis.svg?url';
import eye from 'lucide-static/icons/eye.svg?url';
import eyeOff from 'lucide-static/icons/eye-off.svg?url';
import fileDown from 'lucide-static/icons/file-down.svg?url';
import fileText from 'lucide-static/icons/file-text.svg?url';
import fileUp from 'lucide-static/icons/file-up.svg?url';
import flask from 'lucide-static/icons/flask-conical.svg?url';
import flip from 'lucide-static/icons/arrow-left-right.svg?url';
import grip from 'lucide-static/icons/grip-vertical.svg?url';
import help from 'lucide-static/icons/circle-question-mark.svg?url';
import history from 'lucide-static/icons/history.svg?url';
import hourglass from 'lucide-static/icons/hourglass.svg?url';
import image from 'lucide-static/icons/image.svg?url';
import inbox from 'lucide-static/icons/inbox.svg?url';
import info from 'lucide-static/icons/info.svg?url';
import key from 'lucide-static/icons/key-round.svg?url';
import link from 'lucide-static/icons/link.svg?url';
import list from 'lucide-static/icons/list-ordered.svg?url';
import lock from 'lucide-static/icons/lock.svg?url';
import low from 'lucide-static/icons/chevrons-down.svg?url';
import minus from 'lucide-static/icons/minus.svg?url';
import moon from 'lucide-static/icons/moon.svg?url';
import pause from 'lucide-static/icons/pause.svg?url';
import pencil from 'lucide-static/icons/pencil.svg?url';
import pin from 'lucide-static/icons/pin.svg?url';
import play from 'lucide-static/icons/play.svg?url';
import plug from 'lucide-static/icons/plug.svg?url';
import plus from 'lucide-static/icons/plus.svg?url';
import printer from 'lucide-static/icons/printer.svg?url';
import redo from 'lucide-static/icons/redo-2.svg?url';
import rotate from 'lucide-static/icons/rotate-ccw.svg?url';
import route from 'lucide-static/icons/arrow-right-left.svg?url';
import search from 'lucide-static/icons/search.svg?url';
import sheets from 'lucide-static/icons/layers.svg?url';
import shield from 'lucide-static/icons/shield-check.svg?url';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?url';
import sun from 'lucide-static/icons/sun.svg?url';
import sunMoon from 'lucide-static/icons/sun-moon.svg?url';
import trash from 'lucide-static/icons/trash-2.svg?url';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?url';
import undo from 'lucide-static/icons/undo-2.svg?url';
import unplug from 'lucide-static/icons/unplug.svg?url';
import urgent from 'lucide-static/icons/chevrons-up.svg?url';
import usb from 'lucide-static/icons/usb.svg?url';
import x from 'lucide-static/icons/x.svg?url';
import bothSides from 'lucide-static/icons/book-open.svg?url';
import clock from 'lucide-static/icons/clock.svg?url';
import droplet from 'lucide-static/icons/droplet.svg?url';
import flipOver from 'lucide-static/icons/rotate-3d.svg?url';
import loupe from 'lucide-static/icons/scan-search.svg?url';
import ruler from 'lucide-static/icons/ruler.svg?url';
import trueSize from 'lucide-static/icons/proportions.svg?url';
import whole from 'lucide-static/icons/maximize.svg?url';
import zoomIn from 'lucide-static/icons/zoom-in.svg?url';
import zoomOut from 'lucide-static/icons/zoom-out.svg?url';
import archive from 'lucide-static/icons/archive.svg?url';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?url';
import arrowRight from 'lucide-static/icons/arrow-right.svg?url';
import compare from 'lucide-static/icons/columns-2.svg?url';
import crop from 'lucide-static/icons/crop.svg?url';
import insert from 'lucide-static/icons/between-vertical-start.svg?url';
import putBack from 'lucide-static/icons/archive-restore.svg?url';
import scan from 'lucide-static/icons/scan-line.svg?url';
import split from 'lucide-static/icons/split-square-horizontal.svg?url';
import turnRight from 'lucide-static/icons/rotate-cw.svg?url';
import clipboard from 'lucide-static/icons/clipboard.svg?url';
import folder from 'lucide-static/icons/folder.svg?url';
import mail from 'lucide-static/icons/mail.svg?url';
import upright from 'lucide-static/icons/scan-text.svg?url';

/** Our own names; each is a file of our own origin. */
const ICONS: Readonly<Record<string, string>> = {
  archive,
  'arrow-down': arrowDown,
  'arrow-left': arrowLeft,
  'arrow-right': arrowRight,
  'arrow-up': arrowUp,
  bell,
  'both-sides': bothSides,
  bookmark,
  chart,
  check,
  'chevron-up': chevronUp,
  circle,
  'circle-alert': circleAlert,
  'circle-check': circleCheck,
  'circle-x': circleX,
  clipboard,
  clock,
  compare,
  copy,
  crop,
  download,
  droplet,
  ellipsis,
  'file-down': fileDown,
  'file-text': fileText,
  'file-up': fileUp,
  flask,
  flip,
  'flip-over': flipOver,
  folder,
  grip,
  help,
  history,
  hourglass,
  image,
  insert,
  inbox,
  info,
  key,
  link,
  list,
  lock,
  loupe,
  low,
  mail,
  minus,
  moon,
  pause,
  pencil,
  pin,
  play,
  plug,
  plus,
  printer,
  'put-back': putBack,
  redo,
  rotate,
  route,
  ruler,
  scan,
  search,
  sheets,
  shield,
  sliders,
  split,
  sun,
  'sun-moon': sunMoon,
  trash,
  'triangle-alert': triangleAlert,
  undo,
  'true-size': trueSize,
  'turn-right': turnRight,
  unplug,
  upright,
  urgent,
  usb,
  whole,
  x,
  'zoom-in': zoomIn,
  'zoom-out': zoomOut,
};

/**
 * The names the kit's components ask their "system" library for. The kit's own are data: URLs that it
 * fetches; `connect-src 'self'` forbids that, so ours take their place.
 */
const SYSTEM_ICONS: Readonly<Record<string, string>> = {
  check,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  circle,
  'circle-xmark': circleX,
  copy,
  eye,
  'eye-slash': eyeOff,
  indeterminate: minus,
  minus,
  plus,
  xmark: x,
};

function resolver(icons: Readonly<Record<string, string>>): (name: string) => string {
  return (name) => {
    const url = icons[name];
    if (url === undefined) throw new Error(`No icon is called ${name}`);
    return url;
  };
}

registerIconLibrary('default', { resolver: resolver(ICONS) });
registerIconLibrary('system', { resolver: resolver(SYSTEM_ICONS) });
