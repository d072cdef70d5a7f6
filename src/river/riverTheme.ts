/** The colours of the river. One colour means one thing, and never alone: shape, hatch or text says it too. */
import type { CssPixels } from './riverView'

export interface RiverTheme {
  /** Around the water. */
  paper: string
  /** The water itself, where records are still to be processed. */
  water: string
  /** Laid over what an application has processed. */
  wash: string
  ink: string
  inkSoft: string
  bank: string
  bankSoft: string
  gateTrack: string
  card: string
  cardEdge: string
  /** As r, g, b: tiles are written pixel by pixel. */
  record: readonly [number, number, number]
  recordText: string
  fault: string
  faultText: string
  /** What an experiment of fault injection strikes: lines, marks and words. */
  struck: string
  duplicate: string
  followed: string
  focus: string
  /** By application index, repeated when there are more; lines, then the same hue where it is text. */
  applications: readonly string[]
  applicationTexts: readonly string[]
  fontFamily: string
  textPx: CssPixels
}

const FONT_FAMILY = 'system-ui, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", sans-serif'

export const LIGHT_RIVER_THEME: RiverTheme = {
  paper: '#f6f4ee',
  water: '#fffefb',
  wash: '#f1eee6',
  ink: '#1b222c',
  inkSoft: '#5b6068',
  bank: '#2b323d',
  bankSoft: '#c9c4b8',
  gateTrack: '#dedacf',
  card: '#fffefb',
  cardEdge: '#cfcabd',
  record: [11, 95, 165],
  recordText: '#0b5fa5',
  fault: '#d55e00',
  faultText: '#a84300',
  struck: '#c5162e',
  duplicate: '#b5307f',
  followed: '#f0c23c',
  focus: '#0b5fa5',
  applications: ['#00966d', '#8f4ea8', '#2889c6', '#a07400', '#74360a', '#2d0f9c', '#4b6b12', '#7d7a86'],
  applicationTexts: ['#00694d', '#753a8d', '#1a6496', '#7a5900', '#74360a', '#2d0f9c', '#43600f', '#5d5a68'],
  fontFamily: FONT_FAMILY,
  textPx: 13,
}

export const DARK_RIVER_THEME: RiverTheme = {
  paper: '#0e1116',
  water: '#171c24',
  wash: '#0f1318',
  ink: '#eef1f5',
  inkSoft: '#a3abb7',
  bank: '#c3cad4',
  bankSoft: '#3c4552',
  gateTrack: '#2b323d',
  card: '#171c24',
  cardEdge: '#3c4552',
  record: [110, 182, 245],
  recordText: '#7fbdf5',
  fault: '#ff7a2a',
  faultText: '#ff9a5c',
  struck: '#ff6b7d',
  duplicate: '#f07cc0',
  followed: '#f0c23c',
  focus: '#7fbdf5',
  applications: ['#1fc796', '#c58be0', '#62bdf2', '#e0ad3a', '#b07a4e', '#5a6cf2', '#b6f08a', '#8d95a3'],
  applicationTexts: ['#3fd6aa', '#d3a3ea', '#7fcaf6', '#e8bd5a', '#cf9d74', '#98a4ff', '#b6f08a', '#aab2bf'],
  fontFamily: FONT_FAMILY,
  textPx: 13,
}

/** `#b5307f` */
export function rgbOf(color: string): [number, number, number] {
  const rgb = Number.parseInt(color.slice(1), 16)
  return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff]
}
