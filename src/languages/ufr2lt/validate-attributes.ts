import { PlatenError } from '../../errors/platen-error.ts';
import { MAX_COPIES } from '../../machine/options.ts';
import { MAX_BINDING_MARGIN, NO_ACCOUNT } from './fields.ts';
import type { JobAttributes } from './job-attributes.ts';

/** Throws `language.attribute` with name, value and what is allowed, when a stream cannot carry it. */
export function validateAttributes(job: JobAttributes): void {
  requireInteger('copies', job.copies, 1, MAX_COPIES);
  requireInteger('bindingMarginTenthsMm', job.bindingMarginTenthsMm, 0, MAX_BINDING_MARGIN);
  if (job.duplex === 'long' && job.bindingEdge !== 'left') refuse('bindingEdge', job.bindingEdge, 'left');
  if (job.duplex === 'short' && job.bindingEdge !== 'top') refuse('bindingEdge', job.bindingEdge, 'top');
  if (job.account !== null) {
    requireInteger('account.id', job.account.id, 0, 0xffffffff);
    requireInteger('account.password', job.account.password, 0, 0xffffffff);
    // The driver marks "no accounting" with this very number.
    if (job.account.id === NO_ACCOUNT) refuse('account.id', job.account.id, `any other than ${NO_ACCOUNT}`);
  }
}

function requireInteger(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) refuse(name, value, `${min} to ${max}`);
}

function refuse(name: string, value: string | number, allowed: string): never {
  throw new PlatenError('language.attribute', { name, value, allowed });
}
