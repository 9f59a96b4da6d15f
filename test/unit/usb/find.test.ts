import { describe, expect, it } from 'vitest';
import { printerPorts } from '../../../src/usb/find.ts';
import { bulk, FakePrinter, PRINTER_PIPES } from './fake-printer.ts';

const portsOf = (
  interfaces: NonNullable<ConstructorParameters<typeof FakePrinter>[0]>['interfaces'],
  configured = true,
) => printerPorts(new FakePrinter({ interfaces: interfaces!, configured }));

const SCAN = { classes: [0xff, 0, 0xff], endpoints: PRINTER_PIPES } as const;
const printer = (protocol: number, alternateSetting = 0, endpoints = PRINTER_PIPES) =>
  ({ classes: [7, 1, protocol], alternateSetting, endpoints }) as const;

describe('printerPorts', () => {
  it('finds the printer by class, its pipes by descriptor', () => {
    expect(portsOf([[SCAN], [printer(2)]])).toEqual([
      {
        configurationValue: 1,
        interfaceNumber: 1,
        alternateSetting: 0,
        protocol: 2,
        outEndpoint: 5,
        inEndpoint: 6,
      },
    ]);
    expect(portsOf([[printer(2)], [SCAN]])[0]?.interfaceNumber).toBe(0);
  });

  it('finds it before any configuration is chosen', () => {
    expect(portsOf([[SCAN], [printer(2)]], false)).toHaveLength(1);
  });

  it('prefers two-way, whatever the order of the alternate settings', () => {
    const [port, ...others] = portsOf([[printer(1, 0), printer(3, 1), printer(2, 2), printer(4, 3)]]);
    expect(port).toMatchObject({ protocol: 2, alternateSetting: 2 });
    expect(others).toEqual([]);
  });

  it('puts packets (1284.4) behind everything else, in other interfaces too', () => {
    expect(portsOf([[printer(3)], [printer(1)]]).map(({ protocol }) => protocol)).toEqual([1, 3]);
    expect(portsOf([[printer(3)]])).toHaveLength(1);
  });

  it('never takes IPP over USB, another class, or a printer without a pipe out', () => {
    expect(portsOf([[printer(4)], [SCAN], [printer(2, 0, [bulk('in', 1)])]])).toEqual([]);
  });

  it('does without a pipe in, and takes no interrupt pipe for a bulk one', () => {
    const interrupt: USBEndpoint = { ...bulk('out', 3), type: 'interrupt' };
    expect(portsOf([[printer(1, 0, [interrupt, bulk('out', 4)])]])[0]).toMatchObject({
      outEndpoint: 4,
      inEndpoint: null,
    });
  });
});
