/** Numbers and names as the schemas of scenarios take them. */
import * as v from 'valibot'

export const count = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max))
export const positive = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(max))
export const percent = count(100)
export const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
export const ms = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(366 * 86_400_000))
