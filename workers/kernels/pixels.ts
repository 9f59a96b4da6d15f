// Placeholder until the pixel kernels land.
export function pixelsVersion(): i32 { return 1; }
