import { describe, expect, it } from 'vitest';
import { USAGE, UsageError, readArguments } from '../../../src/cli/prn-arguments.ts';
import { DEFAULT_ATTRIBUTES } from '../../../src/languages/ufr2lt/job-attributes.ts';
import { PAPER_NAMES } from '../../../src/machine/paper.ts';

describe('arguments of prn', () => {
  it('have the driver’s defaults', () => {
    expect(readArguments(['encode', 'a.pbm', 'b.pbm'])).toEqual({
      verb: 'encode',
      job: DEFAULT_ATTRIBUTES,
      files: ['a.pbm', 'b.pbm'],
    });
  });

  it.each([
    [['--margin-mm', '3.5'], { bindingMarginTenthsMm: 35 }],
    [['--margin-mm', '50'], { bindingMarginTenthsMm: 500 }],
    [['--duplex', 'long'], { duplex: 'long', bindingEdge: 'left' }],
    [['--duplex', 'short'], { duplex: 'short', bindingEdge: 'top' }],
    [['--account', '42'], { account: { id: 42, password: 0 } }],
    [['--account=42:7'], { account: { id: 42, password: 7 } }],
    [['--copies', '007'], { copies: 7 }],
  ])('%j', (args, expected) => {
    expect(readArguments(['encode', ...args, 'a.pbm'])).toMatchObject({ job: expected });
  });

  it('of decode are a file and a folder', () => {
    expect(readArguments(['decode', 'a.prn', '--out', 'b'])).toEqual({
      verb: 'decode',
      file: 'a.prn',
      out: 'b',
    });
  });

  it('may ask for help, which names every paper', () => {
    expect(readArguments(['--help'])).toEqual({ verb: 'help' });
    for (const name of PAPER_NAMES) expect(USAGE).toContain(name);
  });

  it.each([
    [[], 'known are encode, decode'],
    [['print'], 'known are encode, decode'],
    [['encode'], 'at least one PBM'],
    [['encode', '--media', 'Gold', 'x.pbm'], 'known are Auto, PlainPaper'],
    [['encode', '--source', 'Cas3', 'x.pbm'], 'known are Auto, Manual, Cas1, Cas2'],
    [['encode', '--duplex', 'both', 'x.pbm'], 'known are off, long, short'],
    [['encode', '--toner-save', 'yes', 'x.pbm'], 'known are auto, on, off'],
    [['encode', '--refinement', 'auto', 'x.pbm'], 'known are default, on, off'],
    [['encode', '--copies', '1000', 'x.pbm'], 'the numbers 1 to 999'],
    [['encode', '--copies', '1e2', 'x.pbm'], 'the numbers 1 to 999'],
    [['encode', '--margin-mm', '50.1', 'x.pbm'], '0 to 50'],
    [['encode', '--account', 'me', 'x.pbm'], 'ID:PASSWORD'],
    [['encode', '--stapler', 'x.pbm'], '--stapler'],
    [['decode', 'x.prn'], '--out DIR'],
    [['decode', 'x.prn', 'y.prn', '--out', 'b'], 'one file'],
  ])('%j cannot be meant', (args, message) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(message);
  });
});
