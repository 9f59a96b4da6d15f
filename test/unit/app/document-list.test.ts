import { beforeEach, describe, expect, it } from 'vitest';
import { DocumentList } from '../../../src/app/state/document-list.ts';
import { openByName } from './fakes.ts';

const closed: string[] = [];
let list: DocumentList;

const file = (name: string) => new File(['%PDF'], name);
const names = () => list.items.map((item) => item.source.name);
const states = () => list.items.map((item) => item.state);

beforeEach(() => {
  closed.length = 0;
  list = new DocumentList({
    open: openByName,
    close: async (id) => void closed.push(id),
  });
});

describe('document list', () => {
  it('keeps the order in which files were added and opens them one at a time', async () => {
    let open = 0;
    let most = 0;
    const careful = new DocumentList({
      async open(source) {
        most = Math.max(most, ++open);
        await new Promise((resume) => setTimeout(resume, 1));
        open -= 1;
        return openByName(source);
      },
      close: async () => undefined,
    });
    await careful.add([file('3.pdf'), file('1.pdf'), file('2.pdf')]);
    expect(careful.ready.map((item) => item.info!.pages.length)).toEqual([3, 1, 2]);
    expect(most).toBe(1);
  });

  it('goes on after a refused document and tells why', async () => {
    await list.add([file('bad.pdf'), file('2.pdf')]);
    expect(states()).toEqual(['refused', 'ready']);
    expect(list.items[0]!.error?.code).toBe('document.damaged');
    expect(list.ready).toHaveLength(1);
  });

  it('asks for a password without blame first, and with blame after a wrong one', async () => {
    await list.add([file('locked.pdf')]);
    const { id } = list.items[0]!.source;
    expect(list.items[0]).toMatchObject({ state: 'locked', error: null });
    await list.unlock(id, 'open');
    expect(list.items[0]).toMatchObject({ state: 'locked', error: { code: 'document.encrypted' } });
    await list.unlock(id, 'sesame');
    expect(list.items[0]).toMatchObject({ state: 'ready', source: { password: 'sesame' } });
  });

  it.each([
    ['a', 2, ['b', 'c', 'a']],
    ['c', 0, ['c', 'a', 'b']],
    ['b', 1, ['a', 'b', 'c']],
    ['b', 0, ['b', 'a', 'c']],
  ])('moves %s to place %i', async (name, place, expected) => {
    await list.add([file('a'), file('b'), file('c')]);
    list.move(list.items.find((item) => item.source.name === name)!.source.id, place);
    expect(names()).toEqual(expected);
  });

  it('closes what was removed while it was being opened, and does not list it again', async () => {
    const adding = list.add([file('1.pdf'), file('2.pdf')]);
    const second = list.items[1]!.source.id;
    list.remove(second);
    await adding;
    expect(names()).toEqual(['1.pdf']);
    expect(closed).toContain(second);
  });

  it('keeps attachments apart: one a role, opened, unlocked, refused and closed like documents', async () => {
    await list.add([file('1.pdf')]);
    await list.attach('letterhead', file('locked.pdf'));
    const locked = list.attachment('letterhead')!;
    expect(locked).toMatchObject({ state: 'locked', source: { role: 'letterhead' } });
    expect(names()).toEqual(['1.pdf']);
    expect(list.all.map(({ source }) => source.name)).toEqual(['1.pdf', 'locked.pdf']);
    await list.unlock(locked.source.id, 'sesame');
    expect(list.attachment('letterhead')?.state).toBe('ready');
    await list.attach('letterhead', file('bad.pdf'));
    expect(closed).toContain(locked.source.id);
    expect(list.attachment('letterhead')).toMatchObject({
      state: 'refused',
      error: { code: 'document.damaged' },
    });
    expect(list.attached).toHaveLength(1);
    list.detach('letterhead');
    expect(list.attachment('letterhead')).toBeNull();
    expect(states()).toEqual(['ready']);
  });
});
