import type { SettingKey } from './print-settings.ts';

/** What belongs together where people choose settings. */
export interface SettingGroup {
  readonly id: string;
  readonly title: string;
  /** Always in sight. */
  readonly common: readonly SettingKey[];
  /** Folded away until somebody wants them. */
  readonly more: readonly SettingKey[];
}

/** Every setting stands in one group, once. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  { id: 'paper', title: 'Paper', common: ['paper', 'media', 'source'], more: [] },
  {
    id: 'pages',
    title: 'Pages and copies',
    common: ['pages', 'copies', 'collation'],
    more: [
      'copiesBy',
      'sheetOrder',
      'skipBlank',
      'frontCover',
      'backCover',
      'coverSource',
      'coverMedia',
      'separators',
      'interleave',
      'banner',
      'separatorSource',
      'separatorMedia',
    ],
  },
  {
    id: 'sides',
    title: 'Two sides and binding',
    common: ['duplex', 'turnedBy'],
    more: ['bindingEdge', 'bindingMarginMm', 'bindingMarginBy'],
  },
  {
    id: 'layout',
    title: 'Layout',
    common: [
      'arrangement',
      'pagesPerSheet',
      'pageOrder',
      'posterColumns',
      'posterRows',
      'bookletBinding',
      'scaling',
      'scalePercent',
    ],
    more: [
      'pageBorder',
      'pageGapMm',
      'signatureSheets',
      'creepMm',
      'posterOverlapMm',
      'posterMarks',
      'posterLabels',
      'alignment',
      'autoRotate',
      'rotation',
      'mixedSizes',
      'marginMm',
      'offsetXMm',
      'offsetYMm',
      'backOffsetXMm',
      'backOffsetYMm',
      'mirror',
    ],
  },
  {
    id: 'marks',
    title: 'Watermark, header, letterhead',
    common: [],
    more: [
      'watermark',
      'watermarkPosition',
      'watermarkAngle',
      'watermarkOpacity',
      'watermarkSize',
      'watermarkTiled',
      'watermarkPages',
      'watermarkLayer',
      'header',
      'footer',
      'headerSizePt',
      'headerPages',
      'letterheadPages',
      'letterheadLayer',
    ],
  },
  {
    id: 'quality',
    title: 'Quality',
    common: [],
    more: [
      'halftone',
      'screenLpi',
      'screenAngle',
      'objectAware',
      'blackText',
      'thinLines',
      'sharpening',
      'brightness',
      'contrast',
      'density',
      'toneCurve',
      'tonerSaving',
      'tonerPattern',
      'refinement',
      'calibrated',
    ],
  },
];
