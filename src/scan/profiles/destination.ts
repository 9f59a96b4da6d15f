import * as v from 'valibot';

/** Where finished files go. */
export type ScanDestination =
  /** Nowhere: the pages stay in the batch until somebody says what becomes of them. */
  | { readonly kind: 'keep' }
  /** Downloads, or a place that is asked for. */
  | { readonly kind: 'file' }
  /** A folder that is remembered; null: the one used last. */
  | { readonly kind: 'folder'; readonly folderId: string | null }
  | { readonly kind: 'mail'; readonly to: readonly string[] }
  /** The first page as a picture. */
  | { readonly kind: 'clipboard' }
  /** Into the list of documents that are printed next. */
  | { readonly kind: 'print' };
export type DestinationKind = ScanDestination['kind'];

export const MOST_ADDRESSES = 20;

/**
 * One mailbox without its owner's name. Not all that RFC 5322 allows: no quotes, no comments, nothing that could end
 * a header's line or begin another address.
 */
export const MailAddressSchema = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.regex(/^[^\s\p{C}@<>()[\],;:\\"]+@[^\s\p{C}@<>()[\],;:\\"]+$/u),
);

export const DestinationSchema: v.GenericSchema<unknown, ScanDestination> = v.variant('kind', [
  v.object({ kind: v.picklist(['keep', 'file', 'clipboard', 'print']) }),
  v.object({ kind: v.literal('folder'), folderId: v.nullable(v.pipe(v.string(), v.maxLength(100))) }),
  v.object({
    kind: v.literal('mail'),
    to: v.pipe(v.array(MailAddressSchema), v.maxLength(MOST_ADDRESSES)),
  }),
]);
