// Placeholder until the compressor lands.
export function hiscoaVersion(): i32 { return 1; }
