// Every kernel of the one WebAssembly module. Addresses are byte offsets into its memory.
export * from './hiscoa';
export * from './pixels';
