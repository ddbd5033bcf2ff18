import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

/** «Estuary»: the water a godwit leaves. */
const ESTUARY: BrandVariants = {
  10: '#001A1D',
  20: '#00262A',
  30: '#003237',
  40: '#003F45',
  50: '#004D54',
  60: '#015B63',
  70: '#056A72',
  80: '#0B7781',
  90: '#2A8690',
  100: '#45959E',
  110: '#5FA4AC',
  120: '#79B3BA',
  130: '#94C2C8',
  140: '#AFD1D6',
  150: '#CBE1E4',
  160: '#E7F1F2',
};

const FONT = "'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, 'Inter', 'Roboto', 'Helvetica Neue', sans-serif";

export const LIGHT_THEME: Theme = { ...createLightTheme(ESTUARY), fontFamilyBase: FONT };

/** Fluent takes 100 for text on dark, which is too dim on its #292929. */
export const DARK_THEME: Theme = {
  ...createDarkTheme(ESTUARY),
  fontFamilyBase: FONT,
  colorBrandForeground1: ESTUARY[120],
  colorBrandForeground2: ESTUARY[130],
  colorBrandForegroundLink: ESTUARY[120],
  colorBrandForegroundLinkHover: ESTUARY[130],
  colorBrandForegroundLinkPressed: ESTUARY[110],
  colorBrandStroke1: ESTUARY[110],
  colorCompoundBrandStroke: ESTUARY[110],
  colorCompoundBrandStrokeHover: ESTUARY[120],
  colorCompoundBrandStrokePressed: ESTUARY[100],
  colorCompoundBrandBackground: ESTUARY[110],
  colorCompoundBrandBackgroundHover: ESTUARY[120],
  colorCompoundBrandBackgroundPressed: ESTUARY[100],
  colorCompoundBrandForeground1: ESTUARY[120],
  colorCompoundBrandForeground1Hover: ESTUARY[130],
  colorCompoundBrandForeground1Pressed: ESTUARY[110],
};
