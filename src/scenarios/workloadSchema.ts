/** What traffic must look like in a scenario file and in a person's act. */
import * as v from 'valibot'
import { count, ms, positive, text } from './schemaParts'

const KEYS_MAX = 1_000_000
const RATE_PERCENT_MAX = 1_000
const POINTS_MAX = 96
/** σ of sizes: beyond 3, nearly all bytes are in a handful of records. */
const SIGMA_HUNDREDTHS_MAX = 300

const percent = count(RATE_PERCENT_MAX)
const spanMs = positive(31 * 86_400_000)

const rate = v.variant('kind', [
  v.strictObject({ kind: v.literal('ramp'), fromPercent: percent, toPercent: percent, overMs: spanMs }),
  v.strictObject({ kind: v.literal('burst'), everyMs: spanMs, forMs: spanMs, burstPercent: percent }),
  v.strictObject({ kind: v.literal('day'), dayMs: spanMs }),
  v.strictObject({ kind: v.literal('drawn'), percents: v.pipe(v.array(percent), v.minLength(1), v.maxLength(POINTS_MAX)), spanMs }),
])

const sizes = v.variant('kind', [
  v.strictObject({ kind: v.literal('logNormal'), sigmaHundredths: count(SIGMA_HUNDREDTHS_MAX) }),
  v.strictObject({ kind: v.literal('source'), sourceId: text }),
])

const keys = v.variant('kind', [
  v.strictObject({ kind: v.literal('uniform'), keyCount: positive(2 ** 31) }),
  v.strictObject({ kind: v.literal('zipf'), keyCount: positive(KEYS_MAX), exponentHundredths: count(250) }),
  v.strictObject({ kind: v.literal('hot'), keyCount: positive(KEYS_MAX), hotPercent: count(100) }),
  v.strictObject({ kind: v.literal('hotSet'), keyCount: positive(KEYS_MAX), hotKeys: positive(KEYS_MAX), hotPercent: count(100) }),
  v.strictObject({ kind: v.literal('sequential'), keyCount: positive(2 ** 31) }),
  v.strictObject({ kind: v.literal('source'), sourceId: text, keyColumn: text }),
])

export const workload = v.variant('kind', [
  v.strictObject({
    kind: v.literal('synthetic'),
    ratePerSecond: count(10_000_000),
    rate: v.exactOptional(rate),
    recordBytes: count(1_048_576),
    sizes: v.exactOptional(sizes),
    keys,
  }),
  v.strictObject({
    kind: v.literal('replay'),
    sourceId: text,
    keyColumn: text,
    speed: v.pipe(v.number(), v.minValue(0.1), v.maxValue(100_000)),
    startAtMs: ms,
    loop: v.boolean(),
  }),
])
