import { describe, expect, it } from 'vitest';
import { JobAnnouncer } from '../../../src/app/state/job-announcer.ts';
import {
  handedOverInWords,
  jobStateInWords,
  paperInWords,
  secondsInWords,
  sheetsSent,
  turningInWords,
} from '../../../src/app/words.ts';
import { jobView, snapshot } from './fakes.ts';

describe('words about jobs', () => {
  it('never calls a job printed for having been sent', () => {
    const sent = jobStateInWords(jobView({ state: 'sent' }));
    expect(sent).toBe('Sent – every sheet was handed to the machine');
    expect(sent).not.toMatch(/printed/i);
  });

  it.each([
    [0, 'Sheet 1 of 7'],
    [1, 'Sheet 1 of 7'],
    [2, 'Sheet 2 of 7'],
    [13, 'Sheet 7 of 7'],
    [14, 'Sheet 7 of 7'],
  ])('counts sheets, not sides: %i of 14 sides', (sidesSent, words) => {
    expect(jobStateInWords(jobView({ state: 'sending', sheets: 7, sides: 14, sidesSent }))).toBe(words);
  });

  it('counts a last sheet with one side', () => {
    expect(sheetsSent(jobView({ sheets: 2, sides: 3, sidesSent: 3 }))).toBe(2);
    expect(sheetsSent(jobView({ sheets: 2, sides: 3, sidesSent: 2 }))).toBe(1);
  });

  it('counts paper once, though a person turns it over and it passes twice', () => {
    const job = jobView({ state: 'sending', sheets: 6, sides: 6, turnedByHand: 3, copies: 2 });
    expect(paperInWords(job)).toBe('3 sheets × 2');
    expect(turningInWords(job)).toBe('two-sided by hand');
    expect(handedOverInWords({ ...job, sidesSent: 4 })).toBe('4 of 6 sides handed over');
    expect([0, 2, 3, 5].map((sidesSent) => jobStateInWords({ ...job, sidesSent }))).toEqual([
      'Sheet 1 of 3, first sides',
      'Sheet 3 of 3, first sides',
      'Sheet 1 of 3, second sides',
      'Sheet 3 of 3, second sides',
    ]);
    const byMachine = jobView({ sheets: 3, sides: 6, duplex: 'long' });
    expect([paperInWords(byMachine), turningInWords(byMachine), turningInWords(jobView())]).toEqual([
      '3 sheets',
      'two-sided',
      null,
    ]);
  });

  it.each([
    [2, 'a few seconds left'],
    [12, 'about 15 seconds left'],
    [61, 'about a minute left'],
    [600, 'about 10 minutes left'],
  ])('%i seconds', (seconds, words) => expect(secondsInWords(seconds)).toBe(words));
});

describe('job announcer', () => {
  it('speaks at turns, not at sheets, and not about what was there before', () => {
    const announcer = new JobAnnouncer();
    announcer.hear(snapshot('ready', [jobView({ id: 'old', state: 'sent' })]));
    expect(announcer.text).toBe('');
    announcer.hear(snapshot('printing', [jobView({ state: 'sending' })]));
    expect(announcer.text).toBe('letter.pdf: Printing has started.');
    let spoken = 0;
    announcer.addEventListener('change', () => (spoken += 1));
    announcer.hear(snapshot('printing', [jobView({ state: 'sending', sidesSent: 1 })]));
    expect(spoken).toBe(0);
    const error = { code: 'job.unknown', params: {} };
    announcer.hear(snapshot('attention', [jobView({ state: 'failed', error })]));
    expect(announcer.text).toMatch(/^letter\.pdf: Failed\. .+/);
  });
});
