import { expect, it } from 'vitest'
import { areaPath } from './areaPath'

it('closes an area over its base line, and draws nothing of nothing', () => {
  expect(areaPath([{ x: 0, y: 8 }, { x: 10.04, y: 2.5 }], 30)).toBe('M0.0,30.0L0.0,8.0L10.0,2.5L10.0,30.0Z')
  expect(areaPath([], 30)).toBe('')
})
