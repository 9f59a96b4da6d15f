import type { Confidence } from './confidence.ts';
import type { StackHabit } from './stack-habit.ts';

/**
 * What the machine's papers do not say. Each entry is a question, the answer that the program works with, and
 * how far it can be trusted; whoever has the machine can settle them one by one.
 */
export interface Quirk<Answer> {
  readonly question: string;
  readonly answer: Answer;
  readonly confidence: Confidence;
  readonly source: string;
}

export const QUIRKS = {
  bulkOutChunkBytes: quirk(65_536, {
    question: 'How many bytes may one bulk OUT transfer carry?',
    confidence: 'likely',
    source: 'Chrome: best throughput from 64 KiB on; 16 KiB is the floor where old Android kernels stop',
  }),
  bulkOutDepth: quirk(4, {
    question: 'How many bulk OUT transfers may be under way at once?',
    confidence: 'likely',
    source: 'Measured with Chromium: 2 to 4 in flight fill the bus; order within an endpoint is kept',
  }),
  bulkOutGapMs: quirk(0, {
    question: 'Does the machine need a pause between transfers?',
    confidence: 'likely',
    source: "Canon's backend writes without pauses; some label printers need them",
  }),
  zeroLengthPackets: quirk(false, {
    question: 'Must a job that ends on a packet boundary end with an empty packet?',
    confidence: 'likely',
    source: "Canon's backend writes a plain byte stream to usblp, which sends none",
  }),
  stallTakesNothing: quirk(true, {
    question: 'When a transfer stalls, is all of it to be sent again?',
    confidence: 'unknown',
    source: 'Chromium hides how much was taken; CUPS sends again after clearing the stall',
  }),
  portStatusReliable: quirk(true, {
    question: 'Does GET_PORT_STATUS tell the truth, also while data flows?',
    confidence: 'unknown',
    source: 'USB printer class 1.1; no capture of this family. Asked only when data has stopped moving',
  }),
  patienceMs: quirk(30_000, {
    question: 'How long may the machine take no data while it reports no trouble?',
    confidence: 'unknown',
    source: "Canon's backend waits without limit; half a minute is our own measure of a dead machine",
  }),
  copiesByMachine: quirk(true, {
    question: 'Does the machine make the copies that a job asks for, up to 999?',
    confidence: 'likely',
    source: "Canon's driver sends one set and a number (observed in its streams)",
  }),
  groupMeans: quirk<'sets' | 'stacks'>('sets', {
    question: 'What comes out for "Group": the whole document N times, or each page N times?',
    confidence: 'unknown',
    source:
      'The driver offers No Collate (each page N times) and Group, and moves the copy count from the document ' +
      'to what holds it (observed in its streams)',
  }),
  backSideRotatedDeg: quirk<0 | 180>(0, {
    question: 'By how much must the back side be turned before it is sent, for each binding edge?',
    confidence: 'unknown',
    source: "Canon's driver sends both sides upright (observed in its streams); the paper was never seen",
  }),
  unknownStack: quirk<StackHabit>(
    { refeed: 'as-it-came', order: 'reversed', edge: 'long' },
    {
      question:
        'How does a printed stack come back from the bypass, when it is put there as it left the tray?',
      confidence: 'unknown',
      source:
        'The only tray is face down, so the first sheet lies lowest. Assumed of the bypass: it takes the highest ' +
        'sheet first, prints its upper face, and a stack is not turned round on its way. A test sheet tells',
    },
  ),
  imageOffsetPx: quirk<{ x: number; y: number }>(
    { x: 0, y: 0 },
    {
      question: 'Where does pixel 0,0 land on the sheet?',
      confidence: 'unknown',
      source: "Canon's driver sends the whole sheet and leaves a 5 mm frame white",
    },
  ),
  duplexSpeed: quirk(0.5, {
    question: 'How many sides a minute does it print two-sided, against one-sided?',
    confidence: 'unknown',
    source: 'Its papers give one-sided speeds only; engines of this class pass every sheet through twice',
  }),
  interfaceOrder: quirk<'scan-first' | 'print-first'>('scan-first', {
    question: 'Is the scanner interface 0 and the printer interface 1?',
    confidence: 'likely',
    source: 'Published descriptors of MF4010 and MF4100; nothing relies on it, interfaces are found by class',
  }),
} as const;

function quirk<Answer>(answer: Answer, about: Omit<Quirk<Answer>, 'answer'>): Quirk<Answer> {
  return { ...about, answer };
}
