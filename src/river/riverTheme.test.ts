import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { APPLICATION_LOOKS, dashesOf, markPath } from '../widgets/applicationMarks'
import { DARK_RIVER_THEME, LIGHT_RIVER_THEME, rgbOf } from './riverTheme'

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = rgbOf(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right)
  return (light + 0.05) / (dark + 0.05)
}

const THEMES = [
  ['light', LIGHT_RIVER_THEME],
  ['dark', DARK_RIVER_THEME],
] as const

describe.each(THEMES)('applications in the %s theme', (name, theme) => {
  const grounds = [theme.paper, theme.water, theme.wash, theme.card]

  it('have lines and marks of contrast 3, and words of 4.5, on all that they lie on', () => {
    expect([theme.applications.length, theme.applicationTexts.length]).toEqual([APPLICATION_LOOKS, APPLICATION_LOOKS])
    for (const ground of grounds) {
      for (const color of theme.applications) expect(contrast(color, ground)).toBeGreaterThanOrEqual(3)
      for (const color of theme.applicationTexts) expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('have beside them words of experiments that can be read on paper and water', () => {
    for (const ground of [theme.paper, theme.water]) expect(contrast(theme.struck, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it('have the same colours on the page', () => {
    const css = readFileSync('src/panels/theme.css', 'utf8')
    const block = css.split(":root[data-theme='dark']")[name === 'light' ? 0 : 1]!
    const colours = (prefix: string) => Array.from({ length: APPLICATION_LOOKS }, (_, look) => new RegExp(`--${prefix}-${look}: (#[0-9a-f]{6});`).exec(block)?.[1])
    expect(colours('app')).toEqual(theme.applications)
    expect(colours('app-text')).toEqual(theme.applicationTexts)
  })
})

describe('looks of applications', () => {
  it('differ in mark and in dash, and begin again after the last', () => {
    const looks = Array.from({ length: APPLICATION_LOOKS }, (_, index) => index)
    expect(new Set(looks.map(markPath)).size).toBe(APPLICATION_LOOKS)
    expect(new Set(looks.map((index) => dashesOf(index).join())).size).toBe(APPLICATION_LOOKS)
    expect(markPath(APPLICATION_LOOKS + 2)).toBe(markPath(2))
  })
})
