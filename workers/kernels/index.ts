// Every kernel of the one WebAssembly module. Addresses are byte offsets into its memory.
export * from './hiscoa';
export { grayLine } from './luma';
export { screenBand } from './screen';
export { diffuseBand } from './diffusion';
export { beginObjects, diffuseObjects, objectRowsBytes, screenObjects } from './objects';
export { addDots, lightenSolids, strokeReach, thickenStrokes } from './strokes';
export { countDots } from './dots';
export { jpegBegin, jpegColourRow, jpegEnd, jpegGrayRow, jpegPlanesBytes, jpegStateBytes } from './jpeg';
export { bestFilter, filterLine } from './png';
export { g4Begin, g4End, g4Line, g4StateBytes } from './g4';
export { moveLines, straightenLines } from './resample';
export { grayOfColour, toneLine } from './levels';
export { clearSpecks, inkLine, slideColumns } from './specks';
export { adaptiveThresholds, blackenLine, packLine, slideWindow } from './threshold';

// The first byte after the kernels' own tables; everything from there on is the caller's.
export { __heap_base };
