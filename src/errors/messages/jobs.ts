import type { Messages } from '../catalogue.ts';

/** Messages of the room `jobs`; codes start with `job.`. */
export const jobMessages: Messages = {
  'job.interrupted': {
    what: 'This job was interrupted.',
    why: 'Platen was closed or reloaded while it was printing; {sent} of {sides} sides had been handed over.',
    next: 'Look which sheets came out, then print the rest again.',
  },
  'job.reloaded': {
    what: 'This job was interrupted.',
    why: 'Platen was closed, reloaded or crashed while it was printing; {sent} of {sides} sides had been handed over.',
    next: 'Look which sheets came out and say which was the last good one. Platen prints the rest.',
  },
  'job.cancelled': {
    what: 'The job was cancelled.',
    why: 'You asked for it.',
    next: 'Print again whenever you like.',
  },
  'job.cancel-forced': {
    what: 'The job was cancelled, but the machine did not take its end.',
    why: 'It accepted no more data, so the connection was broken off.',
    next: 'If the machine still shows a job, cancel it on its panel, or switch the machine off and on.',
  },

  'job.stale': {
    what: 'This job was left over from before.',
    why: 'It had waited for {minutes} minutes when Platen was started, and by the rules of this computer such jobs are not printed by themselves.',
    next: 'Let it go if somebody still wants it, or cancel it.',
  },
  'job.print-file-cut': {
    what: 'The job was cancelled in the middle.',
    why: 'A print file cannot be ended early, so the connection was broken off. The machine forgets the rest of it.',
    next: 'Sheets that it had whole may still come out. If it shows a job for long, cancel that on its panel.',
  },
  'job.print-file-whole': {
    what: 'A print file is sent as it is.',
    why: 'Its pages and settings are fixed in it, so it cannot be changed, nor sent from the middle.',
    next: 'Send it again whole, or print the document it was made from.',
  },

  'job.storage-full': {
    what: 'There is no room to keep this job.',
    why: 'Platen keeps a job on this computer until it is printed, and the space the browser gives it is used up.',
    next: 'Erase old jobs, or print this one without keeping it: then do not close the page before it is out.',
  },
  'job.storage-blocked': {
    what: 'The job could not be written to this computer’s storage.',
    why: 'The browser reported: {detail}',
    next: 'Try again, or print without keeping the job: then do not close the page before it is out.',
  },
  'job.document-unreadable': {
    what: '“{name}” can no longer be read.',
    why: 'The file was changed, moved or deleted after it was added.',
    next: 'Add the file again, then print.',
  },
  'job.documents-gone': {
    what: 'The documents of this job are gone.',
    why: 'They were erased, or were never kept on this computer.',
    next: 'Add the documents again and print them as a new job.',
  },

  'job.gone': {
    what: 'This job is no longer there.',
    why: 'It was erased, here or in another window.',
    next: 'Nothing needs to be done.',
  },
  'job.not-waiting': {
    what: 'This job is not waiting.',
    why: 'It is being printed, asks a question, or has ended.',
    next: 'Cancel it first, or answer its question.',
  },
  'job.not-ended': {
    what: 'This job has not ended.',
    why: 'Only a job that has ended can be erased or printed again.',
    next: 'Cancel it, or wait until it is out.',
  },
  'job.already-begun': {
    what: 'This job has begun.',
    why: 'Part of it may be on paper already, so its settings stay as they are.',
    next: 'Cancel it and print it again with other settings.',
  },
  'job.no-question': {
    what: 'This job asks nothing.',
    why: 'Its question was answered already, perhaps in another window.',
    next: 'Nothing needs to be done.',
  },
  'job.empty': {
    what: 'There is no sheet to print.',
    why: 'The job has no pages.',
    next: 'Add a document or choose at least one sheet.',
  },
  'job.plan-mismatch': {
    what: 'The sheets were laid out for other settings.',
    why: 'Paper or copies changed after the sheets were planned, or the machine cannot make them so.',
    next: 'Open the job’s settings again and save them.',
  },

  'job.locked': {
    what: 'This job is locked with a PIN.',
    why: 'Its title and documents are encrypted on this computer.',
    next: 'Enter the PIN to print it.',
  },
  'job.pin-wrong': {
    what: 'That is not the PIN of this job.',
    why: 'The documents stay encrypted. The next try is possible in {seconds} seconds.',
    next: 'Enter the PIN again.',
  },
  'job.pin-wait': {
    what: 'Too many wrong PINs.',
    why: 'So that nobody can try them all, the wait doubles with each: {seconds} seconds are left.',
    next: 'Wait, then enter the right PIN.',
  },
  'job.pin-too-short': {
    what: 'This PIN is too short.',
    why: 'A PIN needs {least} digits or letters at least.',
    next: 'Choose a longer one. The longer it is, the harder to try out.',
  },
  'job.pin-needs-disk': {
    what: 'A job with a PIN must be kept on this computer.',
    why: 'It waits, encrypted, until the PIN is entered; without room to keep it, it cannot wait.',
    next: 'Make room by erasing old jobs, or print without a PIN.',
  },

  'job.leader-gone': {
    what: 'This could not be finished.',
    why: 'The window that printed was closed or has crashed at that very moment. Another has taken over.',
    next: 'Look at the list of jobs, then do it again if it is still wanted.',
  },
  'job.leader-silent': {
    what: 'The window that prints does not answer.',
    why: 'Queue and machine belong to another window of Platen, and that one has stopped for now.',
    next: 'Go to the other window, or close it: this one then takes over.',
  },
  'job.other-version': {
    what: 'Two versions of Platen are open.',
    why: 'Queue and machine belong to another window, and that one runs another version.',
    next: 'Reload this window. If that does not help, close the other one.',
  },
};
