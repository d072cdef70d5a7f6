import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialRanges } from './hashKey'
import { ENDING_INDEX, formatSequenceNumber, parseSequenceNumber, type SequenceNumberParts } from './sequenceNumber'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]

/**
 * Numbers that AWS made, as they stand in public code, with what they decode to: creation second, index, second, shard.
 * Origins: mhart/kinesalite#87; AWS sample events; awslabs/kinesis-aggregation; aws-powertools; plenario-lambdas;
 * mlops-zoomcamp notes; data-analytics-for-businfo; aws-fluent-plugin-kinesis#56.
 */
const RECORDED: [sequenceNumber: string, created: number, index: bigint, second: number, shardIndex: number][] = [
  ['49594189147623985939251953501666965394405037144469929986', 1553568712, 195n, 1553568735, 0],
  ['49635052289529725553291405521504870233219489715332317186', 1668091628, 1057n, 1668093032, 0],
  ['49635052289529725553291405520881064510298312199003701250', 1668091628, 541n, 1668092612, 0],
  ['49571347871967966406409637155186850213682522142927749122', 1489553823, 11401442709n, 1505169656, 0],
  ['49597411459012285111935017620416693517210978893395132418', 1562599552, 13375n, 1562602077, 0],
  ['49581544954143914480259384464784359468274789083712061490', 1518132134, 7723602311n, 1520372220, 3],
  ['49546986683135544286507457936321625675700192471156785154', 1421279230, 469n, 1421279386, 0],
  ['49590338271490256608559692538361571095921575989136588898', 1542776258, 1734642199n, 1545084650, 6],
  ['49570889523503059275381512478865028995601825660315631618', 1488269257, 663152098n, 1491587454, 0],
  ['49647060812288014558888668248268683467178536947444350978', 1701746677, 26058n, 1701761034, 0],
  ['49628566489653659107048838082246518393102916603510521906', 1649914545, 6071978n, 1649930048, 3],
  ['49559948046087405716686625491085803253240564075691245570', 1457604706, 67125653n, 1458397402, 0],
]

const parts = fc.record<SequenceNumberParts>({
  shardCreatedSecond: fc.integer({ min: 0, max: 16_025_174_999 }),
  shardIndex: fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 1)),
  sequenceIndex: fc.bigInt({ min: 0n, max: ENDING_INDEX }),
  second: fc.integer({ min: 0, max: 2 ** 36 - 1 }),
})

describe('sequence numbers', () => {
  it.each(RECORDED)('%s, made by AWS, is read and written', (text, shardCreatedSecond, sequenceIndex, second, shardIndex) => {
    const read = { shardCreatedSecond, shardIndex, sequenceIndex, second }
    expect(parseSequenceNumber(text)).toEqual(read)
    expect(formatSequenceNumber(read)).toBe(text)
  })

  it.each([
    ['an invented one of the samples', '49568167373333333333333333333333333333333333333333333333'],
    ['a changed last digit', '49546986683135544286507457936321625675700192471156785155'],
    ['nothing', ''],
    ['words', 'TRIM_HORIZON'],
    ['a long number', '1'.repeat(129)],
    ['an index with its top bit', String(BigInt(`0x2${'0'.repeat(10)}8${'0'.repeat(34)}2`))],
    ['a creation too late', String(BigInt(`0x2${'f'.repeat(9)}0${'0'.repeat(35)}2`))],
  ])('%s is refused', (_name, text) => {
    expect(parseSequenceNumber(text)).toBeNull()
  })

  it.each([
    ['version 1', '49545115243490985018280067714973144582180062593244200961', { shardCreatedSecond: 1_416_034_339, shardIndex: 0, second: 1_416_343_936 }],
    ['version 0', '5', { shardCreatedSecond: 0, shardIndex: 5, second: 0 }],
    ['a negative shard', String(BigInt(`0x2${'0'.repeat(37)}800000002`)), { shardIndex: -(2 ** 31) }],
  ])('of %s are read as the service reads them', (_name, text, parts) => {
    expect(parseSequenceNumber(text)).toMatchObject({ ...parts, sequenceIndex: 0n })
  })

  it('of shards created together start 16^36 + 16 apart (recorded on AWS for shards 0–15)', () => {
    const starts = initialRanges(16).map((_, shardIndex) =>
      BigInt(formatSequenceNumber({ shardCreatedSecond: 1_553_568_712, shardIndex, sequenceIndex: 0n, second: 1_553_568_712 })),
    )
    for (let shard = 1; shard < 16; shard++) expect(starts[shard]! - starts[shard - 1]!).toBe(22300745198530623141535718272648361505980432n)
  })

  describe.each(SEEDS)('seed %i', (seed) => {
    it('come back from their text, of 47 hex digits', () => {
      fc.assert(
        fc.property(parts, (made) => {
          const text = formatSequenceNumber(made)
          expect(BigInt(text).toString(16)).toMatch(/^2[0-9a-f]{26}00[0-9a-f]{17}2$/)
          expect(parseSequenceNumber(text)).toEqual(made)
        }),
        { seed, numRuns: 300 },
      )
    })

    it('of one shard are in order of their index, whatever the second', () => {
      fc.assert(
        fc.property(parts, parts, (left, right) => {
          const other = { ...right, shardCreatedSecond: left.shardCreatedSecond, shardIndex: left.shardIndex }
          fc.pre(left.sequenceIndex !== other.sequenceIndex)
          expect(BigInt(formatSequenceNumber(left)) < BigInt(formatSequenceNumber(other))).toBe(left.sequenceIndex < other.sequenceIndex)
        }),
        { seed, numRuns: 300 },
      )
    })
  })
})
